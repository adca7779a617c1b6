import { Duration, Size, Token } from 'aws-cdk-lib';
import type { AccessLogAnalyticsProps } from './access-log-analytics-props';
import { wholeDays } from '../days';

const SHAPES: readonly (readonly [name: keyof AccessLogAnalyticsProps, shape: RegExp, cure: string])[] = [
  ['firstDay', /^(?:\d{4}\/(?:0[1-9]|1[0-2])\/(?:0[1-9]|[12]\d|3[01])|NOW-[1-9]\d{0,3}(?:DAYS|MONTHS|YEARS))$/, 'pass one such as \'2026/01/31\' or \'NOW-6YEARS\''],
  ['trailLogPrefix', /^[A-Za-z0-9!_.()-]+(?:\/[A-Za-z0-9!_.()-]+)*$/, 'pass one without slashes at its ends'],
  ['trailAccountIds', /^\d{12}$/, 'pass account ids of 12 digits'],
  ['trailRegions', /^[a-z]{2,}(?:-[a-z0-9]+)+$/, 'pass Regions such as \'eu-central-1\''],
  ['organizationId', /^o-[a-z0-9]{10,32}$/, 'pass one such as \'o-exampleorgid\''],
  ['databaseName', /^[a-z0-9_]{1,255}$/, 'pass lower-case letters, digits and underscores'],
];

const OF_TRAIL = ['trailLogPrefix', 'trailAccountIds', 'trailRegions', 'organizationId', 'trailEncryptionKey'] as const;
const OF_WORK_GROUP = ['encryptionKey', 'resultRetention', 'scanLimit'] as const;

export function checkAnalytics(path: string, props: AccessLogAnalyticsProps): void {
  const refuse = (what: string, cure: string): never => {
    throw new Error(`${path}: ${what}; ${cure}`);
  };
  for (const [name, shape, cure] of SHAPES) {
    for (const value of [props[name] ?? []].flat() as unknown[]) {
      if (!Token.isUnresolved(value) && (typeof value !== 'string' || !shape.test(value))) refuse(`'${name}' has ${JSON.stringify(value)}`, cure);
    }
  }
  for (const name of ['buckets', 'trailAccountIds', 'trailRegions', 'analysts'] as const) {
    if (props[name]?.length === 0) refuse(`'${name}' is empty`, 'name one, or leave it out');
  }
  for (const name of OF_TRAIL) {
    if (props[name] !== undefined && !props.trailLogBucket) refuse(`'${name}' needs a 'trailLogBucket'`, 'pass one');
  }
  for (const name of OF_WORK_GROUP) {
    if (props[name] !== undefined && props.existingWorkGroup) refuse(`'${name}' has no effect on an 'existingWorkGroup'`, 'leave one of them out');
  }
  if (props.databaseName !== undefined && props.existingDatabase) refuse('\'databaseName\' has no effect on an \'existingDatabase\'', 'leave one of them out');
  wholeDays(path, 'resultRetention', props.resultRetention ?? Duration.days(30));
  const limit = (props.scanLimit ?? Size.gibibytes(100)).toBytes();
  if (!Token.isUnresolved(limit) && limit < 10_000_000) refuse(`'scanLimit' must be at least 10 MB, got ${limit} bytes`, 'pass Size.mebibytes(10) or more');
}
