import { control, framework, manual, reading, verdict } from './fakes';
import { evaluate, type Report } from '../../src/evidence';

export const ACCOUNT = 'aws://123456789012';
const RULE = framework({
  id: 'R 1',
  title: 'Access',
  checks: [
    {
      check: control('versioning-enabled', ({ at }) => verdict('fail', { at: `Buckets/${at}/GetBucketVersioning/Status`, says: 'is "Suspended", expected "Enabled"' })),
      tier: 'A',
    },
    {
      check: control('key-rotates', () => verdict('unknown', {
        at: 'Keys/arn:aws:kms:eu-central-1:123456789012:key/1/GetKeyRotationStatus', says: 'AccessDenied: not allowed to call kms:GetKeyRotationStatus',
      })),
      tier: 'A',
    },
    { check: manual('account-public-access-blocked'), tier: 'A' },
    { check: manual('incident-plan'), tier: 'A' },
  ],
});

const AT = 'Accounts/123456789012/GetAccountPublicAccessBlock';
/** Something that was seen of the account. */
export const seen = (says: string, at = AT) => ({ check: 'account-public-access-blocked', at, says });

/** Two buckets that run, and what was seen of their account. */
export const live = (observations = [seen('blocks public access in all four ways'), seen('is not what anybody asked for')]): Report => evaluate(
  ['records', 'logs'].map(name => reading(name, { template: ACCOUNT, at: `Buckets/${name}`, alternatives: [{ when: [], posture: { at: name, declared: { at: name, value: { exceptions: [], unreadable: [] } } } as never }] })),
  RULE, { observations: [...observations, { check: 'no-such-check', at: AT, says: 'is of no framework' }] });
