import type { AccessRecord } from './access-record';
import { actionOf } from './cloudtrail-actions';
import { changesOf } from './cloudtrail-changes';
import type { CloudTrailEvent } from './cloudtrail-event';
import { count, fields, list, member, text } from './cloudtrail-fields';
import { requesterOf } from './cloudtrail-identity';

/** An event as an access record. `secure` is never false: CloudTrail writes TLS down where it was used, and does not say where it was not. */
export function recordOf(event: CloudTrailEvent, number = 1): AccessRecord {
  const { parameters, identity, sourceIPAddress: from } = event;
  const versionId = text(parameters, 'versionId') ?? text(parameters, 'x-amz-version-id');
  const ip = from !== undefined && isAddress(from) ? from : undefined;
  const requester = requesterOf(identity);
  const service = identity.invokedBy ?? (ip === undefined && from?.includes('.') ? from : undefined);
  return {
    source: 'cloudtrail',
    number,
    time: event.time,
    bucket: bucketOf(event),
    key: text(parameters, 'key') ?? keyIn(event),
    versionId,
    operation: event.name,
    action: actionOf(event.name, versionId !== undefined),
    requester: requester.type === 'service' && requester.id === undefined && service !== undefined ? { ...requester, id: service } : requester,
    sourceIp: ip,
    userAgent: event.userAgent,
    errorCode: event.errorCode,
    bytesSent: event.bytesOut,
    secure: event.tlsVersion !== undefined || event.cipherSuite !== undefined ? true : undefined,
    tlsVersion: tlsOf(event),
    signature: SIGNATURES[event.signatureVersion?.toLowerCase() ?? ''],
    authentication: requester.type === 'anonymous' ? 'none' : AUTHENTICATIONS[event.authenticationMethod?.toLowerCase() ?? ''],
    presignedFor: count(parameters, 'x-amz-expires'),
    presignedAge: ageOf(event),
    vpcEndpoint: event.vpcEndpoint,
    accessPoint: event.resources.find(({ type, arn }) => type === 'AWS::S3::AccessPoint' && arn !== undefined)?.arn,
    aclRequired: event.aclRequired,
    customerKey: customerKeyOf(event),
    ownerAccount: ownerOf(event),
    viaService: requester.type === 'service' ? undefined : service,
    objects: event.name === 'DeleteObjects' ? objectsOf(event) : undefined,
    changes: changesOf(event),
    requestId: event.requestId,
    ambiguous: event.doubts.length === 0 ? undefined : event.doubts,
  };
}

const SIGNATURES: Readonly<Record<string, AccessRecord['signature']>> = { sigv2: 'SigV2', sigv4: 'SigV4', sigv4a: 'SigV4A' };
const AUTHENTICATIONS: Readonly<Record<string, AccessRecord['authentication']>> = { authheader: 'header', querystring: 'presigned', post: 'post', htmlform: 'post' };

/** IPv4 or IPv6; CloudTrail writes the name of a service, or `AWS Internal`, where one made the request. */
const isAddress = (from: string): boolean => /^\d{1,3}(?:\.\d{1,3}){3}$/.test(from) || (from.length <= 45 && /^[0-9a-fA-F:.]*:[0-9a-fA-F:.]*$/.test(from));

function bucketOf({ parameters, resources }: CloudTrailEvent): string | undefined {
  return text(parameters, 'bucketName') ?? bucketArn(resources)?.slice('arn:aws:s3:::'.length);
}

const bucketArn = (resources: CloudTrailEvent['resources']): string | undefined =>
  resources.find(({ type, arn }) => type === 'AWS::S3::Bucket' && arn?.startsWith('arn:aws:s3:::'))?.arn;

/** The key in the ARN of the object, where the parameters do not have it. */
function keyIn({ name, resources }: CloudTrailEvent): string | undefined {
  const arn = resources.find(({ type }) => type === 'AWS::S3::Object')?.arn;
  const slash = arn?.indexOf('/') ?? -1;
  return name === 'DeleteObjects' || arn === undefined || slash < 0 || !arn.startsWith('arn:aws') ? undefined : arn.slice(slash + 1) || undefined;
}

/** `TLSv1.2` is 1.2, `TLSv1` is 1.0. A suite that only TLS 1.3 has tells the version too. */
function tlsOf({ tlsVersion, cipherSuite }: CloudTrailEvent): string | undefined {
  const [, major, minor = '0'] = /^TLSv?(\d)(?:\.(\d))?$/i.exec(tlsVersion ?? '') ?? [];
  if (major !== undefined) return `${major}.${minor}`;
  return cipherSuite?.startsWith('TLS_AES_') || cipherSuite?.startsWith('TLS_CHACHA20_') ? '1.3' : undefined;
}

/** Seconds between the signing of a URL and its use. */
function ageOf({ parameters, time }: CloudTrailEvent): number | undefined {
  const [, day, at] = /^(\d{8})T(\d{6})Z$/.exec(text(parameters, 'x-amz-date') ?? '') ?? [];
  if (day === undefined || time === undefined || text(parameters, 'x-amz-expires') === undefined) return undefined;
  const signed = Date.parse(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T${at.slice(0, 2)}:${at.slice(2, 4)}:${at.slice(4)}Z`);
  return Number.isNaN(signed) ? undefined : Math.floor((time - signed) / 1000);
}

const CUSTOMER_KEY = ['x-amz-server-side-encryption-customer-algorithm', 'x-amz-server-side-encryption-customer-key-MD5', 'SSECustomerAlgorithm'];

/** A request that has its parameters, and no key among them, brought none. Of the key of a copy's source this does not speak. */
function customerKeyOf({ parameters, sseApplied }: CloudTrailEvent): boolean | undefined {
  if (sseApplied?.toUpperCase() === 'SSE_C' || CUSTOMER_KEY.some(name => text(parameters, name) !== undefined)) return true;
  return Object.keys(parameters).length > 0 ? false : undefined;
}

const ACCOUNT = /^\d{12}$/;

/** Events about a bucket name the account of its owner; one that reads another's bucket gets the event as well, so the recipient alone does not tell. */
function ownerOf({ resources, recipientAccount, vpcEndpointAccount, type }: CloudTrailEvent): string | undefined {
  const owner = resources.find(({ type: kind, account }) => kind === 'AWS::S3::Bucket' && account !== undefined)?.account
    ?? (type === 'AwsVpceEvent' ? vpcEndpointAccount ?? recipientAccount : undefined);
  return owner !== undefined && ACCOUNT.test(owner) ? owner : undefined;
}

/** Keys that a DeleteObjects names; CloudTrail leaves them out as a rule. */
function objectsOf({ parameters, resources }: CloudTrailEvent): number | undefined {
  const named = list(member(fields(member(parameters, 'delete')), 'object')).length || list(member(parameters, 'objects')).length;
  return named || resources.filter(({ type, arn }) => type === 'AWS::S3::Object' && arn !== undefined).length || undefined;
}
