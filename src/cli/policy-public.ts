import type { Io } from './io';
import { parsedPolicy, readPolicy } from './policy-input';
import { linesText } from './policy-text';
import { jsonText } from './printed';
import { publicAccess, type PublicAccess, validate } from '../policy';

export interface FormatCommand {
  readonly format: 'text' | 'json';
}

/** Says whether a policy is public: 0 where it is not, 1 where it is or may be. */
export async function publicCommand(policy: string, { format }: FormatCommand, io: Io): Promise<number> {
  const answer = publicAccess(await parsedPolicy(policy, 'bucket policy', io));
  io.stdout.write(format === 'json' ? jsonText(answer) : textOf(answer));
  return answer.isPublic === 'no' && answer.reach.reached === 'no' ? 0 : 1;
}

const WORDS = { yes: 'public', no: 'not public', unknown: 'perhaps public' } as const;

function textOf({ isPublic, statements, reach, blockPublicPolicy, restrictPublicBuckets }: PublicAccess): string {
  return linesText([
    `${WORDS[isPublic]} in the sense of GetBucketPolicyStatus`,
    ...statements.map(({ statement, isPublic: own, because }) => [`  ${WORDS[own].padEnd(16)}`, `${statement}: ${because}`] as const),
    `people outside: ${{ yes: 'reached', no: 'not reached', unknown: 'perhaps reached' }[reach.reached]}: ${reach.because}`,
    `BlockPublicPolicy: ${{ refuses: 'refuses this policy', accepts: 'accepts this policy', unknown: 'nobody knows before deployment' }[blockPublicPolicy]}`,
    `RestrictPublicBuckets: ${restrictPublicBuckets}`,
  ]);
}

/** Looks a policy document through: 1 where AWS would refuse it. */
export async function validateCommand(policy: string, { format, kind }: FormatCommand & { readonly kind: 'bucket' | 'identity' }, io: Io): Promise<number> {
  const problems = validate((await readPolicy(policy, io)).document, { kind });
  const text = linesText(problems.map(({ severity, at, message }) => [severity.padEnd(9), `${at === '' ? '' : `${at}: `}${message}`] as const));
  io.stdout.write(format === 'json' ? jsonText(problems) : text || 'no problem was found\n');
  return problems.some(({ severity }) => severity === 'error') ? 1 : 0;
}
