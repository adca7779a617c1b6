import { branch, byName, control, framework, manual, reading, template, verdict } from './fakes';
import { evaluate, type Report } from '../../src/evidence';

const AT = 'Resources/Records/Properties';

/** One finding of each kind, in two buckets. */
const RULE = framework(
  {
    id: '164.312(a)(1)',
    title: 'Access control',
    checks: [
      { check: control('public-access-blocked', () => verdict('pass', { at: `${AT}/PublicAccessBlockConfiguration`, says: 'is true' })), tier: 'A' },
      {
        check: control('http-refused', ({ at }) => at === 'logs' ? verdict('pass', { at: AT, says: 'holds' }) : verdict('fail',
          { at: 'Resources/RecordsPolicy/Properties/PolicyDocument/Statement/0', says: 'allows s3:GetObject over HTTP for every principal of the organization, except where aws:PrincipalTag/team is "audit" or absent' },
          { at: 'shared.yaml#Resources/Key', says: 'is disabled' },
          ...['a', 'b', 'c', 'd'].map(action => ({ at: AT, says: `lets ${action} through` })))),
        tier: 'A',
      },
    ],
  },
  {
    id: '164.312(c)(1)',
    title: 'Integrity | availability',
    priority: 'P1',
    checks: [
      { check: byName('versioning-enabled', { prod: 'pass', test: 'fail', logs: 'fail' }), tier: 'B' },
      {
        check: control('key-rotates', () => ({
          ...verdict('unknown', { at: `${AT}/BucketEncryption`, says: 'decided at deploy time by {"Ref":"Key"}' }),
          assuming: ['parameter Stage keeps its default "dev"'],
        }), { severity: 'medium' }),
        tier: 'spec',
      },
      { check: control('object-lock-enabled', () => verdict('fail', { at: `${AT}/ObjectLockEnabled`, says: 'is false, expected true' })), tier: 'C', onlyIf: 'for regulated data' },
      { check: control('log-destination-valid', () => verdict('not-applicable', { at: AT, says: 'is not set' }), { severity: 'low' }), tier: 'none' },
    ],
  },
  {
    id: '164.314(a)',
    title: 'Agreements',
    checks: [{ check: manual('business-associate-agreement'), tier: 'A' }, { check: manual('vpc-endpoint'), tier: 'spec', onlyIf: 'for internal workloads' }],
  },
);

export function sampleReport(): Report {
  const records = reading('Records', {
    line: 12,
    constructPath: 'App/Records/Resource',
    alternatives: [branch('prod', 'IsProd is true'), branch('test', 'IsProd is false')],
  });
  const logs = reading('AccessLogs', { alternatives: [branch('logs')] });
  return evaluate([records, logs], RULE, { templates: [template('app.yaml', AT, 'Resources/RecordsPolicy'), template('shared.yaml', 'Resources')] });
}
