import { CONTROLS } from '../../../src/controls';
import { judge } from '../../../src/evidence/judge';
import { type Answer, type CallName, type Input, type Port, readRecordings, type Recording, type Sending } from '../../../src/posture/live';
import type { BucketReading } from '../../../src/posture/reading';
import { factsOf, postureOf, recordingsOf, type Seen } from '../../agreement/compare';

export const ACCOUNT = '111122223333';

/** The answers about a bucket that has everything: what HIPAA asks for, and an access point, a replica, a trail, a website that is off, tags. */
export function hardened(): readonly Recording[] {
  const [logs, records] = ['hipaa-logs', 'hipaa-records'].map(name => recordingsOf('hipaa').find(({ bucket }) => bucket === name)!);
  const trail = `arn:aws:cloudtrail:eu-central-1:${ACCOUNT}:trail/all`;
  const block = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };
  const more: Readonly<Record<string, unknown>> = {
    'GetBucketReplication': {
      ReplicationConfiguration: {
        Role: 'arn:aws:iam::111122223333:role/r',
        Rules: [{
          ID: 'all',
          Priority: 1,
          Status: 'Enabled',
          Filter: { Prefix: '' },
          SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } },
          Destination: { Bucket: 'arn:aws:s3:::hipaa-copies' },
          DeleteMarkerReplication: { Status: 'Enabled' },
        }],
      },
    },
    'GetBucketLocation hipaa-copies': { LocationConstraint: 'eu-west-1' },
    'GetBucketTagging': { TagSet: [{ Key: 'personal-data', Value: 'yes' }] },
    'GetBucketNotificationConfiguration': { EventBridgeConfiguration: {} },
    'ListBucketInventoryConfigurations': { InventoryConfigurationList: [{ Id: 'all', IsEnabled: true, IncludedObjectVersions: 'All' }], IsTruncated: false },
    'ListAccessPoints': { AccessPointList: [{ Name: 'door', Bucket: 'hipaa-records', NetworkOrigin: 'Internet' }] },
    'GetAccessPoint door': { Name: 'door', Bucket: 'hipaa-records', PublicAccessBlockConfiguration: block },
    'DescribeTrails': { trailList: [{ Name: 'all', TrailARN: trail, HomeRegion: 'eu-central-1', IsMultiRegionTrail: true, IsOrganizationTrail: false }] },
    [`GetTrailStatus ${trail}`]: { IsLogging: true },
    [`GetEventSelectors ${trail}`]: {
      TrailARN: trail,
      EventSelectors: [{
        ReadWriteType: 'All', IncludeManagementEvents: true, DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }],
      }],
    },
  };
  const answers = Object.fromEntries(Object.entries(more).map(([name, answer]): [string, Answer] => [name, { answer }]));
  return [{ ...records, answers: { ...records.answers, ...answers } }, logs];
}

/** The same recordings, with one answer of the first replaced. */
export const withAnswer = ([first, ...rest]: readonly Recording[], name: string, answer: Answer): readonly Recording[] =>
  [{ ...first, answers: { ...first.answers, [name]: answer } }, ...rest];

const listed = (recordings: readonly Recording[]) => ({ listed: { [ACCOUNT]: recordings.map(({ bucket }) => bucket) } });

/** The first of some recordings as it is read. */
export const readFirst = (recordings: readonly Recording[]): BucketReading => readRecordings(recordings, listed(recordings))[0];

export const factsAbout = (recordings: readonly Recording[]): ReadonlyMap<string, Seen> => new Map(factsOf(postureOf(readFirst(recordings))));

/** The outcome of every control on the first bucket. */
export function outcomes(recordings: readonly Recording[]): ReadonlyMap<string, string> {
  const reading = readFirst(recordings);
  return new Map(CONTROLS.map(control => [control.id, judge(control, reading).outcome]));
}

/** An error as the SDK throws it. */
export const awsError = (name: string, httpStatusCode?: number, message = name): Error =>
  Object.assign(new Error(message), { name, $metadata: httpStatusCode === undefined ? {} : { httpStatusCode } });

export interface Asked {
  readonly call: string;
  readonly input: Input;
  readonly sending?: Sending;
}

/** What an answer is recorded as, from what was asked. */
function nameOf(call: CallName, input: Input, bucket: string): string {
  const of = input.Bucket === bucket ? undefined : input.Bucket ?? input.Name ?? input.TrailName ?? input.KeyId;
  return of === undefined || call === 'ListAccessPoints' ? call : `${call} ${String(of)}`;
}

/** A port that answers what a recording holds, and notes what it was asked. */
export function portOf(recording: Recording, names: readonly CallName[], asked: Asked[] = []): Port {
  const answer = (call: CallName) => async (input: Input, sending?: Sending): Promise<unknown> => {
    asked.push({ call, input, ...sending && { sending } });
    const found = recording.answers[nameOf(call, input, recording.bucket)] as Answer | undefined;
    if (!found) throw awsError('NotRecorded', 400);
    if (found.error) throw awsError(found.error.code, found.error.status, found.error.says ?? '');
    return found.answer;
  };
  return Object.fromEntries(names.map(name => [name, answer(name)]));
}
