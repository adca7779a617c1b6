import { denied, letIn, weakens } from './detect-operations';
import type { RequestRow } from './detect-row';

const row = (id: string, what: string, severity: RequestRow['severity'], ...checks: readonly string[]): RequestRow => ({
  kind: 'request',
  id,
  what,
  severity,
  checks,
  thresholds: [],
  judge: (record) => {
    const change = weakens(record, id);
    if (change === 'none') return 'not-applicable';
    if (change === false) return 'clear';
    // What failed changed nothing: whoever was refused shows in `denied-burst`.
    if (denied(record) === true || letIn(record) === false) return 'not-applicable';
    return change === undefined || letIn(record) === undefined ? 'unknown' : 'found';
  },
});

const lifecycle = row('lifecycle-deletes', 'set a lifecycle that deletes objects too early', 'medium', 'audit-log-retention', 'noncurrent-versions-expire');

/** Changes that take protection away. Such a change may be right; somebody should know of it. */
export const CHANGE_ROWS: readonly RequestRow[] = [
  row('permissions-changed', 'changed or removed a policy or an ACL', 'low', 'bucket-policy-change-monitoring'),
  row('made-public', 'let everybody in by a policy or an ACL', 'high', 'no-public-grants', 'public-access-blocked'),
  row('public-access-block-removed', 'took away public access blocks', 'high', 'public-access-blocked', 'block-public-access-account'),
  row('encryption-weakened', 'took the default encryption back to keys that S3 owns', 'medium', 'encrypted-with-kms'),
  row('versioning-suspended', 'suspended versioning', 'high', 'versioning-enabled'),
  row('mfa-delete-disabled', 'disabled MFA delete', 'high', 'mfa-delete'),
  row('logging-disabled', 'turned access logs off', 'high', 'access-logging-enabled'),
  {
    ...lifecycle,
    thresholds: ['lifecycleDays'],
    judge: (record, settings) => {
      const judged = lifecycle.judge(record, settings);
      const days = record.changes?.find(({ what }) => what === lifecycle.id)?.days;
      return judged === 'found' && days !== undefined && days >= settings.lifecycleDays ? 'clear' : judged;
    },
  },
  row('replication-removed', 'removed the replication', 'medium', 'replicated'),
  row('acls-enabled', 'turned ACLs on again', 'medium', 'acls-disabled'),
  row('default-retention-removed', 'removed the default retention', 'high', 'default-retention'),
  row('retention-bypassed', 'bypassed a retention in GOVERNANCE mode', 'high', 'governance-bypass-restricted'),
  row('legal-hold-released', 'released legal holds', 'medium', 'legal-hold-possible'),
  row('website-enabled', 'turned on a static website', 'medium', 'website-hosting-off'),
  row('bucket-deleted', 'deleted a bucket', 'high', 'destructive-changes-need-mfa'),
];
