import { SIGNING_FIELDS } from './post-form';
import type { PostRefusal } from './post-verification';
import { ALGORITHM, amzDate, parseAmzDate } from './scope';
import { refuse } from './verification';

/** What a form says of its signature, before anybody believes it. */
export interface PostClaim {
  readonly policy: string;
  readonly signature: string;
  readonly accessKeyId: string;
  readonly sessionToken?: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedAt: number;
}

/** What a claim is held against. */
export interface ClaimLimits {
  readonly regions: readonly string[];
  readonly service: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly clockSkew: number;
}

const SIGNED = ['policy', 'x-amz-signature', ...SIGNING_FIELDS.slice(0, 3)];
const CREDENTIAL = /^([\w-]{3,128})\/(\d{8})\/([A-Za-z0-9-]{1,64})\/([a-z0-9-]{1,64})\/aws4_request$/;

/** Reads the fields of the signature, and refuses what no signature could make good. */
export function readClaim(form: ReadonlyMap<string, string>, { regions, service, at, clockSkew }: ClaimLimits): PostClaim | PostRefusal {
  if (SIGNED.slice(1).every(name => !form.has(name))) {
    return form.has('signature') || form.has('awsaccesskeyid')
      ? refuse('signature-version-2', 'the form is signed with Signature Version 2, which is not accepted')
      : refuse('not-signed', 'the form has no signature');
  }
  const [policy, signature, algorithm, credential, time] = SIGNED.map(name => form.get(name));
  if (policy === undefined || signature === undefined || algorithm === undefined || credential === undefined || time === undefined) {
    return refuse('missing-field', `the form has no field '${SIGNED.find(name => !form.has(name))}'`);
  }
  if (form.get('key') === undefined) return refuse('missing-field', "the form has no field 'key'");
  if (algorithm !== ALGORITHM) return refuse('unsupported-algorithm', `the form must be signed with ${ALGORITHM}`);
  if (!/^[0-9a-f]{64}$/.test(signature)) return refuse('malformed-field', 'the field x-amz-signature must be 64 hexadecimal digits in lower case');

  const [, accessKeyId, date, region, claimed] = CREDENTIAL.exec(credential) ?? [];
  if (accessKeyId === undefined) {
    return refuse('malformed-credential', 'the field x-amz-credential must be key id/YYYYMMDD/region/service/aws4_request');
  }
  if (!regions.includes(region)) return refuse('wrong-region', `the form is signed for the Region ${region}, which is not accepted here`);
  if (claimed !== service) return refuse('wrong-service', `the form is signed for the service ${claimed}, which is not accepted here`);

  const signedAt = parseAmzDate(time);
  if (signedAt === undefined) return refuse('malformed-date', 'the field x-amz-date must be a time such as 20300131T120000Z');
  if (time.slice(0, 8) !== date) return refuse('date-mismatch', 'the day of x-amz-date is not the day of x-amz-credential');
  if (!(signedAt <= at + clockSkew)) return refuse('not-yet-valid', `the form is signed for ${amzDate(signedAt)}, which is still to come`);
  return { policy, signature, accessKeyId, sessionToken: form.get('x-amz-security-token'), date, region, service, signedAt };
}
