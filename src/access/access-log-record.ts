import type { AccessLogField, AccessLogLine } from './access-log-line';
import { actionOf } from './access-log-operations';
import { presignedOf } from './access-log-presigned';
import type { AccessRecord, RecordedRequester } from './access-record';

/**
 * A line of an access log as an access record. The log does not tell the VPC endpoint (the host header is the client's own word), nor, but for
 * presigned URLs that sign it, whether the client brought the key; both are absent then.
 */
export function recordOf(line: AccessLogLine): AccessRecord {
  const presigned = presignedOf(line);
  const tls = line.tlsVersion ?? (line.cipherSuite === undefined ? undefined : '');
  return {
    source: 'access-log',
    number: line.number,
    time: line.time,
    bucket: line.bucket,
    key: line.key,
    versionId: line.versionId,
    operation: line.operation,
    action: actionOf(line.operation, { object: line.key !== undefined, version: line.versionId !== undefined }),
    requester: requesterOf(line),
    sourceIp: line.remoteIp,
    userAgent: line.userAgent ?? undefined,
    status: line.status,
    errorCode: line.errorCode,
    bytesSent: line.bytesSent ?? (line.status === undefined ? undefined : 0),
    secure: tls !== undefined ? true : ofClient(line) ? false : undefined,
    tlsVersion: /^TLS[vV](\d(?:\.\d)?)$/.exec(tls ?? '')?.[1].replace(/^\d$/, '$&.0'),
    signature: SIGNATURES[line.signatureVersion ?? ''],
    authentication: authenticationOf(line),
    presignedFor: presigned?.seconds,
    presignedAge: presigned?.age,
    accessPoint: line.accessPointArn,
    aclRequired: line.aclRequired,
    customerKey: presigned?.customerKey,
    requestId: line.requestId,
    ambiguous: line.ambiguous && [...new Set(line.ambiguous.flatMap(field => SAME[field] ?? []))],
  };
}

const SIGNATURES: Readonly<Record<string, AccessRecord['signature']>> = { SigV2: 'SigV2', SigV4: 'SigV4', SigV4A: 'SigV4A' };

/** The first field that tells how the client came. */
const FIRST_OF_TLS = 24;

/** Whether `-` for signature, cipher and TLS version means that there was none: what S3 does by itself, and the parts of a batch, came over no connection. */
const ofClient = ({ operation, status, fields }: AccessLogLine): boolean =>
  fields >= FIRST_OF_TLS && status !== undefined && !operation.startsWith('S3.') && !operation.startsWith('BATCH.');

function authenticationOf(line: AccessLogLine): AccessRecord['authentication'] {
  switch (line.authenticationType) {
    case 'AuthHeader': return 'header';
    case 'QueryString': return 'presigned';
    case undefined: break;
    default: return /^post/i.test(line.authenticationType) ? 'post' : undefined;
  }
  if (line.signatureVersion !== undefined) return line.operation === 'REST.POST.OBJECT' ? 'post' : undefined;
  return ofClient(line) ? 'none' : undefined;
}

const CANONICAL_ID = /^[0-9a-f]{64}$/;
const ARN = /^arn:[a-z-]+:(?:iam|sts)::(\d*):/;

function requesterOf({ requester: id, operation, signatureVersion }: AccessLogLine): RecordedRequester {
  if (id === undefined) return operation.startsWith('S3.') || signatureVersion !== undefined ? { type: 'unknown' } : { type: 'anonymous' };
  if (id.startsWith('svc:') || id === 'AmazonS3') return { type: 'service', id: id.replace(/^svc:/, '') };
  const account = ARN.exec(id)?.[1];
  if (account !== undefined) return { type: 'aws', id, account: account || undefined };
  return { type: CANONICAL_ID.test(id) ? 'aws' : 'unknown', id };
}

/** Where a field of a line stands in a record. */
const SAME: Readonly<Partial<Record<AccessLogField, readonly (keyof AccessRecord)[]>>> = {
  bucket: ['bucket'],
  time: ['time'],
  remoteIp: ['sourceIp'],
  requester: ['requester'],
  requestId: ['requestId'],
  operation: ['operation', 'action'],
  key: ['key', 'action'],
  requestUri: ['presignedFor', 'presignedAge', 'customerKey'],
  status: ['status', 'bytesSent'],
  errorCode: ['errorCode'],
  bytesSent: ['bytesSent'],
  userAgent: ['userAgent'],
  versionId: ['versionId', 'action'],
  signatureVersion: ['signature', 'authentication'],
  cipherSuite: ['secure'],
  authenticationType: ['authentication'],
  tlsVersion: ['tlsVersion', 'secure'],
  accessPointArn: ['accessPoint'],
  aclRequired: ['aclRequired'],
};
