import { AT, deliveryFrom, logBucket, property, trail, unseen } from './posture';
import { table } from './table';
import { accessLoggingEnabled } from '../../src/controls/access-logging-enabled';
import { dataReadsRecorded } from '../../src/controls/data-reads-recorded';
import { dataWritesRecorded } from '../../src/controls/data-writes-recorded';
import { eventsSent } from '../../src/controls/events-sent';
import { logDestinationValid } from '../../src/controls/log-destination-valid';
import { known, type Fact } from '../../src/posture/fact';

const logTarget = { receivesAccessLogs: known('Resources/Other', true) };
const logs = (toItself: Fact<boolean>) => ({ accessLogs: known(AT, { bucket: known(AT, 'logs'), prefix: known(AT, ''), toItself }) });
const noLogs = { accessLogs: known(AT, undefined), logDestination: known(AT, undefined) };

table(accessLoggingEnabled, [
  ['pass', 'to another bucket', {}, property('LoggingConfiguration/DestinationBucketName'), /another bucket/],
  ['pass', 'a log bucket with logs elsewhere', logTarget, property('LoggingConfiguration/DestinationBucketName')],
  ['fail', 'none', noLogs, AT, /not set/],
  ['fail', 'none, and nobody knows whether it gets logs', { ...noLogs, receivesAccessLogs: unseen('Logs') }, AT],
  ['fail', 'to itself', logs(known(AT, true)), AT, /the bucket itself/],
  ['fail', 'to itself, also for a log bucket', { ...logTarget, ...logs(known(AT, true)) }, AT, /the bucket itself/],
  ['unknown', 'unseen', { accessLogs: unseen('LoggingConfiguration') }, property('LoggingConfiguration')],
  ['unknown', 'destination unseen', logs(unseen('DestinationBucketName')), property('DestinationBucketName')],
  ['not-applicable', 'log bucket', { ...logTarget, ...noLogs }, 'Resources/Other', /must not log itself/],
]);

const destination = (overrides: Parameters<typeof logBucket>[0]) => ({ logDestination: known('Resources/Logs', logBucket(overrides)) });
const locked = known('Resources/Logs/Properties/ObjectLockConfiguration', { mode: known(AT, 'GOVERNANCE' as const), days: known(AT, 30) });

table(logDestinationValid, [
  ['pass', 'SSE-S3 without retention', {}, 'Resources/Logs/Properties/BucketEncryption'],
  ['fail', 'KMS', destination({ encryption: known('Resources/Logs', 'aws:kms') }), 'Resources/Logs', /aws:kms/],
  ['fail', 'default retention', destination({ defaultRetention: locked }), locked.at, /blocks the delivery/],
  ['fail', 'logs without a destination', { logDestination: known(AT, undefined) }, AT, /does not exist/],
  ['fail', 'no policy', destination({ policy: known(AT, undefined) }), AT, /nothing lets logging/],
  ['fail', 'delivery for another bucket', destination({ policy: known(AT, deliveryFrom('arn:aws:s3:::others')) }), AT, /cannot write/],
  ['fail', 'delivery under another prefix', destination({ policy: known(AT, deliveryFrom('arn:aws:s3:::records', 'other/')) }), AT, /cannot write/],
  ['fail', 'an ACL that is not in force', destination({ policy: known(AT, undefined), acl: known(AT, 'LogDeliveryWrite') }), AT],
  ['pass', 'by an ACL in force', destination({
    policy: known(AT, undefined), acl: known(AT, 'LogDeliveryWrite'), ownership: known(AT, 'ObjectWriter'),
  }), AT, /log delivery group/],
  ['unknown', 'policy unseen', destination({ policy: unseen('Policy') }), property('Policy')],
  ['unknown', 'delivery for a bucket that is named later', destination({ policy: known(AT, deliveryFrom({ Ref: 'Source' })) }), AT, /perhaps/],
  ['unknown', 'prefix unseen', { accessLogs: known(AT, { bucket: known(AT, 'logs'), prefix: unseen('Prefix'), toItself: known(AT, false) }) }, property('Prefix')],
  ['unknown', 'destination elsewhere', { logDestination: unseen('DestinationBucketName') }, property('DestinationBucketName')],
  ['unknown', 'encryption unseen', destination({ encryption: unseen('Encryption') }), property('Encryption')],
  ['unknown', 'access logs unseen', { accessLogs: unseen('LoggingConfiguration') }, property('LoggingConfiguration')],
  ['not-applicable', 'no access logs', noLogs, AT, /no destination/],
]);

const trails = (...overrides: Parameters<typeof trail>[0][]) => ({ trails: known('Resources', overrides.map(trail)) });
for (const [control, data] of [[dataReadsRecorded, 'dataReads'], [dataWritesRecorded, 'dataWrites']] as const) {
  const other = data === 'dataReads' ? 'dataWrites' : 'dataReads';
  table(control, [
    ['pass', 'recorded', {}, 'Resources/Trail/Properties/EventSelectors'],
    ['pass', 'only this kind', trails({ [other]: known(AT, false) }), 'Resources/Trail/Properties/EventSelectors'],
    ['pass', 'by the second trail', trails({ logging: known(AT, false) }, {}), 'Resources/Trail/Properties/IsLogging'],
    ['unknown', 'no trail here', trails(), 'Resources', /another trail of the account may/],
    ['unknown', 'only the other kind', trails({ [data]: known(AT, false) }), 'Resources', /another trail of the account may/],
    ['unknown', 'trail stopped', trails({ logging: known(AT, false) }), 'Resources'],
    ['unknown', 'selectors unseen', trails({ [data]: unseen('EventSelectors') }), property('EventSelectors'), /deploy time/],
    ['unknown', 'trails unseen', { trails: unseen('Trails') }, property('Trails')],
  ], ['pass', 'unknown']);
}

table(eventsSent, [
  ['pass', 'sent', {}, property('NotificationConfiguration')],
  ['fail', 'not sent', { notifications: known(AT, false) }, AT, /is false or not set/],
  ['unknown', 'unseen', { notifications: unseen('NotificationConfiguration') }, property('NotificationConfiguration')],
]);
