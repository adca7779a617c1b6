import { type Look, member, optional, truth } from './look';
import type { Observation } from '../observation';
import { listed, present, said } from './said';
import { own } from '../cloudformation/json-value';

const CHECK = 'cloudwatch-4xx-5xx-alarms';
const METRICS: readonly string[] = ['4xxErrors', '5xxErrors'];

/** The alarms on errors of S3. */
export function observeAlarms(answer: Look): readonly Observation[] {
  const place = member(answer, 'MetricAlarms');
  const alarms = listed(place);
  if (typeof alarms === 'string') return [{ check: CHECK, at: place.at, says: `not seen: ${alarms}` }];
  const found = alarms.filter(watchesErrors);
  if (found.length === 0) return [{ check: CHECK, at: place.at, says: `none of ${alarms.length} alarms watches ${METRICS.join(' or ')} of S3` }];
  return found.map((alarm) => {
    const actions = optional(alarm, 'AlarmActions').value;
    const told = Array.isArray(actions) ? actions.length : 0;
    const enabled = said(truth(member(alarm, 'ActionsEnabled')));
    return { check: CHECK, at: alarm.at, says: `${present(alarm, 'AlarmName') ?? 'an alarm'}: actions enabled is ${enabled}, alarm actions: ${told}` };
  });
}

/** An alarm watches one metric, or several by an expression. */
function watchesErrors({ value }: Look): boolean {
  const metrics = own(value, 'Metrics');
  const all = [value, ...Array.isArray(metrics) ? metrics.map(metric => own(own(metric, 'MetricStat'), 'Metric')) : []];
  return all.some(metric => own(metric, 'Namespace') === 'AWS/S3' && METRICS.includes(own(metric, 'MetricName') as string));
}
