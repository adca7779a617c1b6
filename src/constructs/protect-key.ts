import { CfnResource, Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { CompliantBucketProps } from './compliant-bucket-props';
import { deploymentRoleArn } from './deployment';
import { keepWhileLocked, separateDuties } from './key-duties';
import { refuse } from './policy-statements/deny';

/** What was said of keys already, for another bucket. */
const kept = new WeakSet<kms.Key>();
const administered = new WeakMap<kms.Key, readonly iam.IRole[]>();

/** Keeps the key of a bucket while objects are locked, and separates who manages it from who uses it. Of an imported key its owner decides. */
export function protectKey(bucket: s3.Bucket, { keyAdministrators, retention }: CompliantBucketProps): void {
  const { encryptionKey: key } = bucket;
  if (keyAdministrators && !(key instanceof kms.Key)) {
    refuse(bucket, `'keyAdministrators' manage ${key ? `${key.node.path}, which is imported, so that its policy cannot be changed here` : 'no key: the bucket has none'}`,
      'pass a kms.Key of this app as \'encryptionKey\', or leave keyAdministrators out');
  }
  if (!(key instanceof kms.Key)) return;
  if (retention && !kept.has(key)) keepWhileLocked(key);
  if (retention) kept.add(key);
  if (keyAdministrators) administer(bucket, key, keyAdministrators);
}

function administer(bucket: s3.Bucket, key: kms.Key, roles: iam.IRole[]): void {
  const others = administered.get(key);
  if (others?.length === roles.length && roles.every(role => others.includes(role))) return;
  if (others) {
    refuse(bucket, `${key.node.path} is administered by ${others.map(role => role.node.path).join(' and ')} already, for another bucket`,
      'name the same roles as \'keyAdministrators\', since each list refuses everybody else');
  }
  const circle = Array.isArray(roles) ? roles.find(role => role && closesCircle(bucket, key, role)) : undefined;
  if (circle) {
    refuse(bucket, `${circle.node.path} administers ${key.node.path}, whose stack must be there before the stack of the bucket and of the role`,
      'make the role in the stack of the key, or import it with iam.Role.fromRoleArn(...)');
  }
  // The key's own stack sets its policy, and may have another role that deploys than the bucket's.
  separateDuties(key, roles, deploymentRoleArn(key));
  administered.set(key, roles);
}

/** Whether the key would wait for a role that is deployed with the bucket, which waits for the key. */
function closesCircle(bucket: s3.Bucket, key: kms.Key, role: iam.IRole): boolean {
  const [here, there] = [Stack.of(bucket), Stack.of(key)];
  const made = role.node?.defaultChild;
  if (!made || !CfnResource.isCfnResource(made) || Stack.of(made) !== here || here === there) return false;
  let around: Stack | undefined = there.nestedStackParent;
  while (around && around !== here) around = around.nestedStackParent;
  return around === undefined;
}
