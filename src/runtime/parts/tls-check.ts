import { Agent } from 'node:https';
import { checkServerIdentity, DEFAULT_CIPHERS, DEFAULT_ECDH_CURVE, DEFAULT_MIN_VERSION } from 'node:tls';
import { Refused } from './refused';
import { weakCipher, weakGroup, weakSignature } from './tls-suites';

/** An `https.Agent`, or the options that an agent is made of. */
export type Inspectable = object;

type Options = Readonly<Record<string, unknown>>;

/**
 * What an agent, or the options of one, allow beyond `tlsOptions`: one sentence each. Reads what is set; opens no connection.
 * A plain `new https.Agent()` has some: Node allows suites without forward secrecy, and an environment variable turns its checks off.
 */
export function weaknessesOf(agent: Inspectable): string[] {
  if (typeof agent !== 'object' || agent === null) return [`there is no agent but ${String(agent)}; pass one of secureAgent()`];
  if ('protocol' in agent && agent.protocol === 'http:') return ['the agent is for plain HTTP; pass one of secureAgent()'];
  if (isUnreadable(agent)) return ['what the agent allows cannot be read; pass an https.Agent, or the options that the agent was made of'];
  const isAgent = 'options' in agent;
  const options = (isAgent ? agent.options : agent) as Options;
  const found = CHECKS.map(check => check(options));
  if (agent instanceof Agent && agent.createConnection !== Agent.prototype.createConnection) {
    found.push('the agent opens its connections by code of its own; use secureAgent()');
  }
  return found.filter(sentence => sentence !== undefined);
}

/** @throws Refused, weak-tls, with all weaknesses of an agent or of its options in one sentence */
export function assertSecure(agent: Inspectable): void {
  const found = weaknessesOf(agent);
  if (found.length > 0) throw new Refused('weak-tls', found.join(', and '));
}

/** An agent whose options are hidden, as those of undici, or something else altogether. */
function isUnreadable(agent: object): boolean {
  if ('options' in agent) return typeof agent.options !== 'object' || agent.options === null;
  const prototype = Object.getPrototypeOf(agent);
  return prototype !== Object.prototype && prototype !== null;
}

const text = (value: unknown, otherwise: string): string => typeof value === 'string' ? value : otherwise;

/** Each reads one thing, and falls back to the default that Node falls back to. */
const CHECKS: readonly ((options: Options) => string | undefined)[] = [
  (o) => {
    if (o.rejectUnauthorized === true) return undefined;
    return o.rejectUnauthorized === undefined
      ? "'rejectUnauthorized' is not set, so NODE_TLS_REJECT_UNAUTHORIZED=0 turns it off; set it to true"
      : `'rejectUnauthorized' is ${String(o.rejectUnauthorized)}; set it to true, and pass 'ca' for a private authority`;
  },
  o => o.checkServerIdentity === undefined || o.checkServerIdentity === checkServerIdentity ? undefined
    : "'checkServerIdentity' is replaced; leave it out, and pass 'servername' where the certificate is for another name",
  (o) => {
    const version = text(o.minVersion, DEFAULT_MIN_VERSION);
    return version === 'TLSv1.2' || version === 'TLSv1.3' ? undefined : `'minVersion' is ${version}; use TLSv1.2 or TLSv1.3`;
  },
  (o) => {
    const weak = weakCipher(text(o.ciphers, '') || DEFAULT_CIPHERS); // Node takes '' for none
    return weak === undefined ? undefined : `'ciphers' ${o.ciphers === undefined ? 'is not set and ' : ''}allows ${weak}; use those of tlsOptions()`;
  },
  (o) => {
    const weak = weakSignature(text(o.sigalgs, ''));
    return weak === undefined ? undefined : `'sigalgs' allows ${weak}; use those of tlsOptions()`;
  },
  (o) => {
    const weak = weakGroup(text(o.ecdhCurve, DEFAULT_ECDH_CURVE));
    return weak === undefined ? undefined : `'ecdhCurve' allows ${weak}; use 'auto'`;
  },
  o => opaque(o, 'secureProtocol'), o => opaque(o, 'secureOptions'), o => opaque(o, 'secureContext'), o => opaque(o, 'pskCallback'),
];

const opaque = (options: Options, name: string): string | undefined =>
  options[name] === undefined ? undefined : `'${name}' is set and may allow anything; leave it out`;
