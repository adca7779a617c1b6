import { Stack, Token } from 'aws-cdk-lib';
import { SecurityPolicyProtocol } from 'aws-cdk-lib/aws-cloudfront';
import type { IConstruct } from 'constructs';
import type { PublicContentProps } from './public-content-props';
import { noPublicGrants, publicAccessBlocked } from '../../controls';
import type { Check } from '../../controls/control';
import { ddosProtection, publicContentBehindCdn, requestRateLimited } from '../../controls/manual';
import { differ } from '../environment';
import { show } from '../shapes';

/** What a distribution in front of a bucket is for. */
export const DISTRIBUTION_CHECKS: readonly Check[] = [noPublicGrants, publicAccessBlocked, publicContentBehindCdn, ddosProtection];
export const WEB_ACL_CHECKS: readonly Check[] = [publicContentBehindCdn, requestRateLimited];

/** The Region of everything about CloudFront: its web ACLs, its certificates, the delivery of its logs. */
export const HOME = 'us-east-1';

const SAFE: readonly string[] = [SecurityPolicyProtocol.TLS_V1_2_2021, SecurityPolicyProtocol.TLS_V1_2_2025, SecurityPolicyProtocol.TLS_V1_3_2025];

/** Of the bucket; the others are about the distribution. */
const OF_BUCKET: readonly string[] = ['bucket', 'encryptionKey', 'distribution'];

/** Refuses what cannot work. */
export function checkPublicContent(scope: IConstruct, props: PublicContentProps): void {
  const refuse = (what: string, cure: string): never => {
    throw new Error(`${scope.node.path}: ${what}; ${cure}`);
  };
  const { certificate, domainNames, minimumProtocolVersion: tls, contentSecurityPolicy: csp, alarmTopic } = props;
  const stray = Object.entries(props).find(([name, value]) => value !== undefined && !OF_BUCKET.includes(name));
  if (props.distribution && stray) refuse(`'${stray[0]}' is about a new distribution, and 'distribution' is there already`, 'leave one of them out');
  if (props.encryptionKey && props.bucket) refuse('\'encryptionKey\' is about a new bucket, and \'bucket\' is there already', 'leave one of them out');
  if (domainNames?.length === 0) refuse('\'domainNames\' is empty', 'leave it out for the name of the distribution');
  if (domainNames && !certificate) refuse('\'domainNames\' need a certificate', `pass a 'certificate' of ${HOME} that covers them`);
  if (certificate && !domainNames) refuse('\'certificate\' is for no name', 'pass the \'domainNames\' that it covers');
  if (certificate) {
    const { region } = Stack.of(scope).splitArn(certificate.certificateArn, 0 as never);
    if (region !== undefined && !Token.isUnresolved(region) && region !== HOME) {
      refuse(`'certificate' is of ${region}, and CloudFront takes certificates of ${HOME} only`, `pass one of ${HOME}`);
    }
  }
  if (tls !== undefined && !SAFE.includes(tls)) refuse(`'minimumProtocolVersion' cannot be ${show(tls)}`, `pass one of ${SAFE.join(', ')}`);
  if (tls !== undefined && !certificate) refuse('\'minimumProtocolVersion\' has no effect on the certificate of CloudFront', 'pass a \'certificate\' and \'domainNames\'');
  within(refuse, 'rateLimit', props.rateLimit, 10, 2_000_000_000);
  within(refuse, 'blockedRequestsThreshold', props.blockedRequestsThreshold, 1, Number.MAX_SAFE_INTEGER);
  const window = props.rateLimitWindow;
  if (window && (window.isUnresolved() || ![60, 120, 300, 600].includes(window.toSeconds()))) {
    refuse(`'rateLimitWindow' cannot be ${window.isUnresolved() ? 'decided at deploy time' : window.toHumanString()}`, 'pass 1, 2, 5 or 10 minutes');
  }
  if (csp === '') refuse('\'contentSecurityPolicy\' is empty', 'leave it out for none, or pass one such as "default-src \'self\'"');
  pathOf(refuse, 'defaultRootObject', props.defaultRootObject, /^[^/].{0,254}$/, 'index.html');
  pathOf(refuse, 'notFoundPage', props.notFoundPage, /^\/.{1,254}$/, '/404.html');
  if (props.blockedRequestsThreshold !== undefined && !alarmTopic) refuse('\'blockedRequestsThreshold\' is for an alarm', 'pass an \'alarmTopic\'');
  if (alarmTopic && differ(alarmTopic.env.region, HOME)) {
    refuse(`'alarmTopic' is in ${alarmTopic.env.region}, and the metrics of the web ACL and their alarm are in ${HOME}`, `pass a topic of ${HOME}`);
  }
  for (const name of ['rateLimit', 'rateLimitWindow', 'blockAnonymousAddresses', 'alarmTopic'] as const) {
    if (props.webAcl && props[name] !== undefined) refuse(`'${name}' is about a new web ACL, and 'webAcl' is there already`, 'leave one of them out');
  }
  if (props.webAcl && props.distributionLogs && props.logBucket) refuse('nothing here sends logs to the \'logBucket\'', 'leave it out');
}

type Refuse = (what: string, cure: string) => never;

function within(refuse: Refuse, name: string, value: number | undefined, least: number, most: number): void {
  if (value === undefined || Token.isUnresolved(value) || (Number.isInteger(value) && value >= least && value <= most)) return;
  refuse(`'${name}' must be a whole number from ${least} to ${most}, got ${show(value)}`, 'leave it out for the default');
}

function pathOf(refuse: Refuse, name: string, value: string | undefined, fits: RegExp, example: string): void {
  if (value === undefined || Token.isUnresolved(value) || fits.test(value)) return;
  refuse(`'${name}' cannot be ${show(value)}`, `pass one such as '${example}'`);
}

/**
 * Refuses a stack that is surely elsewhere and would make what CloudFront has in us-east-1 only. Where the Region is not known the deployment
 * itself refuses, as the web ACL is made first.
 *
 * @returns whether the Region is not known
 */
export function checkRegion(scope: IConstruct, { webAcl, distributionLogs, shieldAdvanced }: PublicContentProps): boolean {
  const { region } = Stack.of(scope);
  const missing = [...webAcl ? [] : ['webAcl'], ...distributionLogs ? [] : ['distributionLogs']].map(name => `'${name}'`).join(' and ');
  if (Token.isUnresolved(region)) return missing !== '';
  if (region !== HOME && missing !== '') {
    throw new Error(`${scope.node.path}: the stack is in ${region}, and CloudFront has its web ACLs and the delivery of its logs in ${HOME} only; `
      + `put it into a stack of ${HOME}, or pass ${missing} that are there already`);
  }
  if (region !== HOME && shieldAdvanced) {
    throw new Error(`${scope.node.path}: 'shieldAdvanced' cannot be set from ${region}; put it into a stack of ${HOME}`);
  }
  return false;
}
