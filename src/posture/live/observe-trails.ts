import { answerTo } from './answers';
import { type Look, member, optional, truth } from './look';
import type { Observation } from '../observation';
import type { Recording } from './port';
import { listed, present, said } from './said';
import { own } from '../cloudformation/json-value';

const CHECKS = {
  events: 'cloudtrail-multi-region-management-events',
  encryption: 'cloudtrail-log-encryption',
  validation: 'cloudtrail-log-file-validation',
  bucket: 'cloudtrail-log-bucket-protected',
} as const;

/** What the trails of the account record, and how their log files are kept. */
export function observeTrails(seen: Recording): readonly Observation[] {
  const place = member(answerTo(seen, `Accounts/${seen.account}`, 'DescribeTrails'), 'trailList');
  const trails = listed(place);
  const about = (says: string): readonly Observation[] => Object.values(CHECKS).map(check => ({ check, at: place.at, says }));
  if (typeof trails === 'string') return about(`not seen: ${trails}`);
  if (trails.length === 0) return about('no trail is shown in this Region');
  return trails.flatMap(trail => observeTrail(trail, seen));
}

function observeTrail(trail: Look, seen: Recording): readonly Observation[] {
  const arn = present(trail, 'TrailARN') ?? trail.at;
  const at = `Trails/${arn}`;
  const logging = said(truth(member(answerTo(seen, at, 'GetTrailStatus', arn), 'IsLogging')));
  const multiRegion = said(truth(member(trail, 'IsMultiRegionTrail')));
  const global = said(truth(member(trail, 'IncludeGlobalServiceEvents')));
  const management = managementEvents(answerTo(seen, at, 'GetEventSelectors', arn));
  const key = present(trail, 'KmsKeyId');
  const says: Readonly<Record<keyof typeof CHECKS, string>> = {
    events: `${arn}: multi-Region is ${multiRegion}, global service events is ${global}, logging is ${logging}, ${management}`,
    encryption: key === undefined ? `${arn} names no KMS key` : `${arn} names the KMS key ${key}`,
    validation: `${arn}: log file validation is ${said(truth(member(trail, 'LogFileValidationEnabled')))}`,
    bucket: `${arn} writes to the bucket ${present(trail, 'S3BucketName') ?? 'that AWS does not name'}`,
  };
  return (Object.keys(CHECKS) as (keyof typeof CHECKS)[]).map(what => ({ check: CHECKS[what], at, says: says[what] }));
}

function managementEvents(answer: Look): string {
  if (answer.why !== undefined) return `management events are not seen (${answer.why})`;
  const basic = optional(answer, 'EventSelectors').value;
  const advanced = optional(answer, 'AdvancedEventSelectors').value;
  const kinds = (Array.isArray(basic) ? basic : []).filter(one => own(one, 'IncludeManagementEvents') === true).map(one => String(own(one, 'ReadWriteType')));
  const named = (Array.isArray(advanced) ? advanced : []).filter((one) => {
    const fields = own(one, 'FieldSelectors');
    return Array.isArray(fields) && fields.some(field => own(field, 'Field') === 'eventCategory' && JSON.stringify(own(field, 'Equals')) === '["Management"]');
  });
  if (kinds.length > 0) return `management events are recorded (${[...new Set(kinds)].join(', ')})`;
  return named.length > 0 ? 'management events are recorded by an advanced selector' : 'no selector records management events';
}
