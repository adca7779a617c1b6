import { type InjectionContext, type IPropertyInjector, Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { hardenLater } from './born';
import { isOwn, refuseLogAcl, refuseWeaker } from './bucket-props';
import { logBucketOf } from './logs';
import type { ComplianceMixinOptions } from './mixin-options';
import { asking, ComplianceFramework } from '../constructs/compliance-framework';
import type { PersonalDataOptions } from '../constructs/personal-data-options';
import { encryptedWithKms } from '../controls';

/** Properties of the bucket injector. */
export interface CompliantBucketInjectorProps extends ComplianceMixinOptions, PersonalDataOptions {
  /**
   * What every bucket must support: at least one. The strictest of each setting wins.
   *
   * @default [ComplianceFramework.BASELINE]
   */
  readonly frameworks?: ComplianceFramework[];

  /**
   * Roles that may delete versions, the bucket and its policy without a second factor, where a framework asks for one.
   *
   * @default - none besides the role that deploys
   */
  readonly mfaExemptRoles?: iam.IRole[];
}

/**
 * Has every `new s3.Bucket(...)` below a scope born compliant, those of other constructs included:
 *
 * ```ts
 * PropertyInjectors.of(app).add(new CompliantBucketInjector({ frameworks: [ComplianceFramework.SOC2] }));
 * ```
 *
 * What properties can say, a bucket gets when it is made; the policy, the access logs, the lifecycle and the checks at the end of synthesis follow
 * at the beginning of synthesis, when everything that the app adds to the bucket is known. Buckets of this library are left as they are, a
 * `CfnBucket` is for a mixin such as `HipaaCompliance`. A property that says the opposite, such as `versioned: false`, is an error.
 *
 * CDK asks the nearest injector only: one that is added to a scope inside replaces this one there.
 */
export class CompliantBucketInjector implements IPropertyInjector {
  /** The class whose properties are injected. */
  public readonly constructUniqueId: string = s3.Bucket.PROPERTY_INJECTION_ID;

  constructor(private readonly props: CompliantBucketInjectorProps = {}) {}

  /** The properties of a bucket, with those that it must have. */
  public inject(originalProps: any, context: InjectionContext): any {
    const given = (originalProps ?? {}) as s3.BucketProps;
    if (isOwn(given)) return originalProps as unknown;
    const { frameworks = [ComplianceFramework.BASELINE], ...options } = this.props;
    const { scope, id } = context;
    const excepted = options.exceptions?.some(({ control }) => control === encryptedWithKms.id) ?? false;
    const withKey = options.encryptionKey !== undefined || (asking(frameworks, encryptedWithKms).length > 0 && !excepted);
    const path = `${scope.node.path}/${id}`;
    refuseWeaker(path, given, withKey);
    refuseLogAcl(path, scope, given);
    hardenLater(scope, id, frameworks, options);
    // At once, so that tags reach it: what is made while aspects are at work they may miss.
    if (!options.accessLogBucket && !given.serverAccessLogsBucket) logBucketOf(Stack.of(scope));
    return {
      ...given,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      versioned: true,
      ...withKey ? encryptionOf(given, this.props) : {},
    };
  }
}

/** A key from birth on, so that grants know it. */
function encryptionOf(given: s3.BucketProps, { encryptionKey }: CompliantBucketInjectorProps): s3.BucketProps {
  const { encryption = s3.BucketEncryption.KMS } = given;
  const bucketKeyEnabled = given.bucketKeyEnabled ?? (encryption === s3.BucketEncryption.KMS ? true : undefined);
  return { encryption, encryptionKey: given.encryptionKey ?? encryptionKey, bucketKeyEnabled };
}
