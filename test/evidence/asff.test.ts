import * as fc from 'fast-check';
import { character } from '../characters';
import { byName, control, exception, framework, manual, posture, reading, verdict } from './fakes';
import { ASFF, asffFindings, type AsffFinding, asffGone, evaluate, type Report, toAsff } from '../../src/evidence';
import { PCI_DSS_4_0_1 } from '../../src/frameworks';
import type { Framework } from '../../src/frameworks/framework';
import type { Exception } from '../../src/posture/declarations';

const AT = 'Buckets/records';
const ACCOUNT = '111122223333';
const OPTIONS = { region: 'eu-central-1', at: '2026-11-26T03:00:00Z' };
const KEPT = byName('kept', { records: 'pass' });
const DENIED = 'AccessDenied: not allowed to call s3:GetBucketVersioning';
const OPEN = { at: `${AT}/GetBucketPolicy/Statement/0`, says: 'allows s3:GetObject to everybody' };
const RULE = framework(
  {
    id: '3.5.1',
    title: 'Unreadable',
    checks: [
      { check: KEPT, tier: 'A' },
      { check: control('tight', () => verdict('fail', OPEN)), tier: 'A' },
      {
        check: control('turned', () => verdict('unknown', { at: `${AT}/GetBucketVersioning`, says: DENIED }), {
          severity: 'medium',
        }),
        tier: 'A',
      },
      { check: byName('locked', { records: 'fail' }), tier: 'A', onlyIf: 'for regulated data' },
      { check: byName('sent', { records: 'not-applicable' }), tier: 'A' },
    ],
  },
  { id: 'no published mapping', title: 'Beside', checks: [{ check: KEPT, tier: 'none' }, { check: manual('agreed'), tier: 'none' }] },
);

function live(name: string, rule: Framework = RULE, exceptions: readonly Exception[] = []): Report {
  const bucket = reading(name, {
    template: `aws://${ACCOUNT}`, at: `Buckets/${name}`, alternatives: [{ when: [], posture: posture('records', { exceptions }) }],
  });
  return evaluate([bucket], rule, { today: '2026-11-26' });
}

const of = (check: string, findings: readonly AsffFinding[]) => findings.filter(f => f.Compliance.SecurityControlId === check);

describe('a finding for each bucket and check', () => {
  const findings = asffFindings(live('records'), { ...OPTIONS, regions: new Map([['records', 'eu-west-1']]) });

  test.each([
    ['kept', 'PASSED', 'INFORMATIONAL', 'ACTIVE', undefined],
    ['tight', 'FAILED', 'HIGH', 'ACTIVE', 'CHECK_FAILED'],
    ['turned', 'WARNING', 'MEDIUM', 'ACTIVE', 'CHECK_UNKNOWN'],
    ['locked', 'NOT_AVAILABLE', 'INFORMATIONAL', 'ACTIVE', 'DECIDE_BY_HAND'],
    ['sent', 'NOT_AVAILABLE', 'INFORMATIONAL', 'ARCHIVED', 'NOT_APPLICABLE'],
  ])('%s is %s, %s, %s', (check, status, label, state, code) => {
    const seen = of(check, findings).map(({ Compliance, FindingProviderFields, RecordState, Workflow }) =>
      [Compliance.Status, FindingProviderFields.Severity.Label, RecordState, Compliance.StatusReasons?.[0].ReasonCode, Workflow]);
    expect(seen).toEqual([[status, label, state, code, undefined]]);
  });

  test('whole', () => {
    expect(findings.length).toBe(5);
    expect(of('tight', findings)).toEqual([{
      SchemaVersion: '2018-10-08',
      Id: 'cdk-s3-compliance/demo/tight/arn:aws:s3:::records',
      ProductArn: 'arn:aws:securityhub:eu-central-1:111122223333:product/111122223333/default',
      ProductName: 'cdk-s3-compliance',
      GeneratorId: 'cdk-s3-compliance/demo/tight',
      AwsAccountId: ACCOUNT,
      CreatedAt: '2026-11-26T03:00:00.000Z',
      UpdatedAt: '2026-11-26T03:00:00.000Z',
      LastObservedAt: '2026-11-26T03:00:00.000Z',
      Title: 'The bucket has tight.',
      Description: 'GetBucketPolicy/Statement/0 allows s3:GetObject to everybody. Expected: The bucket has tight. Without tight data gets lost.',
      Remediation: { Recommendation: { Text: 'Set `tight: true`.' } },
      FindingProviderFields: {
        Severity: { Label: 'HIGH', Original: 'high' },
        Types: ['Software and Configuration Checks/Industry and Regulatory Standards/Demo Rule'],
      },
      ProductFields: {
        'cdk-s3-compliance/framework': 'demo',
        'cdk-s3-compliance/edition': '2026 edition',
        'cdk-s3-compliance/source': 'https://example.com/rule',
        'cdk-s3-compliance/check': 'tight',
        'cdk-s3-compliance/outcome': 'fail',
      },
      Resources: [{ Type: 'AwsS3Bucket', Id: 'arn:aws:s3:::records', Partition: 'aws', Region: 'eu-west-1' }],
      Compliance: {
        Status: 'FAILED',
        SecurityControlId: 'tight',
        RelatedRequirements: ['Demo Rule/3.5.1'],
        StatusReasons: [{ ReasonCode: 'CHECK_FAILED', Description: 'GetBucketPolicy/Statement/0 allows s3:GetObject to everybody' }],
      },
      RecordState: 'ACTIVE',
    }]);
  });

  test('the reasons of what is unknown say what permission is missing', () => {
    expect(of('turned', findings)[0].Compliance.StatusReasons).toEqual([
      { ReasonCode: 'CHECK_UNKNOWN', Description: 'GetBucketVersioning: AccessDenied: not allowed to call s3:GetBucketVersioning' },
    ]);
  });

  test('a later run has the same ids', () => {
    const later = asffFindings(live('records'), { ...OPTIONS, at: '2026-11-27T03:00:00Z' });
    expect(later.map(f => f.Id)).toEqual(findings.map(f => f.Id));
    expect(new Set(findings.map(f => f.Id)).size).toBe(5);
  });
});

test('what is waived is suppressed as a finding of its own, and the end of the exception shows', () => {
  const waived = of('tight', asffFindings(live('records', RULE, [exception('tight')]), OPTIONS));
  expect(waived.map(f => [f.Id, f.Workflow?.Status, f.RecordState])).toEqual([
    ['cdk-s3-compliance/demo/tight/arn:aws:s3:::records', undefined, 'ARCHIVED'],
    ['cdk-s3-compliance/demo/tight/arn:aws:s3:::records/waived/2027-01-01', 'SUPPRESSED', 'ACTIVE'],
  ]);
  expect(waived[1].ProductFields).toMatchObject({ 'cdk-s3-compliance/waiver-owner': 'Jane Roe', 'cdk-s3-compliance/waiver-reason': 'rebuilt every night' });
  const expired = of('tight', asffFindings(live('records', RULE, [exception('tight', { expires: '2026-11-26' })]), OPTIONS));
  expect(expired.map(f => [f.Id, f.Workflow, f.RecordState])).toEqual([['cdk-s3-compliance/demo/tight/arn:aws:s3:::records', undefined, 'ACTIVE']]);
});

test('requirements carry the edition, and what no source maps is none', () => {
  const report = evaluate([reading('r', { template: `aws://${ACCOUNT}`, at: 'Buckets/r', alternatives: [] })], PCI_DSS_4_0_1);
  const findings = asffFindings(report, OPTIONS);
  expect(of('key-rotates', findings)[0].Compliance.RelatedRequirements).toEqual(['PCI DSS v4.0.1/3.7.4']);
  expect(of('versioning-enabled', findings)[0].Compliance.RelatedRequirements).toBeUndefined();
  expect(findings.every(f => f.Compliance.Status === 'WARNING' || f.Compliance.Status === 'NOT_AVAILABLE')).toBe(true);
});

test('all findings on a bucket that is gone are archived, under the ids that it had', () => {
  const gone = asffGone(RULE, ACCOUNT, 'records', OPTIONS);
  expect(gone.map(f => f.Id)).toEqual(asffFindings(live('records'), OPTIONS).map(f => f.Id));
  expect(gone.every(f => f.RecordState === 'ARCHIVED' && f.Compliance.Status === 'NOT_AVAILABLE')).toBe(true);
  for (const finding of gone) expect(refusals(finding)).toEqual([]);
});

test.each([
  ['a bucket of a template', evaluate([reading('Records')], RULE), OPTIONS, 'the bucket Records of app.yaml is none that runs, and Security Hub takes findings on nothing else; pass a report of live buckets'],
  ['a name that is none', live('a/../b'), OPTIONS, "the bucket 'a/../b' cannot stand in the id of a finding; pass a report that was not changed"],
  ['no date', live('records'), { ...OPTIONS, at: 'today\u001b[2J' }, "'at' is no date that can be read, got 'today'; pass one as ISO 8601"],
  ['no Region', live('records'), { ...OPTIONS, region: 'eu:central' }, "the region 'eu:central' cannot stand in the id of a finding; pass a report that was not changed"],
])('%s is refused', (_, report, options, message) => {
  expect(() => asffFindings(report, options)).toThrow(new RangeError(message));
});

/** What the references say of each member, written down once more, and by hand. `.*\S.*`: text is one line and not blank. */
function refusals(f: AsffFinding): string[] {
  const found: string[] = [];
  const text = (name: string, value: string | undefined, most: number) => {
    if (value === undefined) return;
    // eslint-disable-next-line no-control-regex
    if (!/\S/.test(value) || value.length > most || /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]|\p{Cs}/u.test(value)) found.push(`${name}: ${value.length} characters`);
  };
  text('Id', f.Id, 512);
  text('GeneratorId', f.GeneratorId, 512);
  text('ProductArn', f.ProductArn, 2048);
  text('Title', f.Title, 256);
  text('Description', f.Description, 1024);
  text('Text', f.Remediation?.Recommendation.Text, 512);
  text('Original', f.FindingProviderFields.Severity.Original, 64);
  text('Type', f.FindingProviderFields.Types[0], 256);
  if (f.FindingProviderFields.Types[0].split('/').length !== 3) found.push('Types are namespace/category/classifier');
  const { RelatedRequirements = ['-'], StatusReasons = [{ ReasonCode: '-', Description: '-' }], SecurityControlId } = f.Compliance;
  text('SecurityControlId', SecurityControlId, 64);
  if (RelatedRequirements.length < 1 || RelatedRequirements.length > 32) found.push('RelatedRequirements');
  RelatedRequirements.forEach(r => text('RelatedRequirement', r, 64));
  if (StatusReasons.length < 1 || StatusReasons.length > 20) found.push('StatusReasons');
  StatusReasons.forEach(r => text('Description of a reason', r.Description, 512));
  if (!StatusReasons.every(r => /^[A-Z_]+$|^-$/.test(r.ReasonCode))) found.push('ReasonCode');
  if (Object.keys(f.ProductFields).length > 50) found.push('ProductFields');
  for (const [name, value] of Object.entries(f.ProductFields)) {
    text(`name ${name}`, name, 128);
    text(name, value, 2048);
    if (name.startsWith('aws/')) found.push(`${name} is AWS's own`);
  }
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(f.UpdatedAt)) found.push('UpdatedAt');
  if (f.Resources.length !== 1 || !/^arn:aws:s3:::[\w.-]+$/.test(f.Resources[0].Id)) found.push('Resources');
  if (Buffer.byteLength(JSON.stringify(f)) > 240_000) found.push('larger than 240 KB');
  return found;
}

/** Text that steers terminals, breaks lines or pairs of surrogates, or is long, blank or none of these. */
const hostile = fc.oneof(
  fc.string({ unit: character, maxLength: 60 }),
  fc.constantFrom('', ' \n\t ', '\u202e\u2066', '\ud800', '😀'.repeat(3000), '\u001b]0;x\u0007', '{"a":[', '__proto__', '<img src=x onerror=alert(1)>', '=cmd|a!b'),
);

test('hostile text never makes a finding that is refused, nor loses how many reasons there were', () => {
  const requirement = fc.record({ id: hostile, title: hostile });
  const many = { minLength: 1, maxLength: 40, size: 'max' as const };
  fc.assert(fc.property(hostile, fc.array(hostile, many), fc.array(requirement, many), hostile, hostile,
    (title, says, requirements, text, owner) => {
      const test = () => verdict('fail', ...says.map(word => ({ at: `${AT}/${word}`, says: word })));
      const check = control('tight', test, { statement: text, why: text, fix: text });
      const rule = { ...framework(...requirements.map(r => ({ ...r, checks: [{ check, tier: 'A' as const }] }))), title };
      const report = live('records', rule, [exception('tight', { owner: `${owner}x`, reason: `${owner}x` })]);
      for (const exceptions of [report, live('records', rule)]) {
        for (const finding of asffFindings(exceptions, OPTIONS)) {
          expect(refusals(finding)).toEqual([]);
          const reasons = finding.Compliance.StatusReasons!;
          const last = reasons[reasons.length - 1];
          if (report.buckets[0].findings[0].because.length > 20) expect(last.Description).toMatch(/^and \d+ more reasons, which the report has$/);
        }
      }
      expect(JSON.parse(toAsff([report], OPTIONS))).toEqual(asffFindings(report, OPTIONS));
    }), { numRuns: 60 });
});

test('the limits are those of the references', () => {
  expect(ASFF).toMatchObject({ title: 256, description: 1024, requirements: 32, finding: 240_000, batch: 100, batchBytes: 6_000_000 });
});
