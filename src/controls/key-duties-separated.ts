import type { Control } from './control';
import { holdsForKeyPolicy } from './key-policy';
import { all, fail, pass, unsure, type Verdict } from './verdict';
import { keyAccess } from '../policy/key-policy';
import { ask, type Asked, lookupOf, type Requester } from '../policy/request';
import { THIS_KEY } from '../policy/text';
import { NO, type Truth, YES } from '../policy/truth';
import { signers } from '../policy/witnesses';

const ADMINISTRATION = ['kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion', 'kms:DisableKey', 'kms:DeleteImportedKeyMaterial'];
const USE = ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:Encrypt', 'kms:ReEncryptFrom'];

/** AWS services are no people. An administrator can still rewrite the policy: a second step, which CloudTrail records. */
export const keyDutiesSeparated: Control = {
  id: 'key-duties-separated',
  statement: 'Nobody may both administer the KMS key and use it',
  why: 'One stolen or abused identity that has both duties can read the data and then destroy the key, or open the key to others.',
  fix: 'Name administrators and users of the key as different principals in its policy; where the policy lets the account in, deny use to the administrators '
    + 'and administration to everybody else.',
  severity: 'medium',
  see: [
    'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html',
    'https://docs.aws.amazon.com/prescriptive-guidance/latest/aws-kms-best-practices/access.html',
  ],
  test: bucket => holdsForKeyPolicy(bucket, 'AWS administers it, and nobody else can', (policy, at) => {
    const access = keyAccess(policy);
    return all(pass(at, 'nobody has both duties'), ...signers(policy).map(who => judge(access, who, at)));
  }),
};

function judge(access: (asked: Asked) => Truth, requester: Requester, at: string): Verdict {
  const lookup = lookupOf({ requester, otherKeys: 'hostile' });
  const found = (actions: readonly string[]) => actions
    .map((action): readonly [string, Truth] => [action, access(ask({ action, resource: THIS_KEY, requester }, lookup))])
    .reduce((most, one) => one[1] > most[1] ? one : most);
  const [[administers, first], [uses, second]] = [found(ADMINISTRATION), found(USE)];
  if (first === NO || second === NO) return pass(at, `${requester.id} has one duty at most`);
  const says = `${administers} and ${uses} by ${requester.id}`;
  return first === YES && second === YES ? fail(at, `${says} are both granted`)
    : unsure(at, `${says} may both be granted: the key policy leaves it to the IAM policies of the account, or cannot be read`);
}
