import { branch, byName, control, exception, framework, manual, posture, reading, template, verdict } from './fakes';
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

const DECLARED = 'Resources/Records/Metadata/cdk-s3-compliance';
const at = (i: number): string => `${DECLARED}/exceptions/${i}`;

/** Declarations of each kind, and an exception for each thing that can become of one. */
export function exceptionalReport(): Report {
  const given = {
    retentionLegalBasis: 'Art. 17(3)(b) GDPR: accounts are kept for ten years (section 147 of the Fiscal Code)',
    allowedRegions: ['eu-central-1', 'eu-west-1'],
    multiRegionKeyAllowed: false,
    personalDataTag: 'personal-data',
  };
  const everywhere = [
    exception('http-refused', { at: at(0), reason: 'a device of 2009 speaks no TLS; it is in a network of its own and is replaced in spring', owner: 'Jane Roe <jane@example.com>' }),
    exception('object-lock-enabled', { at: at(1), owner: 'John Doe', reason: 'holds copies only' }),
    exception('key-rotates', { at: at(2), expires: '2026-01-31' }),
    exception('public-access-blocked', { at: at(3) }),
    exception('log-destination-valid', { at: at(4), owner: ' ' }),
    exception('sse-c-blocked', { at: at(5) }),
    exception('versionning-enabled', { at: at(6) }),
  ];
  const records = reading('Records', {
    line: 12,
    alternatives: [
      { when: ['IsProd is true'], posture: posture('prod', { ...given, exceptions: everywhere }) },
      {
        when: ['IsProd is false'],
        posture: posture('test', { ...given, personalDataTag: 'pii', unreadable: ['exceptions/8 is no map'], exceptions: everywhere }),
      },
      { when: ['IsProd is unclear'], posture: posture('test', { ...given, exceptions: [...everywhere, exception('versioning-enabled', { at: at(7) })] }) },
    ],
  });
  return evaluate([records], RULE, { templates: [template('app.yaml', AT, DECLARED, 'Resources/RecordsPolicy'), template('shared.yaml', 'Resources')], today: '2026-11-24' });
}
