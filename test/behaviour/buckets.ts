import { App } from 'aws-cdk-lib';
import { fourFrameworks } from '../../examples/four-frameworks/app';
import { RecordsStack } from '../../examples/hipaa-records/app';

type Json = Readonly<Record<string, any>>;

export const ACCOUNT = '111122223333';
export const PARTNERS = '999999999999';
const REGION = 'eu-central-1';

export type BucketName = 'Records' | 'Settlements' | 'Customers' | 'Uploads' | 'AccessLogs';

export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal: Json;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Json>>;
}

/** A bucket of an example, as CloudFormation would make it. */
export interface Bucket {
  readonly name: BucketName;
  /** In S3. */
  readonly id: string;
  readonly arn: string;
  /** The ARN of its KMS key, where it has one. */
  readonly key?: string;
  /** Whether new versions are locked. */
  readonly locked: boolean;
  readonly statements: readonly Statement[];
  /** ARNs and ids that the policy speaks of, by the logical id without its hash. */
  readonly vpc?: string;
  readonly eraser?: string;
  readonly porter?: string;
  /** The bucket whose log this is. */
  readonly logged?: string;
}

/** The buckets whose behaviour is looked at: one of each construct. */
export function buckets(): readonly Bucket[] {
  const health = new App();
  new RecordsStack(health, 'Records');
  const records = health.synth().getStackByName('Records').template as Json;
  const { stacks } = fourFrameworks().synth();
  const of = (name: string) => stacks.find(({ stackName }) => stackName === name)!.template as Json;
  return [
    bucketIn(records, 'Records'), bucketIn(of('Payments'), 'Settlements'), bucketIn(of('Customers'), 'Customers'),
    bucketIn(of('Service'), 'Uploads'), bucketIn(of('Profiles'), 'AccessLogs', 'Profiles'),
  ];
}

function bucketIn({ Resources }: Json, name: BucketName, logged?: string): Bucket {
  const idOf = (prefix: string, type: string) =>
    Object.keys(Resources).find(id => Resources[id].Type === type && new RegExp(`^${prefix}[0-9A-F]{8}$`).test(id));
  const nameOf = (logicalId: string) => logicalId.toLowerCase();
  const [bucketId, keyId] = [idOf(name, 'AWS::S3::Bucket')!, idOf(`${name}Key`, 'AWS::KMS::Key')];
  const plain = resolver(Resources, nameOf);
  const { Properties } = Resources[bucketId];
  const document = Object.values(Resources as Json).find(({ Type, Properties: p }) => Type === 'AWS::S3::BucketPolicy' && p.Bucket.Ref === bucketId)!.Properties.PolicyDocument;
  const statements = plain(document).Statement as readonly Statement[];
  const role = (title: string) => idOf(`${logged ?? name}${title}Role`, 'AWS::IAM::Role');
  const [eraser, porter] = [role('Erasure'), role('Portability')];
  const perimeter = statements.find(({ Sid }) => Sid === 'DenyOutsideNetwork')?.Condition?.StringNotEquals;
  const source = logged === undefined ? undefined : idOf(logged, 'AWS::S3::Bucket');
  return {
    name,
    id: nameOf(bucketId),
    arn: `arn:aws:s3:::${nameOf(bucketId)}`,
    ...keyId !== undefined && { key: plain({ 'Fn::GetAtt': [keyId, 'Arn'] }) },
    locked: Properties.ObjectLockEnabled === true,
    statements,
    ...perimeter && { vpc: Object.values(perimeter).flat()[0] as string },
    ...eraser !== undefined && { eraser: plain({ 'Fn::GetAtt': [eraser, 'Arn'] }) },
    ...porter !== undefined && { porter: plain({ 'Fn::GetAtt': [porter, 'Arn'] }) },
    ...source !== undefined && { logged: `arn:aws:s3:::${nameOf(source)}` },
  };
}

/** Replaces intrinsic functions by what CloudFormation would make of them, as far as bucket policies have them. */
function resolver(Resources: Json, nameOf: (id: string) => string): (value: any) => any {
  const PSEUDO: Json = { 'AWS::Partition': 'aws', 'AWS::AccountId': ACCOUNT, 'AWS::Region': REGION };
  const ref = (id: string): string => PSEUDO[id] ?? (Resources[id].Type === 'AWS::S3::Bucket' ? nameOf(id) : id);
  const arn = (id: string): string => {
    switch (Resources[id].Type) {
      case 'AWS::S3::Bucket': return `arn:aws:s3:::${nameOf(id)}`;
      case 'AWS::IAM::Role': return `arn:aws:iam::${ACCOUNT}:role/${id}`;
      case 'AWS::KMS::Key': return `arn:aws:kms:${REGION}:${ACCOUNT}:key/${id}`;
      default: throw new Error(`no ARN is known of ${Resources[id].Type}`);
    }
  };
  return function plain(value: any): any {
    if (Array.isArray(value)) return value.map(plain);
    if (typeof value !== 'object' || value === null) return value;
    const [[name, argument]] = Object.entries(value) as [string, any][];
    switch (name) {
      case 'Ref': return ref(argument);
      case 'Fn::GetAtt': return arn(argument[0]);
      case 'Fn::Join': return plain(argument[1]).join(argument[0]);
      case 'Fn::Sub': return argument.replace(/\$\{([^}]+)\}/g, (_: string, id: string) => ref(id));
      default: return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
    }
  };
}
