import { Token } from 'aws-cdk-lib';
import { AccessAlert } from './access-alert';
import type { AccessAlertsProps } from './access-alerts-props';
import { show } from '../shapes';

/** An event bus has room for so many rules in most Regions; in two it is 100. */
const MOST_RULES = 300;

const ALERTS: readonly string[] = Object.values(AccessAlert);

/** Refuses what cannot work. @param path of the construct, for the messages */
export function checkAlerts(path: string, props: AccessAlertsProps): void {
  const refuse = (what: string, cure: string): never => {
    throw new Error(`${path}: ${what}; ${cure}`);
  };
  const each = (name: 'emails' | 'vpcEndpointIds' | 'trustedAccounts' | 'without', fits: (value: string) => boolean, cure: string) => {
    const list: readonly unknown[] | undefined = props[name];
    if (list === undefined || Token.isUnresolved(list)) return;
    if (!Array.isArray(list)) refuse(`'${name}' cannot be ${show(list)}`, 'pass a list');
    if (list.length === 0) refuse(`'${name}' is empty`, 'leave it out');
    const odd = list.find(value => typeof value !== 'string' || !(Token.isUnresolved(value) || fits(value)));
    if (odd !== undefined) refuse(`'${name}' cannot hold ${show(odd)}`, cure);
    const twice = list.find((value, i) => list.indexOf(value) !== i);
    if (twice !== undefined) refuse(`'${name}' names ${show(twice)} twice`, 'name it once');
  };
  each('emails', email => /^[^\s@]+@[^\s@]+$/.test(email), "pass addresses such as 'security@example.com'");
  each('vpcEndpointIds', id => /^vpce-[0-9a-f]{1,32}$/.test(id), "pass ids such as 'vpce-0123456789abcdef0'");
  each('trustedAccounts', account => /^\d{12}$/.test(account), 'pass the 12 digits of an account');
  each('without', alert => ALERTS.includes(alert), 'pass members of AccessAlert');
  const { alreadyProvided, buckets, topic, encryptionKey } = props;
  if (buckets !== undefined && !(Array.isArray(buckets) && buckets.every(bucket => bucket?.bucketName !== undefined))) {
    refuse(`'buckets' cannot be ${show(buckets)}`, 'pass a list of buckets');
  }
  if (buckets?.length === 0) refuse("'buckets' is empty", 'leave it out to watch every bucket, or name one');
  if (topic && encryptionKey) refuse("'encryptionKey' is for a topic that is made here, and 'topic' names another one", 'pass one of them');
  if (props.dataEvents === false && props.vpcEndpointIds) {
    refuse("'vpcEndpointIds' needs data events, and 'dataEvents' says that there are none", 'leave one of them out');
  }
  if (!alreadyProvided) return;
  const made = (['emails', 'encryptionKey', 'buckets', 'without', 'vpcEndpointIds', 'trustedAccounts', 'alarmTopic'] as const).find(name => props[name] !== undefined);
  if (made) refuse(`'${made}' is for alerts that are made here, and 'alreadyProvided' names others`, 'pass one of them');
}

export function mustFit(path: string, rules: number): void {
  if (rules === 0) throw new Error(`${path}: 'without' leaves no alert; leave the construct out, or name fewer`);
  if (rules <= MOST_RULES) return;
  throw new Error(`${path}: 'buckets' are so many that they need ${rules} rules, and an event bus takes ${MOST_RULES}; leave 'buckets' out to watch every bucket`);
}
