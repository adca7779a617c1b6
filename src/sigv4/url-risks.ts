import type { Inspection, InspectOptions } from './inspection';

export type RiskCode = 'plain-http' | 'expired' | 'not-yet-valid' | 'lives-long' | 'longer-than-allowed' | 'long-term-key' | 'dies-with-session'
  | 'content-type-open' | 'content-length-open' | 'body-open' | 'encryption-open' | 'dot-segments' | 'not-aws';

/** Something that whoever hands the URL out should know. */
export interface Risk {
  readonly code: RiskCode;
  readonly severity: 'high' | 'medium' | 'low';
  readonly message: string;
}

const WEEK = 604_800;
const TWELVE_HOURS = 43_200;

const RANK: readonly Risk['severity'][] = ['high', 'medium', 'low'];

interface RiskFacts extends InspectOptions {
  readonly scheme: string;
  readonly bodyOpen: boolean;
}

/** What is risky about a presigned URL, the worst first. */
export function risksOf(facts: Omit<Inspection, 'risks'>, { scheme, bodyOpen, method, longLife = 3600, at = new Date() }: RiskFacts): readonly Risk[] {
  const { requiredHeaders, credentials, secondsLeft, signedAt, expiresAt } = facts;
  const life = (expiresAt.getTime() - signedAt.getTime()) / 1000;
  const upload = facts.calls.some(call => call === 'PutObject' || call === 'UploadPart');
  const put = upload && facts.calls.includes('PutObject');
  const bound = (name: string) => requiredHeaders.includes(name);
  const maybe = method === undefined && put ? ' if it is for an upload' : '';
  const risks: readonly (readonly [boolean, RiskCode, Risk['severity'], string])[] = [
    [scheme === 'http', 'plain-http', 'high', 'it goes over plain HTTP: everybody on the way can read and use it'],
    [secondsLeft < 0, 'expired', 'low', `it expired at ${expiresAt.toISOString()}`],
    [signedAt.getTime() > at.getTime() + 900_000, 'not-yet-valid', 'low', `it is not valid yet: it was signed for ${signedAt.toISOString()}`],
    [life > WEEK, 'longer-than-allowed', 'low', `it asks for ${life} s, and S3 takes at most ${WEEK}`],
    [life > longLife && life <= WEEK, 'lives-long', 'medium', `it works for ${life} s after it was signed; ${longLife} or less is wise`],
    [credentials === 'long-term', 'long-term-key', 'high', 'a long-term key signed it; sign with the credentials of a role'],
    [credentials === 'temporary' && life > TWELVE_HOURS, 'dies-with-session', 'low',
      'temporary credentials signed it, which live 12 hours at most: it ends with them'],
    [put && !bound('content-type'), 'content-type-open', 'medium', `whoever has it chooses the content type${maybe}, such as text/html with a script`],
    [upload && !bound('content-length'), 'content-length-open', 'medium', `whoever has it chooses the length${maybe}, up to 5 GiB`],
    [upload && bodyOpen && !requiredHeaders.some(name => /^(?:content-md5|x-amz-checksum-.+)$/.test(name)), 'body-open', 'low',
      `any body is taken${maybe}; sign a checksum to bind it`],
    [put && !requiredHeaders.some(name => name.startsWith('x-amz-server-side-encryption')), 'encryption-open', 'low',
      `no encryption header is signed${maybe}: the default encryption of the bucket decides`],
    [/(?:^|\/)(?:\.|%2e){1,2}(?:\/|$)/i.test(facts.path), 'dot-segments', 'medium',
      'browsers and most clients resolve "." and ".." in the path, and ask for another object'],
    [facts.bucket === undefined, 'not-aws', 'low', 'the host is no S3 endpoint of AWS that is known here'],
  ];
  const found = risks.filter(([applies]) => applies).map(([, code, severity, message]) => ({ code, severity, message }));
  return found.sort((a, b) => RANK.indexOf(a.severity) - RANK.indexOf(b.severity));
}
