import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { grantsNothing } from '../../src/controls/questions';
import type { Verdict } from '../../src/controls/verdict';
import { parsePolicy } from '../../src/policy/document';
import { outsiders } from '../../src/policy/outsiders';
import { THIS_BUCKET_ARN } from '../../src/policy/text';
import type { BucketPosture } from '../../src/posture/bucket-posture';
import { known } from '../../src/posture/fact';

const FOLDER = join(__dirname, '..', '..', '..', 'shared', 'data', 'policies');
const there = existsSync(FOLDER);
const describeIfThere = there ? describe : describe.skip;
const note = there ? '' : ` (skipped: ${FOLDER} is not here)`;
const read = (name: string): unknown[] => there ? JSON.parse(readFileSync(join(FOLDER, `awsdocs-userguide-2023-${name}.json`), 'utf8')) as unknown[] : [];

/** Whether a policy of AWS's guide is public, with its many bucket names replaced by the one of the bucket that is judged. */
function publicity(document: unknown): Verdict['outcome'] {
  const text = JSON.stringify(document).replace(/arn:aws:s3:::(DOC-EXAMPLE-[A-Z-]*BUCKET(-logs)?|destination-bucket)(?=[/"])/g, THIS_BUCKET_ARN);
  expect(text).toMatch(/"Resource":\[?"(\*|arn:aws:s3:::<bucket>)/);
  const policy = known('policy', parsePolicy(JSON.parse(text), { name: 'bucket policy' }));
  return grantsNothing({ policy } as unknown as BucketPosture, 'to the public', outsiders).outcome;
}

describeIfThere(`the public and not public statements of "Blocking public access"${note}`, () => {
  const statements = read('access-control-block-public-access');
  test.each([[0, 'fail', 'any user of an identity provider'], [1, 'fail', 'everybody'], [2, 'fail', 'every VPC'], [3, 'pass', 'one VPC']])('%i: %s, %s', (index, outcome) => {
    expect(publicity({ Version: '2012-10-17', Statement: [statements[index]] })).toBe(outcome);
  });
  test('are all judged', () => expect(statements).toHaveLength(4));
});

describeIfThere(`the examples of "Bucket policy examples"${note}`, () => {
  const EXAMPLES: [Verdict['outcome'], string][] = [
    ['pass', 'SSE-KMS required'], ['pass', 'one KMS key required'], ['pass', 'canned ACL required of two accounts'], ['pass', 'full control for the owner'],
    ['pass', 'objects with a tag'], ['pass', 'tag keys'], ['pass', 'a tag key and value'], ['pass', 'a tag on new objects'], ['pass', 'server access logs'],
    ['pass', 'an organization'], ['pass', 'deny outside a range'], ['pass', 'ranges of IPv4 and IPv6'], ['pass', 'HTTPS only'], ['fail', 'referer'], ['pass', 'a folder of a user'],
    ['pass', 'load balancer logs, old Regions'], ['pass', 'load balancer logs, new Regions'], ['pass', 'CloudFront origin access identity'], ['pass', 'Storage Lens'],
    ['pass', 'inventory'], ['pass', 'inventory for one user'], ['pass', 'MFA, deny only'], ['fail', 'MFA, and an Allow for everybody'], ['fail', 'recent MFA, and an Allow for everybody'],
  ];
  const documents = read('example-bucket-policies');
  test.each(EXAMPLES.map(([outcome, name], index) => [index, outcome, name] as const))('%i: %s, %s', (index, outcome) => {
    expect(publicity(documents[index])).toBe(outcome);
  });
  test('are all judged', () => expect(documents).toHaveLength(EXAMPLES.length));
});
