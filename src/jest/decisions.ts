import type { Question } from './request';
import { OWN_ACCOUNT } from './requesters';
import { type Answer, exposed, shownStatement, whyUnsure } from './statements';
import { describeBranches } from '../evidence/branches';
import { everyString } from '../evidence/clean';
import { decide, type Decision } from '../policy/decide';
import { parsePolicy, type Policy } from '../policy/document';
import { ANONYMOUS, type ContextValue, type Request, type Requester } from '../policy/request';
import { THIS_ACCOUNT, THIS_BUCKET_ARN } from '../policy/text';
import { everyRequest, signers } from '../policy/witnesses';
import type { BucketPosture } from '../posture/bucket-posture';
import type { BucketReading } from '../posture/cloudformation';
import { isKnown } from '../posture/fact';

/** `refuse`: is all of it surely denied? `allow`: is all of it surely allowed? */
export type Wanted = 'refuse' | 'allow';

/** What becomes of a question on one bucket. The request shown is the one that decided. */
export interface Outcome extends Answer {
  readonly bucket: BucketReading;
}

const NO_POLICY = parsePolicy({ Statement: [] }, { name: 'bucket policy' });
const OWN_POLICIES = [parsePolicy({ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }, { name: 'the requester\'s own policies' })];

/** Asks the policy of one bucket, in every branch that its template may take. */
export function askBucket(bucket: BucketReading, question: Question, wanted: Wanted): Outcome {
  const answers = bucket.alternatives.map(({ when, posture }) => ({ when, answer: askPosture(posture, question, wanted) }));
  const against = wanted === 'refuse' ? 'allowed' : 'denied';
  const open = answers.filter(({ answer }) => answer.outcome !== (wanted === 'refuse' ? 'denied' : 'allowed'));
  const [first = answers[0]] = [...open.filter(({ answer }) => answer.outcome === against), ...open];
  if (!first) return { bucket, outcome: 'unknown', asked: '', because: 'no branch of the template is known to make this bucket' };
  if (open.length === 0 || open.length === answers.length) return { bucket, ...first.answer };
  const same = open.filter(({ answer }) => answer.outcome === first.answer.outcome).map(({ when }) => when);
  return { bucket, ...first.answer, outcome: 'unknown', because: `${first.answer.outcome} when ${describeBranches(same)}: ${first.answer.because}` };
}

function askPosture(posture: BucketPosture, question: Question, wanted: Wanted): Answer {
  if (!isKnown(posture.policy)) return { outcome: 'unknown', asked: question.action, because: posture.policy.unknown, at: posture.policy.at };
  const policy = spelledOut(posture.policy.value ?? NO_POLICY, question);
  const { at } = posture.policy;
  let doubt: Answer | undefined;
  let agreed: Answer | undefined;
  for (const request of requests(posture, policy, question, wanted)) {
    const answer = { ...eitherAccount(posture, policy, request), at };
    if (answer.outcome === (wanted === 'refuse' ? 'allowed' : 'denied')) return answer;
    if (answer.outcome === 'unknown') doubt ??= answer;
    else agreed ??= answer;
  }
  return doubt ?? agreed ?? { outcome: 'unknown', asked: question.action, because: 'there is nobody to ask for' };
}

function spelledOut(policy: Policy, { asking }: Question): Policy {
  const { token, name } = asking?.spelled ?? {};
  return token === undefined || name === undefined ? policy : everyString(policy, text => text.replaceAll(token, name));
}

/** Whoever is named by an account number may be of the bucket's own account where nobody knows which that is: both are asked. */
function eitherAccount(posture: BucketPosture, policy: Policy, request: Request): Answer {
  const { requester } = request;
  const [number] = /(?<=::)\d{12}(?=:)/.exec(requester.id) ?? [];
  if (number === undefined) return answered(posture, policy, request);

  const as = (text: string) => text.replaceAll(number, THIS_ACCOUNT);
  const own = { ...request, requester: { ...requester, id: as(requester.id) } };
  if (isKnown(posture.account)) return answered(posture, policy, posture.account.value === number ? own : request);
  const [other, same] = [answered(posture, policy, request), answered(posture, everyString(policy, as), own)];
  if (other.outcome === same.outcome) return other;
  return {
    outcome: 'unknown',
    asked: other.asked,
    because: `nobody knows here whether ${number} is the bucket's own account, where it is ${same.outcome}, and elsewhere ${other.outcome}: `
      + 'give the stack an env with its account, or pass own-account or other-account as the requester',
  };
}

function answered(posture: BucketPosture, policy: Policy, request: Request): Answer {
  const decision = decide({ owner: THIS_ACCOUNT, resource: policy, identity: OWN_POLICIES }, request);
  const asked = `${request.action} on ${request.resource.slice('arn:aws:s3:::'.length)} by ${request.requester.id}`;
  const open = exposed(posture, policy, decision, request.requester);
  if (open !== undefined) return { outcome: 'unknown', asked, because: open };
  const { outcome, statement } = decision;
  const shown = shownStatement(policy, statement);
  return { outcome, asked, because: inWords(policy, decision, request), ...shown === undefined ? {} : { statement: shown } };
}

function inWords(policy: Policy, { outcome, step, because, statement }: Decision, request: Request): string {
  if (outcome === 'unknown') return `${because}: ${whyUnsure(policy, statement, request)}`;
  if (outcome === 'denied') return because;
  return step === 'identity policy'
    ? `no statement denies ${request.action}, so whoever has policies of their own that allow it is let in`
    : `${statement} allows ${request.action}, and no statement denies it`;
}

/** The requests that a question stands for: each exception that the policy makes has one that would slip through it. */
function* requests(posture: BucketPosture, policy: Policy, question: Question, wanted: Wanted): Generator<Request> {
  const { action, key, isSigned } = question;
  const asking = question.asking?.requesters ?? (wanted === 'allow' ? OWN_ACCOUNT : [...isSigned ? [] : [ANONYMOUS], ...signers(policy)]);
  const asked = [...everyRequest(policy, { actions: [action], requesters: [ANONYMOUS] })].map(({ resource }) => resource);
  const resources = key === undefined ? new Set(asked) : [`${THIS_BUCKET_ARN}/${key}`];
  for (const requester of asking) {
    const context = { ...wanted === 'allow' ? ordinary(policy, question, requester) : {}, ...ownAccount(posture, question.context) };
    for (const resource of resources) yield { action, resource, requester, context, otherKeys: 'unknown' };
  }
}

/** What a client sends that has been told nothing else: HTTPS, a fresh signature in a header, no optional header. */
function ordinary(policy: Policy, { context }: Question, requester: Requester): Record<string, ContextValue> {
  const isHttp = context['aws:SecureTransport'] === 'false';
  const isPresigned = context['s3:authType'] === 'REST-QUERY-STRING';
  const optional = policy.statements.flatMap(s => s.conditions).map(c => c.key).filter(key => OPTIONAL.test(key));
  const signature = requester.type === 'Anonymous'
    ? { 's3:signatureversion': null, 's3:signatureAge': null, 's3:authType': null }
    : { 's3:signatureversion': 'AWS4-HMAC-SHA256', 's3:authType': 'REST-HEADER', ...isPresigned ? {} : { 's3:signatureAge': '0' } };
  return {
    ...Object.fromEntries(optional.map(key => [key, null])),
    ...isHttp ? {} : { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3' },
    ...signature,
  };
}

/** Keys that S3 takes from headers and parameters which a request may leave out. */
const OPTIONAL = /^s3:(?:x-amz-(?!content-sha256)|object-lock-|requestobjecttag|prefix$|delimiter$|max-keys$|versionid$|if-)/;

function ownAccount({ account }: BucketPosture, context: Question['context']): Question['context'] {
  if (!isKnown(account) || !/^\d{12}$/.test(account.value)) return context;
  const own = (text: string) => text.replaceAll(account.value, THIS_ACCOUNT);
  return Object.fromEntries(Object.entries(context).map(([key, value]) => [key, typeof value === 'string' ? own(value) : value?.map(own) ?? null]));
}
