import { App, CfnParameter, NestedStack, Stack } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';

/** What is true of a bucket once it is deployed; `unknown`: the app does not settle it. */
export type Truth = 'good' | 'bad' | 'unknown';

/** One thing to ask about one bucket of a stack. */
export interface Question {
  /** The bucket's path in the app. */
  readonly path: string;
  /** As a statement that is true when it is good. */
  readonly asked: string;
  readonly truth: Truth;
  /** Why that is so, in one line. */
  readonly because: string;
  /** The rule of cdk-nag's packs, without the pack's name; undefined where neither has one. */
  readonly rule?: string;
  /** The control of this library. */
  readonly control: string;
}

export interface TrickyStack {
  readonly name: string;
  readonly build: (stack: Stack, app: App) => void;
  readonly questions: readonly Question[];
}

const denyHttp = (bucket: s3.IBucket) => ({
  Version: '2012-10-17',
  Statement: [{
    Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [bucket.bucketArn, bucket.arnForObjects('*')], Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  }],
});

const VERSIONING = 'VersioningConfiguration.Status';
const HTTP = { asked: 'plain HTTP is refused', rule: 'S3BucketSSLRequestsOnly', control: 'http-refused' };
const VERSIONS = { asked: 'versions are kept', rule: 'S3BucketVersioningEnabled', control: 'versioning-enabled' };
const KMS = { asked: 'encrypted under a KMS key', rule: 'S3DefaultEncryptionKMS', control: 'encrypted-with-kms' };
const LOGGED = { asked: 'access is logged', rule: 'S3BucketLoggingEnabled', control: 'access-logging-enabled' };

/** Each deviates in one point from what a pattern expects. The stack is called `S`, its bucket `B`. */
export const TRICKY_STACKS: readonly TrickyStack[] = [
  {
    name: 'DSSE-KMS',
    build: stack => void new s3.Bucket(stack, 'B', { encryption: s3.BucketEncryption.DSSE }),
    questions: [{ ...KMS, path: 'S/B', truth: 'good', because: 'aws:kms:dsse encrypts twice under a KMS key' }],
  },
  {
    name: 'no public-access block at all',
    build: stack => void new s3.CfnBucket(stack, 'B'),
    questions: [{
      path: 'S/B',
      asked: 'public access is blocked',
      truth: 'unknown',
      rule: 'S3BucketLevelPublicAccessProhibited',
      control: 'public-access-blocked',
      because: 'S3 blocks it on buckets made since April 2023; one that is older, or had the property taken away, has no block',
    }],
  },
  {
    name: 'cross-account s3:*',
    build: stack => new s3.Bucket(stack, 'B').addToResourcePolicy(new iam.PolicyStatement({
      principals: [new iam.AccountPrincipal('444455556666')], actions: ['s3:*'], resources: ['*'],
    })),
    questions: [{
      path: 'S/B',
      asked: 'grants name their actions',
      truth: 'bad',
      control: 'least-privilege-policy',
      because: 'the other account may do everything, change the policy included',
    }],
  },
  {
    name: 'aws/s3 key',
    build: stack => void new s3.Bucket(stack, 'B', { encryption: s3.BucketEncryption.KMS_MANAGED }),
    questions: [
      { ...KMS, path: 'S/B', truth: 'good', because: 'aws/s3 is a KMS key' },
      {
        path: 'S/B',
        asked: 'the key is the customer\'s own',
        truth: 'bad',
        control: 'encrypted-with-customer-key',
        because: 'AWS manages aws/s3: nobody can narrow its policy, disable it or share it with one partner only',
      },
    ],
  },
  {
    name: 'no TLS floor',
    build: stack => void new s3.Bucket(stack, 'B', { enforceSSL: true }),
    questions: [
      { ...HTTP, path: 'S/B', truth: 'good', because: 'enforceSSL denies it to everybody' },
      {
        path: 'S/B',
        asked: 'TLS below 1.2 is refused by the policy',
        truth: 'bad',
        control: 'old-tls-refused',
        because: 'no statement asks for s3:TlsVersion; that AWS has ended old TLS at its endpoints is no doing of the bucket',
      },
    ],
  },
  {
    name: 'data events missing',
    build: (stack) => {
      const logs = new s3.Bucket(stack, 'TrailLogs');
      new s3.Bucket(stack, 'B');
      new cloudtrail.CfnTrail(stack, 'Trail', { s3BucketName: logs.bucketName, isLogging: true, isMultiRegionTrail: true });
    },
    questions: [{
      path: 'S/B',
      asked: 'reads of objects are recorded',
      truth: 'unknown',
      control: 'data-reads-recorded',
      because: 'this trail records management events only; another trail of the account may record the rest',
    }],
  },
  {
    name: 'policy in another stack',
    build: (stack, app) => {
      const bucket = new s3.Bucket(stack, 'B');
      const policies = new Stack(app, 'Policies', { env: { account: stack.account, region: stack.region } });
      new s3.CfnBucketPolicy(policies, 'P', { bucket: bucket.bucketName, policyDocument: denyHttp(bucket) });
    },
    questions: [{ ...HTTP, path: 'S/B', truth: 'good', because: 'the statement stands in the stack Policies' }],
  },
  {
    name: 'parameter-valued property',
    build: (stack) => {
      new s3.CfnBucket(stack, 'B', { versioningConfiguration: { status: new CfnParameter(stack, 'Status').valueAsString } });
    },
    questions: [{ ...VERSIONS, path: 'S/B', truth: 'unknown', because: 'whoever deploys says so, and the parameter has no default' }],
  },
  {
    name: 'fix by property override',
    build: (stack) => {
      (new s3.Bucket(stack, 'B').node.defaultChild as s3.CfnBucket).addPropertyOverride(VERSIONING, 'Enabled');
      (new s3.Bucket(stack, 'Broken', { versioned: true }).node.defaultChild as s3.CfnBucket).addPropertyOverride(VERSIONING, 'Suspended');
    },
    questions: [
      { ...VERSIONS, path: 'S/B', truth: 'good', because: 'the override is what is deployed' },
      { ...VERSIONS, path: 'S/Broken', truth: 'bad', because: 'an override the other way suspends what the props turned on' },
    ],
  },
  {
    name: 'nested stack',
    build: (stack) => {
      const nested = new NestedStack(stack, 'Nested');
      new s3.Bucket(nested, 'B');
      const far = new s3.Bucket(nested, 'Far');
      new s3.CfnBucketPolicy(stack, 'P', { bucket: far.bucketName, policyDocument: denyHttp(far) });
    },
    questions: [
      { ...HTTP, path: 'S/Nested/B', truth: 'bad', because: 'it has no policy' },
      { ...HTTP, path: 'S/Nested/Far', truth: 'good', because: 'its policy stands in the parent' },
    ],
  },
  {
    name: 'lock without retention',
    build: stack => void new s3.Bucket(stack, 'B', { objectLockEnabled: true }),
    questions: [{
      path: 'S/B',
      asked: 'new objects are locked for a stated time',
      truth: 'bad',
      control: 'default-retention',
      because: 'Object Lock by itself locks nothing that its writer does not ask for',
    }],
  },
  {
    name: 'log bucket',
    build: (stack) => {
      const logs = new s3.Bucket(stack, 'Logs', { encryption: s3.BucketEncryption.S3_MANAGED });
      new s3.Bucket(stack, 'B', { serverAccessLogsBucket: logs });
    },
    questions: [
      { ...LOGGED, path: 'S/Logs', truth: 'good', because: 'a log bucket that logs to itself never ends' },
      {
        ...KMS,
        path: 'S/Logs',
        asked: 'encrypted as the delivery of access logs allows',
        truth: 'good',
        because: 'the S3 guide allows a log bucket SSE-S3 only as its default',
      },
    ],
  },
];
