import { files, shell, workDirectory } from './shell';

const cwd = workDirectory();
const BUCKET = 'arn:aws:s3:::records';
const READER = 'arn:aws:iam::111122223333:role/reader';
const TLS = { Sid: 'Tls', Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [BUCKET, `${BUCKET}/*`], Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
const READ = { Sid: 'Read', Effect: 'Allow', Principal: { AWS: READER }, Action: 's3:GetObject', Resource: `${BUCKET}/*` };
const policy = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const PLAIN = policy(TLS, READ);

beforeAll(() => files(cwd, {
  'policy.json': PLAIN,
  'answer.json': { Policy: JSON.stringify(PLAIN) },
  'template.json': { Resources: { Policy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'B' }, PolicyDocument: PLAIN } } } },
  'two.json': { Resources: { A: { Type: 'AWS::S3::BucketPolicy' }, B: { Type: 'AWS::S3::BucketPolicy' } } },
  'open.json': policy(TLS, { ...READ, Principal: '*' }),
  'no-tls.json': policy(READ),
  'silent.json': policy({ Effect: 'Allow', Action: 's3:PutObject', Resource: '*' }),
  'wrong.json': policy({ ...READ, Action: 's3:GetObjects' }),
  'hostile.json': policy({ ...READ, Sid: 'a\u001b[31m\u202eb\nallowed: yes' }),
  'table.json': {
    principals: [READER, 'anonymous'],
    actions: ['s3:GetObject'],
    resources: [`${BUCKET}/a`],
    contexts: [{ label: 'over HTTP', keys: { 'aws:SecureTransport': 'false' } }, { label: 'over HTTPS', keys: { 'aws:SecureTransport': 'true' } }],
    expected: [{ outcome: 'denied' }, { principal: READER, context: 'over HTTPS', outcome: 'allowed' }],
  },
  'unmet.json': { principals: [READER], actions: ['s3:GetObject'], resources: [`${BUCKET}/a`], expected: [{ principal: 'anonymus', outcome: 'denied' }] },
  'bad-table.json': { principals: 'x' },
  'list.json': [],
  'text.txt': 'no JSON',
}));

const ask = (file: string, ...more: string[]) => [file, '--action', 's3:GetObject', '--principal', READER, '--resource', `${BUCKET}/a`, ...more];

test.each<[string, string[], number, RegExp]>([
  ['decide: allowed', ['decide', ...ask('policy.json')], 0, /^allowed: bucket policy: Read allows s3:GetObject \(resource policy\)\n$/],
  ['decide: denied', ['decide', ...ask('policy.json', '--context', 'aws:SecureTransport=false')], 1, /^denied: bucket policy: Tls denies/],
  ['decide: unknown', ['decide', ...ask('policy.json', '--other-keys', 'unknown')], 1, /^unknown: bucket policy: Tls may deny/],
  ['decide: an answer of get-bucket-policy', ['decide', ...ask('answer.json')], 0, /^allowed/],
  ['decide: a template', ['decide', ...ask('template.json')], 0, /^allowed/],
  ['decide: across accounts', ['decide', ...ask('policy.json', '--owner', '222233334444')], 1, /an identity policy must allow/],
  ['decide: across accounts, both', ['decide', ...ask('policy.json', '--owner', '222233334444', '--identity', 'silent.json', '--identity', 'no-tls.json')], 0, /^allowed/],
  ['decide: an SCP', ['decide', ...ask('policy.json', '--scp', 'silent.json')], 1, /no service control policy/],
  ['decide: JSON', ['decide', ...ask('policy.json', '--format', 'json')], 0, /"outcome": "allowed"/],
  ['explain', ['explain', ...ask('policy.json', '--context', 'aws:SecureTransport=true')], 0, /\n {4}no {2}condition the request has true for aws:securetransport[^]*\n> Allow by bucket policy: Read/],
  ['explain: hostile names', ['explain', ...ask('hostile.json')], 0, /^allowed: bucket policy: a[^\u001b\u202e\n]*\n/],
  ['simulate', ['simulate', 'policy.json', '--table', 'table.json'], 0, /\n1 allowed, 3 denied, 0 unknown\n$/],
  ['simulate: not as expected', ['simulate', 'no-tls.json', '--table', 'table.json'], 1, /; expected denied[^]*1 not as expected/],
  ['simulate: nobody', ['simulate', 'policy.json', '--table', 'unmet.json'], 1, /no request is what the table expects of .*anonymus/],
  ['simulate: options', ['simulate', 'policy.json', '--principal', 'anonymous', '--action', 's3:GetObject', '--action', 's3:ListBucket', '--resource', `${BUCKET}/a`], 0, /2 denied/],
  ['public: not', ['public', 'policy.json'], 0, /^not public in the sense/],
  ['public', ['public', 'open.json'], 1, /^public[^]*bucket policy: Read: it is for everybody[^]*BlockPublicPolicy: refuses/],
  ['diff: nothing', ['diff', 'policy.json', 'answer.json'], 0, /^no request is answered differently/],
  ['diff: more', ['diff', 'policy.json', 'open.json'], 1, /^allowed now, refused before:\n {2}s3:GetObject on arn:aws:s3:::records[^]*after: {2}new policy: Read/],
  ['diff: less', ['diff', 'open.json', 'policy.json'], 0, /^refused now, allowed before:/],
  ['diff: a Deny dropped', ['diff', 'policy.json', 'no-tls.json', '--owner', '111122223333', '--action', 's3:PutObject'], 1, /aws:securetransport=false/],
  ['validate: good', ['validate', 'policy.json'], 0, /^no problem/],
  ['validate: not', ['validate', 'wrong.json'], 1, /^error {4}Statement\[0\]\.Action: 's3:GetObjects'/],
])('%s', async (_, argv, code, out) => {
  const ran = await shell(cwd, ['policy', ...argv]);
  expect([ran.err, ran.code]).toEqual(['', code]);
  expect(ran.out).toMatch(out);
});

test('a policy from standard input', async () => {
  const { code, out } = await shell(cwd, ['policy', 'public', '-', '--format', 'json'], { stdin: JSON.stringify({ Policy: JSON.stringify(PLAIN) }) });
  expect([code, (JSON.parse(out) as { isPublic: string }).isPublic]).toEqual([0, 'no']);
});

test.each<[string, string[], RegExp]>([
  ['no file', ['public', 'nowhere.json'], /cannot read 'nowhere.json': no such file/],
  ['no JSON', ['public', 'text.txt'], /'text.txt' is no JSON/],
  ['no policy', ['public', 'list.json'], /has no Statement; pass a policy document/],
  ['a template with two', ['public', 'two.json'], /2 bucket policies \(A, B\)/],
  ['no action', ['decide', 'policy.json', '--principal', 'anonymous', '--resource', BUCKET], /--action/],
  ['an odd action', ['decide', 'policy.json', '--action', 'GetObject', '--principal', 'anonymous', '--resource', BUCKET], /must be an action such as s3:GetObject, got 'GetObject'/],
  ['an odd resource', ['decide', 'policy.json', '--action', 's3:GetObject', '--principal', 'anonymous', '--resource', 'records'], /must be an ARN/],
  ['an odd owner', ['decide', ...ask('policy.json', '--owner', '1')], /'--owner' must be the 12 digits/],
  ['an odd context', ['decide', ...ask('policy.json', '--context', 'x')], /'--context' must be 'name=value'/],
  ['no table', ['simulate', 'policy.json'], /pass a table/],
  ['an odd table', ['simulate', 'policy.json', '--table', 'bad-table.json'], /'bad-table.json' is no table: .*principals/],
  ['two of standard input', ['diff', '-', '-'], /standard input holds one/],
])('bad input: %s', async (_, argv, err) => {
  const ran = await shell(cwd, ['policy', ...argv]);
  expect([ran.code, ran.out]).toEqual([2, '']);
  expect(ran.err).toMatch(err);
});
