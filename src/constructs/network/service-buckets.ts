import { Fn, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { ServiceBuckets } from './s3-vpc-endpoint-props';

/**
 * Buckets of AWS, `*` for the Region. Most of the requests are anonymous, or signed by AWS in a URL, so that no condition on who asks holds.
 *
 * @see https://docs.aws.amazon.com/linux/al2023/ug/live-patching.html
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html#ecr-minimum-s3-perms
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/ssm-agent-technical-details.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/download-cloudwatch-agent-commandline.html
 */
const READ: Readonly<Record<string, readonly string[]>> = {
  [ServiceBuckets.AMAZON_LINUX]: [
    'packages.*.amazonaws.com', 'repo.*.amazonaws.com', 'amazonlinux.*.amazonaws.com', 'amazonlinux-2-repos-*', 'al2023-*', 'al2023-repos-*-de612dc2',
  ],
  [ServiceBuckets.ECR]: ['prod-*-starport-layer-bucket'],
  [ServiceBuckets.SYSTEMS_MANAGER]: [
    'aws-ssm-*', 'aws-windows-downloads-*', 'amazon-ssm-*', 'amazon-ssm-packages-*', '*-birdwatcher-prod', 'aws-ssm-distributor-file-*',
    'aws-ssm-document-attachments-*', 'patch-baseline-snapshot-*', 'aws-patchmanager-macos-*',
  ],
  [ServiceBuckets.CLOUDWATCH_AGENT]: ['amazoncloudwatch-agent-*', 'amazoncloudwatch-agent'],
};

/** One statement for each kind of buckets. */
export function serviceStatements(scope: IConstruct, kinds: readonly ServiceBuckets[]): iam.PolicyStatement[] {
  const { account, partition, region } = Stack.of(scope);
  const objectsOf = (name: string) => `arn:${partition}:s3:::${name.replace('*', region)}/*`;
  const allow = (sid: string, action: string, resources: string[], conditions?: Record<string, unknown>) =>
    new iam.PolicyStatement({ sid, principals: [new iam.AnyPrincipal()], actions: [action], resources, conditions });
  return kinds.map((kind) => {
    const sid = `Allow${kind.replace(/(^|-)./g, letters => letters.slice(-1).toUpperCase())}`;
    switch (kind) {
      // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/vpc-interface-endpoints.html
      case ServiceBuckets.CLOUDFORMATION: return allow(sid, 's3:PutObject', [
        objectsOf(`cloudformation-custom-resource-response-${undashed(region)}`), objectsOf('cloudformation-waitcondition-*'),
      ]);
      // https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html
      case ServiceBuckets.CDK_ASSETS: return allow(sid, 's3:GetObject', [`arn:${partition}:s3:::cdk-*-assets-${account}-${region}/*`],
        { StringEquals: { 'aws:PrincipalAccount': account, 'aws:ResourceAccount': account } });
      default: return allow(sid, 's3:GetObject', READ[kind].map(objectsOf));
    }
  });
}

const undashed = (region: string): string => Token.isUnresolved(region) ? Fn.join('', Fn.split('-', region)) : region.replace(/-/g, '');
