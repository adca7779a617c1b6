import type { Control } from './control';
import { besideOwnAccount } from './own-account';
import { grantsNothing } from './questions';
import { othersThanRoles } from '../policy/outsiders';

/** A role gives temporary credentials, and its own account says who may take it. */
export const crossAccountRolesOnly: Control = {
  id: 'cross-account-roles-only',
  statement: 'The bucket policy lets other accounts in only through roles that it names',
  why: 'A user of another account has long-term keys that nobody here can revoke, and a whole account lets in whomever its administrators like.',
  fix: 'Name roles (`arn:aws:iam::ACCOUNT:role/NAME`) in each Allow for another account: no account, root, user, identity provider or `*`.',
  severity: 'medium',
  see: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/tutorial_cross-account-with-roles.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
  ],
  test: bucket => besideOwnAccount(bucket, own =>
    grantsNothing(bucket, 'to another account without naming a role', policy => ({ requesters: othersThanRoles(policy, own) }))),
};
