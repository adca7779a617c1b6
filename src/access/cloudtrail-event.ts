import { contradicts, count, type Fields, fields, flag, isObject, list, text } from './cloudtrail-fields';
import { type CloudTrailIdentity, identityOf } from './cloudtrail-identity';

/** One event of S3 as CloudTrail has it, typed. What it does not say is absent. */
export interface CloudTrailEvent {
  /** `GetObject`, `PutBucketPolicy`. */
  readonly name: string;
  /** `s3.amazonaws.com`. */
  readonly source: string;
  /** In milliseconds since 1970. */
  readonly time?: number;
  readonly version?: string;
  readonly id?: string;
  /** `AwsApiCall`, `AwsServiceEvent`, `AwsVpceEvent` and others. */
  readonly type?: string;
  /** `Management`, `Data`, `NetworkActivity`, `Insight`. */
  readonly category?: string;
  readonly region?: string;
  readonly readOnly?: boolean;
  readonly identity: CloudTrailIdentity;
  /** An address, or the name of the AWS service that sent the request. */
  readonly sourceIPAddress?: string;
  readonly userAgent?: string;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly requestId?: string;
  /** x-amz-id-2. */
  readonly extendedRequestId?: string;
  /** The account that got the event. */
  readonly recipientAccount?: string;
  readonly vpcEndpoint?: string;
  readonly vpcEndpointAccount?: string;
  /** `TLSv1.3`. */
  readonly tlsVersion?: string;
  readonly cipherSuite?: string;
  /** `AuthHeader`, `QueryString`. */
  readonly authenticationMethod?: string;
  /** `SigV2`, `SigV4`. */
  readonly signatureVersion?: string;
  /** `SSE_C`, `Default_SSE_S3`, `SSE_KMS` and others. */
  readonly sseApplied?: string;
  readonly aclRequired?: boolean;
  readonly bytesIn?: number;
  readonly bytesOut?: number;
  readonly resources: readonly { readonly arn?: string; readonly type?: string; readonly account?: string }[];
  /** requestParameters, as they are: read them with `Object.hasOwn`. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Fields that stand there in two spellings with two values. */
  readonly doubts: readonly string[];
}

/** The services that keep objects in S3. Other services' events are none of S3. */
const SOURCES: ReadonlySet<string> = new Set(['s3', 's3-outposts', 's3express', 's3-object-lambda']);

export const isS3 = (source: string): boolean => /\.amazonaws\.com(?:\.cn)?$/.test(source) && SOURCES.has(source.slice(0, source.indexOf('.')));

/** Parameters whose two spellings would be two requests. */
const TOLD_APART = ['bucketName', 'key', 'versionId', 'x-amz-server-side-encryption-customer-algorithm', 'x-amz-expires'];

/** The event in a value; a reason where there is none. @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
export function eventOf(value: unknown): CloudTrailEvent | string {
  const event = unwrapped(value);
  if (typeof event === 'string') return event;
  const [name, source] = [text(event, 'eventName'), text(event, 'eventSource')];
  if (name === undefined) return 'it has no eventName';
  if (source === undefined) return 'it has no eventSource';
  const [more, tls, parameters] = [fields(event.additionalEventData), fields(event.tlsDetails), fields(event.requestParameters)];
  return {
    name,
    source,
    time: timeOf(text(event, 'eventTime')),
    version: text(event, 'eventVersion'),
    id: text(event, 'eventID'),
    type: text(event, 'eventType'),
    category: text(event, 'eventCategory'),
    region: text(event, 'awsRegion'),
    readOnly: flag(event, 'readOnly'),
    identity: identityOf(event.userIdentity),
    sourceIPAddress: text(event, 'sourceIPAddress'),
    userAgent: text(event, 'userAgent'),
    errorCode: text(event, 'errorCode'),
    errorMessage: text(event, 'errorMessage'),
    requestId: text(event, 'requestID'),
    extendedRequestId: text(more, 'x-amz-id-2') ?? text(more, 'xAmzId2'),
    recipientAccount: text(event, 'recipientAccountId'),
    vpcEndpoint: text(event, 'vpcEndpointId') ?? text(more, 'vpcEndpointId'),
    vpcEndpointAccount: text(event, 'vpcEndpointAccountId'),
    tlsVersion: text(tls, 'tlsVersion'),
    cipherSuite: text(tls, 'cipherSuite') ?? text(more, 'cipherSuite'),
    authenticationMethod: text(more, 'authenticationMethod'),
    signatureVersion: text(more, 'signatureVersion'),
    sseApplied: text(more, 'SSEApplied'),
    aclRequired: flag(more, 'aclRequired'),
    bytesIn: count(more, 'bytesTransferredIn'),
    bytesOut: count(more, 'bytesTransferredOut'),
    resources: list(event.resources).map(fields).map(r => ({ arn: text(r, 'ARN'), type: text(r, 'type'), account: text(r, 'accountId') })),
    parameters,
    doubts: TOLD_APART.filter(parameter => contradicts(parameters, parameter)),
  };
}

/** Members that hold an event: EventBridge, `lookup-events`, CloudWatch Logs, CloudTrail Lake. */
const ENVELOPES = ['detail', 'CloudTrailEvent', 'message', 'eventJson'] as const;

function unwrapped(value: unknown): Fields | string {
  if (!isObject(value)) return 'it is no JSON object';
  if (Object.hasOwn(value, 'eventSource') || Object.hasOwn(value, 'eventName') && !Object.hasOwn(value, 'CloudTrailEvent')) return value;
  for (const name of ENVELOPES) {
    if (!Object.hasOwn(value, name)) continue;
    const inside = value[name];
    if (isObject(inside)) return inside;
    if (typeof inside !== 'string') return `its ${name} is no event`;
    const event = parsed(inside);
    return isObject(event) ? event : `its ${name} is no JSON object`;
  }
  return 'it is no event of CloudTrail: it has no eventSource';
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}

/** `2026-01-31T12:00:00Z`, with fractions and a space as exports write it; always UTC. */
export function timeOf(moment: string | undefined): number | undefined {
  const match = moment === undefined ? null : /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(?: ?(?:Z|UTC|\+00:00))?$/.exec(moment);
  if (!match) return undefined;
  const time = Date.parse(`${match[1]}T${match[2]}.${(match[3] ?? '').slice(0, 3).padEnd(3, '0')}Z`);
  return Number.isNaN(time) ? undefined : time;
}
