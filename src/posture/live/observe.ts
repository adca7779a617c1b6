import { answerTo } from './answers';
import { ask, askOnce, type SharedAnswers, sharedAnswers } from './ask';
import type { CallName } from './calls';
import { type Look, member, truth, wording } from './look';
import { observeAlarms } from './observe-alarms';
import { observeTrails } from './observe-trails';
import { ALARMS, askPages } from './pages';
import { type Answer, type Port, RECORDING, type Recording } from './port';
import { said } from './said';
import { trailsIn } from './trail-list';
import type { Observation } from '../observation';

export interface ObserveWhere {
  /** The account, as twelve digits. */
  readonly account: string;
  /** The Region of the trails, alarms and Macie. @default - the port's own */
  readonly region?: string;
  /** @default - nothing is shared with recordings */
  readonly shared?: SharedAnswers;
  readonly signal?: AbortSignal;
}

/**
 * Looks at what the whole account has of what people attest by hand: its block of public access, its trails, its alarms on errors of S3, and
 * Macie. An error of AWS is an observation too.
 *
 * @throws the reason of the signal, once that is aborted
 */
export async function observe(port: Port, where: ObserveWhere): Promise<readonly Observation[]> {
  const { account, region, signal, shared = sharedAnswers() } = where;
  const sending = { ...region !== undefined && { region }, ...signal && { signal } };
  const answers: Record<string, Answer> = {};
  const seen: Recording = { schema: RECORDING, account, bucket: '', answers };
  const look = (call: CallName): Look => answerTo(seen, `Accounts/${account}`, call);

  answers.GetAccountPublicAccessBlock = await ask(port, 'GetAccountPublicAccessBlock', { AccountId: account }, sending);
  answers.DescribeTrails = await askOnce(shared, port, 'DescribeTrails', { includeShadowTrails: true }, sending);
  for (const { arn, home } of trailsIn(look('DescribeTrails'))) {
    const to = { ...sending, ...home !== undefined && { region: home } };
    answers[`GetTrailStatus ${arn}`] = await askOnce(shared, port, 'GetTrailStatus', { Name: arn }, to);
    answers[`GetEventSelectors ${arn}`] = await askOnce(shared, port, 'GetEventSelectors', { TrailName: arn }, to);
  }
  answers.DescribeAlarms = await askPages(port, 'DescribeAlarms', ALARMS, { AlarmTypes: ['MetricAlarm'] }, sending);
  answers.GetMacieSession = await ask(port, 'GetMacieSession', {}, sending);
  answers.GetAutomatedDiscoveryConfiguration = await ask(port, 'GetAutomatedDiscoveryConfiguration', {}, sending);

  return [
    accountBlock(look('GetAccountPublicAccessBlock')),
    ...observeTrails(seen),
    ...observeAlarms(look('DescribeAlarms')),
    status('Macie', member(look('GetMacieSession'), 'status')),
    status('automated discovery of sensitive data', member(look('GetAutomatedDiscoveryConfiguration'), 'status')),
  ];
}

const FLAGS = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'] as const;

function accountBlock(answer: Look): Observation {
  const check = 'block-public-access-account';
  const { at, why, value } = answer;
  if (why !== undefined) return { check, at, says: `not seen: ${why}` };
  if (value === undefined) return { check, at, says: 'the account has no block of public access' };
  const block = member(answer, 'PublicAccessBlockConfiguration');
  return { check, at, says: FLAGS.map(name => `${name} is ${said(truth(member(block, name)))}`).join(', ') };
}

const status = (what: string, place: Look): Observation => ({ check: 'macie-enabled', at: place.at, says: `the status of ${what} is ${said(wording(place))}` });
