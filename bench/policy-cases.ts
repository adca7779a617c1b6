/** A bucket policy of six statements, as people write them: two Denies for everybody, grants to a role, an organization, a service and a home folder. */
export const DOCUMENT = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'DenyInsecureTransport',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: ['arn:aws:s3:::records', 'arn:aws:s3:::records/*'],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
    {
      Sid: 'DenyOldTls',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: ['arn:aws:s3:::records', 'arn:aws:s3:::records/*'],
      Condition: { NumericLessThan: { 's3:TlsVersion': '1.2' } },
    },
    {
      Sid: 'DenyWrongKey',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:PutObject',
      Resource: 'arn:aws:s3:::records/*',
      Condition: { StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } },
    },
    {
      Sid: 'ReadReports',
      Effect: 'Allow',
      Principal: { AWS: ['arn:aws:iam::111122223333:role/reader', 'arn:aws:iam::111122223333:user/auditor'] },
      Action: ['s3:Get*', 's3:ListBucket'],
      Resource: ['arn:aws:s3:::records', 'arn:aws:s3:::records/reports/*.pdf'],
      Condition: { IpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '198.51.100.0/24'] } },
    },
    {
      Sid: 'WriteInOrganization',
      Effect: 'Allow',
      Principal: '*',
      Action: ['s3:PutObject', 's3:PutObjectTagging'],
      Resource: 'arn:aws:s3:::records/in/*',
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' }, ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/ingest-*' } },
    },
    {
      Sid: 'OwnFolder',
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::111122223333:user/auditor' },
      Action: 's3:*Object*',
      Resource: 'arn:aws:s3:::records/home/${aws:username}/*',
      Condition: { StringLike: { 'aws:UserAgent': ['aws-cli/*', '*boto3*'] } },
    },
  ],
} as const;

/** One request, in what both evaluators understand. */
export interface Case {
  readonly action: string;
  readonly resource: string;
  readonly principal: string;
  readonly context: Readonly<Record<string, string>>;
}

const PRINCIPALS = [
  'arn:aws:sts::111122223333:assumed-role/reader/ci', 'arn:aws:iam::111122223333:user/auditor', 'arn:aws:iam::111122223333:role/ingest-7', 'arn:aws:iam::111122223333:role/else',
];
const ACTIONS = ['s3:GetObject', 's3:PutObject', 's3:ListBucket', 's3:GetObjectTagging', 's3:PutObjectTagging', 's3:DeleteObject'];
const KEYS = ['reports/2026/q1-*.pdf', 'in/*.csv', 'home/auditor/*.txt', 'home/bob/*.txt', 'reports/*.html'];
const ADDRESSES = ['192.0.2.17', '198.51.100.99', '203.0.113.5'];

/** As many different requests: every 8th over HTTP, every 16th with an old TLS, the others as the lists above meet. */
export function cases(count: number): readonly Case[] {
  return Array.from({ length: count }, (_, i): Case => {
    const principal = PRINCIPALS[i % PRINCIPALS.length];
    const action = ACTIONS[Math.floor(i / 3) % ACTIONS.length];
    const key = KEYS[Math.floor(i / 5) % KEYS.length].replace('*', String(i));
    return {
      action,
      resource: action === 's3:ListBucket' ? 'arn:aws:s3:::records' : `arn:aws:s3:::records/${key}`,
      principal,
      context: {
        'aws:SecureTransport': i % 8 === 7 ? 'false' : 'true',
        's3:TlsVersion': i % 16 === 11 ? '1.1' : '1.3',
        'aws:SourceIp': ADDRESSES[i % ADDRESSES.length],
        'aws:PrincipalOrgID': 'o-a1b2c3d4e5',
        'aws:username': principal.slice(principal.lastIndexOf('/') + 1),
        'aws:UserAgent': i % 2 === 0 ? 'aws-cli/2.17.1' : 'curl/8.1',
        's3:x-amz-server-side-encryption': i % 5 === 0 ? 'AES256' : 'aws:kms',
      },
    };
  });
}
