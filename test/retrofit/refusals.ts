import { CfnParameter, Duration, Fn, RemovalPolicy, type Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { IMixin } from 'constructs';
import { endpoints, retention } from './buckets';
import { BaselineCompliance, EncryptionEnforced, GdprCompliance, HipaaCompliance, PciCompliance, SecureTransport, Soc2Compliance, AccessLogging } from '../../src';

/** What, the bucket that its user wrote, the mixin, and parts of the message. */
export type Refusal = readonly [what: string, make: (stack: Stack) => unknown, mixin: (stack: Stack) => IMixin, ...parts: string[]];

const raw = (props?: s3.CfnBucketProps) => (stack: Stack) => new s3.CfnBucket(stack, 'Data', props);
const made = (props?: s3.BucketProps) => (stack: Stack) => new s3.Bucket(stack, 'Data', props);
const baseline = () => new BaselineCompliance();
const kmsOnly = () => new EncryptionEnforced();
const rule = (sseAlgorithm: string, kmsMasterKeyId?: string): s3.CfnBucketProps =>
  ({ bucketEncryption: { serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm, kmsMasterKeyId } }] } });
const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/0e5d5a4c-0000-0000-0000-000000000000';

export const REFUSALS: readonly Refusal[] = [
  ['Object Lock on a bucket that may be deployed', raw(), () => new HipaaCompliance({ retention: retention(), network: endpoints() }),
    '\'retention\' asks for Object Lock', 'newBuckets: true', 'object-lock-enabled'],
  ['another retention than the bucket has', made({ objectLockDefaultRetention: s3.ObjectLockRetention.compliance(Duration.days(9)) }),
    () => new HipaaCompliance({ retention: retention(), network: endpoints() }), 'COMPLIANCE, 9 days', 'GOVERNANCE, 300 days'],
  ['no network', raw(), () => new PciCompliance(), '\'network\' is missing'],
  ['no limit', raw(), () => new GdprCompliance(), '\'retentionLimit\' is missing'],
  ['a public ACL', raw({ accessControl: 'PublicRead' }), baseline, 'AccessControl is "PublicRead"', 'take it out'],
  ['the ACL of log delivery', raw({ accessControl: 'LogDeliveryWrite' }), baseline, 'AccessLogBucket'],
  ['an ownership with ACLs', raw({ ownershipControls: { rules: [{ objectOwnership: 'ObjectWriter' }] } }), baseline, 'ObjectOwnership "ObjectWriter"'],
  ['a website', made({ websiteIndexDocument: 'index.html' }), baseline, 'WebsiteConfiguration', 'CloudFront'],
  ['versions that are suspended', raw({ versioningConfiguration: { status: 'Suspended' } }), baseline, 'Status is "Suspended"'],
  ['versions that a parameter decides', stack => raw({ versioningConfiguration: Token.asAny(Fn.conditionIf('On', { status: 'Enabled' }, Fn.ref('AWS::NoValue'))) })(stack),
    baseline, 'decided at deploy time'],
  ['a public access block that is off', raw({ publicAccessBlockConfiguration: { blockPublicPolicy: false } }), baseline, 'BlockPublicPolicy is false'],
  ['a public access block that an override turns off', stack => raw()(stack).addPropertyOverride('PublicAccessBlockConfiguration.BlockPublicAcls', false), baseline, 'BlockPublicAcls is false'],
  ['SSE-S3 where a key is asked for', made({ encryption: s3.BucketEncryption.S3_MANAGED }), kmsOnly, 'SSEAlgorithm is "AES256"'],
  ['the AWS managed key where one of the customer is asked for', raw(rule('aws:kms')), kmsOnly, 'without a key'],
  ['SSE-C that is let in', made({ blockedEncryptionTypes: [s3.BlockedEncryptionType.NONE] }), baseline, 'BlockedEncryptionTypes', 'SSE-C'],
  ['another key than the bucket has', raw(rule('aws:kms', KEY)), stack => new EncryptionEnforced({ encryptionKey: new kms.Key(stack, 'Key') }), 'is encrypted with', 'Stack/Key'],
  ['an alias as the key of the bucket', raw(rule('aws:kms', 'alias/mine')), kmsOnly, '"alias/mine", an alias'],
  ['a key that a parameter names', stack => raw(rule('aws:kms', new CfnParameter(stack, 'KeyArn').valueAsString))(stack), kmsOnly, 'only deployment knows', 'encryptionKey'],
  ['a key of another Region', raw(), stack => new EncryptionEnforced({ encryptionKey: kms.Key.fromKeyArn(stack, 'Key', KEY.replace('eu-central', 'us-east')) }),
    '\'encryptionKey\' Stack/Key is in us-east-1'],
  ['an imported alias', raw(), stack => new EncryptionEnforced({ encryptionKey: kms.Alias.fromAliasName(stack, 'Alias', 'alias/mine') }), 'is the alias'],
  ['a key that is told not to rotate', stack => made({ encryptionKey: new kms.Key(stack, 'Key', { enableKeyRotation: false }) })(stack), baseline, 'EnableKeyRotation false'],
  ['another log bucket than the bucket has', raw({ loggingConfiguration: { destinationBucketName: 'logs', logFilePrefix: 'a/' } }),
    stack => new AccessLogging({ accessLogBucket: s3.Bucket.fromBucketName(stack, 'Logs', 'others') }), 'its access logs go to "logs" already'],
  ['logs to itself', raw({ loggingConfiguration: { logFilePrefix: 'logs/' } }), baseline, 'logs to itself'],
  ['a policy that deployment decides', (stack) => {
    const { ref } = raw()(stack);
    new s3.CfnBucketPolicy(stack, 'Policy', { bucket: ref, policyDocument: new CfnParameter(stack, 'Document').value });
  }, () => new SecureTransport(), 'Stack/Policy is decided at deploy time'],
  ['two policies', (stack) => {
    const { ref } = raw()(stack);
    for (const id of ['One', 'Two']) new s3.CfnBucketPolicy(stack, id, { bucket: ref, policyDocument: { Statement: [] } });
  }, () => new SecureTransport(), 'has two policies, Stack/One and Stack/Two'],
  ['objects that are deleted without a second factor', made({ removalPolicy: RemovalPolicy.DESTROY, autoDeleteObjects: true }), () => new Soc2Compliance(), '\'autoDeleteObjects\''],
  ['a bucket that goes with its stack, and a lock', made({ removalPolicy: RemovalPolicy.DESTROY, objectLockEnabled: true }),
    () => new BaselineCompliance({ retention: retention() }), 'RemovalPolicy.DESTROY cannot go with \'retention\''],
  ['a Region outside the list', raw(), () => new GdprCompliance({ retentionLimit: Duration.days(9), allowedRegions: ['eu-west-1'] }), 'the stack is in eu-central-1'],
  ['administrators of a key that is imported', raw(rule('aws:kms', KEY)),
    stack => new BaselineCompliance({ keyAdministrators: [iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111122223333:role/keys')] }), '\'keyAdministrators\''],
  ['an age that is too short', raw(), () => new BaselineCompliance({ presignedUrlMaxAge: Duration.minutes(1) }), '\'presignedUrlMaxAge\''],
];
