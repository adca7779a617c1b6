import { deadGrants } from './dead-grants';
import type { Target } from './target';
import { deploymentRoleArn } from '../constructs/deployment';
import { guard } from '../constructs/guard';
import { mustWork } from '../constructs/lockouts';
import { checkPolicySize } from '../constructs/policy-size';
import {
  accessLoggingEnabled, defaultRetention, encryptedWithCustomerKey, encryptedWithKms, erasurePossible, inventoryListed, keyDedicated, lifecycleLimits,
  objectLockEnabled, personalDataTagged, vpcOnly,
} from '../controls';

/** What a bucket that gets access logs is spared. */
const LOG_TARGET = [
  accessLoggingEnabled, defaultRetention, encryptedWithCustomerKey, encryptedWithKms, erasurePossible, inventoryListed, keyDedicated,
  lifecycleLimits, objectLockEnabled, personalDataTagged, vpcOnly,
];

/** Has the bucket judged at the end of synthesis, as the buckets of this library are; once, however many mixins ask. */
export function watch({ resource, owner, bucket, state, survey, document }: Target): void {
  if (state.guarded) return;
  state.guarded = true;
  checkPolicySize(bucket, document);
  guard(owner, state.frameworks, {
    resource,
    document,
    promised: () => [...state.promised],
    spared: survey.receivesLogs ? LOG_TARGET : [],
    get stated() {
      return state.options;
    },
    wrongWith: policy => deadGrants(policy, state.added),
    mustWork: () => mustWork({
      deploymentRoleArn: deploymentRoleArn(resource),
      network: state.options.network,
      exempt: [],
      mfaExemptRoles: state.options.mfaExemptRoles,
      lockAdministrators: [...state.options.lockAdministrators ?? [], ...state.erasureRole ? [state.erasureRole] : []],
      erasureRole: state.erasureRole,
    }),
  });
}
