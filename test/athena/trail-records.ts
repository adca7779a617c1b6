import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

type Event = Record<string, unknown>;

const FOLDER = join(__dirname, '../../../shared/data/cloudtrail');

const eventsIn = (value: unknown): Event[] => {
  if (typeof value !== 'object' || value === null) return [];
  return 'eventName' in value ? [value as Event] : Object.values(value).flatMap(eventsIn);
};

/** Events of others, where they are at hand: those that say when they were. */
export function sampleEvents(): Event[] {
  if (!existsSync(FOLDER)) {
    process.stderr.write(`skipped: ${FOLDER} is not there, so only events that were written here are read\n`);
    return [];
  }
  return readdirSync(FOLDER).flatMap(name => eventsIn(JSON.parse(readFileSync(join(FOLDER, name), 'utf8')))).filter(one => typeof one.eventTime === 'string');
}

/**
 * A stand-in for CloudTrail's own files: Trino lacks Athena's CloudTrailInputFormat, which takes the events out of `{"Records": [...]}`. So here is an
 * event a line, for the same JsonSerDe, with each object of a string column as its JSON, which is how AWS's pages ask those columns. The input format
 * itself is not tried.
 */
export function trailFile(events: readonly Event[]): Buffer {
  const texts = ['requestParameters', 'responseElements', 'additionalEventData'];
  return gzipSync(events.map(event => `${JSON.stringify(event, (name, value) => texts.includes(name) && value !== null ? JSON.stringify(value) : value)}\n`).join(''));
}

const alice = { type: 'IAMUser', principalId: 'AIDAEXAMPLE', arn: 'arn:aws:iam::111122223333:user/alice', accountId: '111122223333', userName: 'alice' };
const tls = (tlsVersion: string) => ({ tlsVersion, cipherSuite: 'TLS_AES_128_GCM_SHA256', clientProvidedHostHeader: 'photos.s3.eu-central-1.amazonaws.com' });

const event = (eventID: string, time: string, eventName: string, more: Event = {}): Event => ({
  eventVersion: '1.11',
  userIdentity: alice,
  eventTime: `2026-02-06T${time}Z`,
  eventSource: 's3.amazonaws.com',
  eventName,
  awsRegion: 'eu-central-1',
  sourceIPAddress: '10.0.0.1',
  userAgent: '[curl/8.5]',
  requestParameters: { bucketName: 'photos', key: 'b' },
  responseElements: null,
  additionalEventData: { SignatureVersion: 'SigV4', AuthenticationMethod: 'AuthHeader' },
  requestID: 'R',
  eventID,
  readOnly: true,
  eventType: 'AwsApiCall',
  managementEvent: false,
  recipientAccountId: '111122223333',
  eventCategory: 'Data',
  vpcEndpointId: 'vpce-1',
  tlsDetails: tls('TLSv1.3'),
  ...more,
});

const denied = { errorCode: 'AccessDenied', errorMessage: 'Access Denied' };
const readsA = { requestParameters: { bucketName: 'photos', key: 'photos/a "b".txt' } };

const into = { bucketName: 'copies', key: 'c' };
const copy = (id: string, time: string, name: string, source: string) =>
  event(id, time, name, { requestParameters: { ...into, 'x-amz-copy-source': source } });

/** Of 6 February 2026. */
export const EVENTS: readonly Event[] = [
  event('READ', '00:00:00', 'GetObject', readsA),
  event('READ-DENIED', '00:00:01', 'GetObject', { ...readsA, ...denied }),
  copy('COPY', '00:00:03', 'CopyObject', 'photos/photos/a%20%22b%22.txt'),
  copy('COPY-PART', '00:00:04', 'UploadPartCopy', '/photos/photos/a%20%22b%22.txt?versionId=1'),
  copy('COPY-POINT', '00:00:05', 'CopyObject', 'arn:aws:s3:eu-central-1:111122223333:accesspoint/reports/object/photos/a%20%22b%22.txt'),
  copy('COPY-OTHER', '00:00:06', 'CopyObject', 'photos/a%20%22b%22.txt'),
  copy('COPY-ODD', '00:00:07', 'CopyObject', 'photos/%zz'),
  event('COPY-DENIED', '00:01:08', 'CopyObject', { requestParameters: { ...into, 'x-amz-copy-source': 'photos/photos/a%20%22b%22.txt' }, ...denied }),
  event('HEAD', '00:00:02', 'HeadObject', readsA),
  event('TLS10', '01:00:00', 'GetObject', { tlsDetails: tls('TLSv1') }),
  event('TLS11', '01:00:01', 'GetObject', { tlsDetails: tls('TLSv1.1') }),
  event('TLS12', '01:00:02', 'GetObject', { tlsDetails: tls('TLSv1.2') }),
  event('NOBODY', '02:00:00', 'GetObject', { userIdentity: { type: 'AWSAccount', principalId: '', accountId: 'anonymous' } }),
  event('NOBODY-AT-ALL', '02:00:00', 'GetObject', { userIdentity: { type: 'AWSAccount', principalId: '', accountId: 'ANONYMOUS_PRINCIPAL' } }),
  event('NOBODY-EITHER', '02:00:01', 'GetObject', { userIdentity: { type: 'Unknown', principalId: 'Anonymous' } }),
  event('OUTSIDE', '03:00:00', 'GetObject', { vpcEndpointId: undefined }),
  event('BY-SERVICE', '03:00:01', 'PutObject', { vpcEndpointId: undefined, userIdentity: { type: 'AWSService', invokedBy: 'logging.s3.amazonaws.com' } }),
  event('THROUGH-SERVICE', '03:00:02', 'GetObject', { vpcEndpointId: undefined, userIdentity: { ...alice, invokedBy: 'athena.amazonaws.com' } }),
  event('DENIED1', '04:00:00', 'GetObject', denied),
  event('DENIED2', '04:00:59', 'GetObject', denied),
  event('DENIED3', '04:01:00', 'GetObject', denied),
  event('DEL1', '05:00:00', 'DeleteObject'),
  event('DEL2', '05:00:01', 'DeleteObjects', { requestParameters: { bucketName: 'photos' } }),
  event('NOT-DEL', '05:00:02', 'DeleteObject', { errorCode: 'InternalError' }),
  event('SIGV2', '06:00:00', 'PutObject', { additionalEventData: { SignatureVersion: 'SigV2', AuthenticationMethod: 'QueryString' } }),
  // of another service: no question may see it
  event('OTHER', '07:00:00', 'DeleteObject', {
    eventSource: 'elsewhere.amazonaws.com', vpcEndpointId: undefined, tlsDetails: tls('TLSv1'), additionalEventData: { SignatureVersion: 'SigV2' },
  }),
];
