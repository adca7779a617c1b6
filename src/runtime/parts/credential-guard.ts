import { Refused } from './refused';

/** Credentials as the AWS SDK has them. */
export interface AnyCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/**
 * What an access key id says of its credentials: `AKIA` is long-term, `ASIA` temporary. Anything else is neither: other prefixes, other letter
 * case, and the keys of servers that are not AWS.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-prefixes
 */
export function kindOfKey(accessKeyId: string): 'long-term' | 'temporary' | 'unknown' {
  const kind = /^(AKIA|ASIA)[A-Z0-9]{12,124}$/.exec(String(accessKeyId))?.[1];
  return kind === 'AKIA' ? 'long-term' : kind === 'ASIA' ? 'temporary' : 'unknown';
}

/** Whether the access key of an IAM user, or of a root user, it is. False for what is neither long-term nor temporary. */
export const isLongTerm = (accessKeyId: string): boolean => kindOfKey(accessKeyId) === 'long-term';

/**
 * Refuses everything but temporary credentials of AWS that are whole. The error shows four characters of either end of a long-term key's id, and
 * nothing of an id that is none: it may be a secret in the wrong place.
 *
 * @throws Refused: long-term-key, missing-session-token or unknown-key-kind
 */
export function refuseLongTerm(credentials: AnyCredentials): void {
  const id = credentials?.accessKeyId;
  const kind = kindOfKey(id);
  if (kind === 'long-term') throw new Refused('long-term-key', `access key ${shown(id)} is a long-term key; use a role's, for example with assumeRole`);
  if (kind === 'unknown') {
    const what = typeof id === 'string' ? `an access key id of ${id.length} characters` : 'the access key id';
    throw new Refused('unknown-key-kind', `${what} is neither a long-term (AKIA) nor a temporary (ASIA) key of AWS; pass what a role's credential provider gave`);
  }
  if (typeof credentials.sessionToken !== 'string' || credentials.sessionToken === '') {
    throw new Refused('missing-session-token', `access key ${shown(id)} is temporary and has no session token; pass 'sessionToken' (AWS_SESSION_TOKEN) along`);
  }
}

const shown = (id: string): string => `${id.slice(0, 4)}...${id.slice(-4)}`;

/**
 * Checks what a credential provider gives, each time it gives some. Takes any provider of the AWS SDK, its default chain included:
 *
 * ```ts
 * new S3Client({ credentials: requireTemporary(fromNodeProviderChain()) });
 * ```
 */
export function requireTemporary<A extends readonly unknown[], C extends AnyCredentials>(
  provider: (...options: A) => Promise<C>,
): (...options: A) => Promise<C> {
  if (typeof provider !== 'function') throw new TypeError(`'provider' must be a function, got ${typeof provider}; pass one such as assumeRole({ ... })`);
  return async (...options) => {
    const credentials = await provider(...options);
    refuseLongTerm(credentials);
    return credentials;
  };
}
