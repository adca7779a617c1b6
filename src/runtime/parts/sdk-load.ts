/* eslint-disable import/no-extraneous-dependencies, @typescript-eslint/no-require-imports -- who audits installs the clients */
import type { Call } from '../../posture/live';

export type SdkService = Call['service'] | 'sts' | 'organizations';

/** As much of a package of the AWS SDK as is used. */
export type Sdk = Readonly<Record<string, unknown>>;

/** The class of the client of a service. */
export const CLIENTS: Readonly<Record<SdkService, string>> = {
  's3': 'S3Client',
  's3-control': 'S3ControlClient',
  'kms': 'KMSClient',
  'cloudtrail': 'CloudTrailClient',
  'cloudwatch': 'CloudWatchClient',
  'macie2': 'Macie2Client',
  'sts': 'STSClient',
  'organizations': 'OrganizationsClient',
};

const packageOf = (service: SdkService): string => `@aws-sdk/client-${service}`;

/**
 * The package of a service; undefined where it is not installed. One that is installed and broken is an error.
 * The names are spelled out in a `try`, so that bundlers find the packages and let them be absent.
 */
export function loadIfThere(service: SdkService): Sdk | undefined {
  try {
    switch (service) {
      case 's3': return require('@aws-sdk/client-s3');
      case 's3-control': return require('@aws-sdk/client-s3-control');
      case 'kms': return require('@aws-sdk/client-kms');
      case 'cloudtrail': return require('@aws-sdk/client-cloudtrail');
      case 'cloudwatch': return require('@aws-sdk/client-cloudwatch');
      case 'macie2': return require('@aws-sdk/client-macie2');
      case 'sts': return require('@aws-sdk/client-sts');
      case 'organizations': return require('@aws-sdk/client-organizations');
    }
  } catch (error) {
    const { code, message = '' } = Object(error) as NodeJS.ErrnoException;
    if (code === 'MODULE_NOT_FOUND' && message.split('\n')[0].includes(`'${packageOf(service)}'`)) return undefined;
    throw error;
  }
}

/** @throws Error that names the package where it is not installed */
export function load(service: SdkService, what: string): Sdk {
  const sdk = loadIfThere(service);
  if (sdk === undefined) throw new Error(`${what} needs '${packageOf(service)}', which is not installed; run npm install ${packageOf(service)}`);
  return sdk;
}
