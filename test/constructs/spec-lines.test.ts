import { Duration, type Stack } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { NETWORK, RETENTION, stackOf, synth } from './apps';
import { citationsOf } from '../../build-tools/matrix-page';
import { PASSAGE_ROWS, type Row, ROWS } from '../../build-tools/matrix-rows';
import { SPEC_LINES, SPEC_PASSAGES, type SpecLine } from '../../build-tools/spec-lines';
import { ComplianceFramework, CompliantBucket, DataEventTrail, EncryptionMethod, GdprBucket, HipaaBucket, NetworkPerimeter, PciBucket, Soc2Bucket } from '../../src';
import { type Control, isManual } from '../../src/controls/control';
import { judge } from '../../src/evidence/judge';
import { type BucketReading, readTemplates } from '../../src/posture/cloudformation';

/** Each line of the spec that a construct is for: what the construct makes passes the controls that stand for the line. */
const ENV = { account: '111122223333', region: 'eu-central-1' };
const LIMIT = Duration.days(2500);
const { BASELINE, HIPAA, SOC2 } = ComplianceFramework;

const ENDPOINTS = NetworkPerimeter.vpcEndpoints([{ vpcEndpointId: 'vpce-0123456789abcdef0' } as ec2.IVpcEndpoint]);
const admin = (stack: Stack, name: string) => iam.Role.fromRoleArn(stack, name, `arn:aws:iam::111122223333:role/${name}`);

const MAKE: Readonly<Record<string, (stack: Stack) => s3.Bucket>> = {
  'GDPR': stack => new GdprBucket(stack, 'B', { retentionLimit: LIMIT }),
  'HIPAA': stack => new HipaaBucket(stack, 'B', { retention: RETENTION, network: NETWORK }),
  'SOC 2': stack => new Soc2Bucket(stack, 'B'),
  'PCI DSS': stack => new PciBucket(stack, 'B', { network: ENDPOINTS }),
  'every other': stack => new CompliantBucket(stack, 'B', {
    frameworks: [BASELINE, HIPAA, SOC2],
    retention: RETENTION,
    retentionLimit: LIMIT,
    network: NETWORK,
    keyAdministrators: [admin(stack, 'KeyAdmin')],
    lockAdministrators: [admin(stack, 'LockAdmin')],
  }),
  'SSE-S3': stack => new CompliantBucket(stack, 'B'),
  'client-side': stack => new CompliantBucket(stack, 'B', { encryption: EncryptionMethod.CLIENT_SIDE }),
  'COMPLIANCE': stack => new CompliantBucket(stack, 'B', { retention: s3.ObjectLockRetention.compliance(LIMIT), acknowledgeIrreversibleLock: true }),
};

const KIND: Readonly<Record<number, string>> = { 306: 'SSE-S3', 351: 'client-side', 595: 'COMPLIANCE' };
const kindOf = ({ line, section }: SpecLine): string => KIND[line] ?? (section in MAKE ? section : 'every other');

const made = new Map<string, BucketReading>();

function reading(kind: string): BucketReading {
  const found = made.get(kind);
  if (found) return found;
  const stack = stackOf({ env: ENV });
  // The account's.
  new DataEventTrail(stack, 'Trail');
  const id = stack.resolve((MAKE[kind](stack).node.defaultChild as s3.CfnBucket).logicalId);
  const { template: body } = synth(stack).getStackByName('Stack');
  const read = readTemplates([{ name: 't', body, ...ENV }]).find(({ logicalId }) => logicalId === id)!;
  made.set(kind, read);
  return read;
}

const built = (specs: readonly SpecLine[], rows: readonly Row[]) => specs.flatMap((spec) => {
  const row = rows.find(({ line, by }) => line === spec.line && by.length > 0);
  const controls = row ? citationsOf(spec, row).map(({ check }) => check).filter((check): check is Control => !isManual(check)) : [];
  return controls.map(control => [spec.line, spec.text, kindOf(spec), control.id, control] as const);
});

test.each([...built(SPEC_LINES, ROWS), ...built(SPEC_PASSAGES, PASSAGE_ROWS)])('L%p, %s, by a bucket for %s: %s', (_line, _text, kind, _id, control) => {
  const { outcome, because } = judge(control, reading(kind));
  expect({ outcome, because }).toEqual({ outcome: 'pass', because });
});
