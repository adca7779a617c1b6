import { SESSION_POLICY_LIMIT } from './session-policy';

/** What STS is asked, in its own names. */
export interface AssumeRoleInput {
  RoleArn: string;
  RoleSessionName: string;
  DurationSeconds: number;
  ExternalId?: string;
  Policy?: string;
  SourceIdentity?: string;
  Tags?: { Key: string; Value: string }[];
}

export interface RoleOptions {
  /** ARN of the role, in any partition. */
  readonly roleArn: string;
  /** Name of the session, as CloudTrail shows it: 2 to 64 letters, digits and `_+=,.@-`. Say who acts, and no secret. */
  readonly sessionName: string;
  /** What the role's trust policy asks a third party for: 2 to 1224 letters, digits and `_+=,.@:/-`. @default - none */
  readonly externalId?: string;
  /**
   * Seconds that the credentials live: 900 (15 minutes) to 43200 (12 hours), and no more than the role allows. A role that assumes another one
   * gets 3600 at most. @default 3600
   */
  readonly durationSeconds?: number;
  /** What the session is narrowed to: a policy of up to 2048 characters, for example of `sessionPolicy`. @default - all that the role may do */
  readonly sessionPolicy?: string;
  /** Who stands behind the session; it cannot be changed later and goes along from role to role. 2 to 64 letters, digits and `_+=,.@-`. @default - nobody */
  readonly sourceIdentity?: string;
  /** Session tags: up to 50, keys of 1 to 128 and values of up to 256 characters. @default - none */
  readonly tags?: Readonly<Record<string, string>>;
}

const TAG = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/**
 * Checks options by the rules of STS, before anything is sent.
 *
 * Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html#API_AssumeRole_RequestParameters
 */
export function assumeRoleInput(options: RoleOptions): AssumeRoleInput {
  const { roleArn, sessionName, externalId, durationSeconds = 3600, sessionPolicy, sourceIdentity, tags } = options;
  const { length } = String(roleArn);
  if (!/^arn:aws(-[a-z]+)*:iam::\d{12}:role\/([\x21-\x7e]+\/)?[\w+=,.@-]{1,64}$/.test(roleArn) || length > 2048) {
    throw new RangeError(`'roleArn' must be the ARN of a role such as arn:aws:iam::111122223333:role/reader, got ${JSON.stringify(roleArn)}`);
  }
  matches('sessionName', sessionName, /^[\w+=,.@-]{2,64}$/, '2 to 64 letters, digits and _+=,.@-');
  if (externalId !== undefined && !(typeof externalId === 'string' && /^[\w+=,.@:/-]{2,1224}$/.test(externalId))) {
    throw new RangeError("'externalId' must be 2 to 1224 letters, digits and _+=,.@:/-; pass the one that the role's trust policy names"); // not shown
  }
  if (!Number.isInteger(durationSeconds) || durationSeconds < 900 || durationSeconds > 43_200) {
    const cure = durationSeconds > 43_200 ? 'pass 43200 or less' : 'pass 900 or more';
    throw new RangeError(`'durationSeconds' must be whole seconds from 900 to 43200, got ${String(durationSeconds)}; ${cure}`);
  }
  if (sourceIdentity !== undefined) matches('sourceIdentity', sourceIdentity, /^[\w+=,.@-]{2,64}$/, '2 to 64 letters, digits and _+=,.@-');
  if (sessionPolicy !== undefined) checkPolicy(sessionPolicy);
  return {
    RoleArn: roleArn,
    RoleSessionName: sessionName,
    DurationSeconds: durationSeconds,
    ...externalId === undefined ? {} : { ExternalId: externalId },
    ...sessionPolicy === undefined ? {} : { Policy: sessionPolicy },
    ...sourceIdentity === undefined ? {} : { SourceIdentity: sourceIdentity },
    ...tags === undefined ? {} : { Tags: tagList(tags) },
  };
}

function matches(name: string, value: string, form: RegExp, words: string): void {
  if (typeof value !== 'string' || !form.test(value)) throw new RangeError(`'${name}' must be ${words}, got ${JSON.stringify(value)}; correct it`);
}

function checkPolicy(policy: string): void {
  if (typeof policy !== 'string') throw new TypeError(`'sessionPolicy' must be JSON text, got ${typeof policy}; pass sessionPolicy({ ... }) or JSON.stringify(...)`);
  if (policy.length > SESSION_POLICY_LIMIT) {
    throw new RangeError(`'sessionPolicy' has ${policy.length} characters and STS takes ${SESSION_POLICY_LIMIT}; pass a shorter one`);
  }
  let body: unknown;
  try {
    body = JSON.parse(policy);
  } catch {
    body = undefined;
  }
  if (typeof body !== 'object' || body === null || !('Statement' in body)) throw new RangeError("'sessionPolicy' is no policy document; pass JSON with a Statement");
}

function tagList(tags: Readonly<Record<string, string>>): { Key: string; Value: string }[] {
  const entries = Object.entries(tags);
  if (entries.length > 50) throw new RangeError(`'tags' holds ${entries.length} session tags and STS takes 50; leave some out`);
  const seen = new Set<string>();
  return entries.map(([Key, Value]) => {
    const says = `'tags' holds ${JSON.stringify(Key)}, `;
    if (Key.length < 1 || Key.length > 128 || !TAG.test(Key) || /^aws:/i.test(Key)) {
      throw new RangeError(`${says}which is no key of a session tag; use 1 to 128 letters, digits, spaces and _.:/=+-@, and no aws: before them`);
    }
    if (seen.has(Key.toLowerCase())) throw new RangeError(`${says}which differs from another key in letter case only; leave one out`);
    if (typeof Value !== 'string' || Value.length > 256 || !TAG.test(Value)) {
      throw new RangeError(`${says}whose value is no text of up to 256 letters, digits, spaces and _.:/=+-@; correct it`);
    }
    seen.add(Key.toLowerCase());
    return { Key, Value };
  });
}
