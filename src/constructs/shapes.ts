type Fits = (value: unknown) => boolean;

const has = (...keys: readonly string[]): Fits => value => typeof value === 'object' && value !== null && keys.every(key => key in value);

const list = (fits: Fits): Fits => value => Array.isArray(value) && value.every(fits);

/** How the right thing is known, and what to pass; plain JavaScript has no compiler that asks. */
const SHAPES: Readonly<Record<string, readonly [fits: Fits, pass: string]>> = {
  bucketName: [value => typeof value === 'string', 'a string'],
  frameworks: [Array.isArray, 'a list such as [ComplianceFramework.BASELINE]'],
  retention: [
    value => has('mode', 'duration')(value) && has('toDays')((value as { duration: unknown }).duration),
    's3.ObjectLockRetention.governance(Duration.days(...))',
  ],
  network: [has('_outside', '_sparing'), 'NetworkPerimeter.vpcs([vpc])'],
  encryptionKey: [has('keyArn', 'env', 'node'), 'a kms.Key, or kms.Key.fromKeyArn(...)'],
  exceptions: [list(has()), 'a list of { control, reason, owner, expires }'],
  keyAdministrators: [list(has('roleArn', 'node')), 'a list of roles'],
  lockAdministrators: [list(has('roleArn', 'node')), 'a list of roles'],
  mfaExemptRoles: [list(has('roleArn', 'node')), 'a list of roles'],
  allowedRegions: [Array.isArray, 'a list of Regions such as [\'eu-central-1\']'],
  erasureRole: [has('roleArn', 'node'), 'an iam.Role, or iam.Role.fromRoleArn(...)'],
  portabilityRole: [has('roleArn', 'node'), 'an iam.Role, or iam.Role.fromRoleArn(...)'],
  retentionLimit: [has('toDays'), 'Duration.days(...)'],
  presignedUrlMaxAge: [has('toMilliseconds'), 'Duration.hours(...)'],
  organizationId: [value => typeof value === 'string', 'an id such as \'o-exampleorgid\''],
  personalDataTag: [value => typeof value === 'string', 'a string'],
  retentionLegalBasis: [value => typeof value === 'string', 'a string'],
  accessLogBucket: [has('bucketArn', 'env', 'node'), 'an AccessLogBucket, or s3.Bucket.fromBucketName(...)'],
};

/** Refuses properties of the wrong type. @param path of the bucket, for the message */
export function checkShapes(path: string, props: object): void {
  for (const [name, value] of Object.entries(props)) {
    const shape = value === undefined || value === null ? undefined : SHAPES[name];
    if (shape && !shape[0](value)) throw new Error(`${path}: '${name}' cannot be ${show(value)}; pass ${shape[1]}`);
  }
}

/** A value of the wrong type in few words. */
export const show = (value: unknown): string => typeof value === 'object' && value !== null ? 'an object of another kind' : JSON.stringify(value) ?? String(value);
