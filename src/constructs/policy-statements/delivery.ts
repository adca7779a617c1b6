import type { IResolvable } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';

/** Lets a service deliver under a prefix what it says of one bucket or, where `sourceArn` is a pattern or a list, of several, all of the log bucket's account. */
export function allowDelivery(logs: s3.IBucket, service: string, prefix: string, sourceArn: string | IResolvable): iam.PolicyStatement {
  return new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal(service)],
    actions: ['s3:PutObject'],
    resources: [logs.arnForObjects(`${prefix}*`)],
    conditions: { ArnLike: { 'aws:SourceArn': sourceArn }, StringEquals: { 'aws:SourceAccount': logs.env.account } },
  });
}
