import type { AlertRule } from './alert-rule';

/**
 * Fields that the text quotes. Each is one string whose characters AWS decides or checks, so that no value can end the quotes, begin a line or
 * pose as the text: no user agent, no object key, no error message and no request parameter that a caller is free to choose.
 */
const PATHS: Readonly<Record<string, string>> = {
  account: '$.account',
  region: '$.region',
  event: '$.detail.eventName',
  service: '$.detail.eventSource',
  time: '$.detail.eventTime',
  id: '$.detail.eventID',
  who: '$.detail.userIdentity.arn',
  kind: '$.detail.userIdentity.type',
  caller: '$.detail.userIdentity.accountId',
  from: '$.detail.sourceIPAddress',
  endpoint: '$.detail.vpcEndpointId',
  error: '$.detail.errorCode',
  bucket: '$.detail.requestParameters.bucketName',
  key: '$.detail.requestParameters.keyId',
};

/** What a message is made of: paths into the event, and the text that they go into. */
export interface Message {
  readonly inputPathsMap: Readonly<Record<string, string>>;
  readonly inputTemplate: string;
}

/**
 * One JSON string a line. Where the event lacks a field EventBridge leaves its place empty, so each line makes sense without its values.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function messageOf({ id, severity, title, why, next, services, ofBucket }: AlertRule): Message {
  const lines = [
    `S3 alert (${severity}): ${title}.`,
    'What: <event> of <service>. Error: <error>',
    ...ofBucket ? ['Bucket: <bucket>'] : services.includes('kms') ? ['Key: <key>'] : [],
    'Who: <who>',
    'Kind of identity: <kind>, of account: <caller>',
    'From: <from>',
    ...services.includes('s3') ? ['VPC endpoint, if any: <endpoint>'] : [],
    'When: <time>',
    'Account: <account>, Region: <region>',
    `Why it matters: ${why}`,
    `What to do: ${next}`,
    'Find it in CloudTrail by the event id: <id>',
    `Alert: ${id}`,
  ];
  const used = new Set(lines.flatMap(line => [...line.matchAll(/<(\w+)>/g)].map(([, name]) => name)));
  return {
    inputPathsMap: Object.fromEntries(Object.entries(PATHS).filter(([name]) => used.has(name))),
    inputTemplate: lines.map(line => JSON.stringify(line)).join('\n'),
  };
}
