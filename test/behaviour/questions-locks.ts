import { bypass, inDays, put, remove, removeVersion, THERE } from './asks';
import { type Ask, type Question, VERSION } from './question';

const compliance = { 'x-amz-object-lock-mode': 'COMPLIANCE', 'x-amz-object-lock-retain-until-date': inDays(1) };
const governance = { ...compliance, 'x-amz-object-lock-mode': 'GOVERNANCE' };
const hold = { 'x-amz-object-lock-legal-hold': 'ON' };
const beyond = 'Object Lock';

const retention = (days: number, headers = {}): Question['ask'] => (_, key): Ask => ({
  method: 'PUT', key, query: { retention: '', versionId: VERSION }, headers, body: `<Retention><Mode>GOVERNANCE</Mode><RetainUntilDate>${inDays(days)}</RetainUntilDate></Retention>`,
});
const liftHold: Question['ask'] = (_, key) => ({
  method: 'PUT', key, query: { 'legal-hold': '', 'versionId': VERSION }, body: '<LegalHold><Status>OFF</Status></LegalHold>',
});

/** Versions that Object Lock keeps. Its default retention in this bucket is governance for 2190 days. */
const locked: readonly Question[] = [
  ...([['default retention', THERE], ['governance', governance], ['compliance', compliance], ['a legal hold', hold]] as const).flatMap(([name, object]): Question[] => [
    { bucket: 'Records', name: `DELETE of a version under ${name}`, object, ask: removeVersion(), beyond, expected: 'deny' },
    { bucket: 'Records', name: `DELETE of a version under ${name}, with bypass`, object, ask: removeVersion(bypass), beyond, expected: 'deny' },
  ]),
  { bucket: 'Records', name: 'DELETE without a version', object: THERE, ask: remove, expected: 'allow' },
  { bucket: 'Records', name: 'DELETE of a locked version by stranger', object: THERE, ask: removeVersion(), by: 'stranger', expected: 'deny' },
  { bucket: 'Records', name: 'DELETE of a locked version by anonymous', object: THERE, ask: removeVersion(), by: 'anonymous', expected: 'deny' },
  { bucket: 'Records', name: 'PUT of a shorter retention', object: THERE, ask: retention(1), beyond, expected: 'deny' },
  { bucket: 'Records', name: 'PUT of a shorter retention, with bypass', object: THERE, ask: retention(1, bypass), beyond, expected: 'deny' },
  { bucket: 'Records', name: 'PUT with governance for 9 years', ask: put({ ...governance, 'x-amz-object-lock-retain-until-date': inDays(9 * 365) }), expected: 'allow' },
  { bucket: 'Records', name: 'PUT with compliance for 11 years', ask: put({ ...compliance, 'x-amz-object-lock-retain-until-date': inDays(11 * 365) }), expected: 'deny' },
  { bucket: 'Records', name: 'PUT with a legal hold', ask: put(hold), expected: 'allow' },
  { bucket: 'Records', name: 'PUT of the end of a legal hold', object: hold, ask: liftHold, expected: 'allow' },
  { bucket: 'Records', name: 'PUT of the end of a legal hold by clerk', object: hold, ask: liftHold, by: 'clerk', expected: 'deny' },
];

/** Versions that a policy keeps. */
const destructive: readonly Question[] = [
  { bucket: 'Uploads', name: 'DELETE without a version', object: THERE, ask: remove, expected: 'allow' },
  { bucket: 'Uploads', name: 'DELETE of a version', object: THERE, ask: removeVersion(), expected: 'deny' },
  { bucket: 'Uploads', name: 'DELETE of a version in a session without MFA', object: THERE, ask: removeVersion(), how: { mfa: 'false' }, expected: 'deny' },
  { bucket: 'Uploads', name: 'DELETE of a version with MFA', object: THERE, ask: removeVersion(), how: { mfa: 'true' }, expected: 'allow' },
  { bucket: 'Uploads', name: 'DELETE of a version by the deployment', object: THERE, ask: removeVersion(), by: 'deployer', about: 'aws:PrincipalArn', expected: 'allow' },
  { bucket: 'AccessLogs', name: 'DELETE of a version', object: THERE, ask: removeVersion(), expected: 'deny' },
  { bucket: 'AccessLogs', name: 'DELETE without a version', object: THERE, ask: remove, expected: 'allow' },
  { bucket: 'Settlements', name: 'DELETE of a version', object: THERE, ask: removeVersion(), expected: 'allow' },
  { bucket: 'Customers', name: 'DELETE of a version', object: THERE, ask: removeVersion(), expected: 'allow' },
];

export const lockQuestions: readonly Question[] = [...locked, ...destructive];
