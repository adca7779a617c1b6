import { branch, byName, control, framework, manual, reading, verdict } from './fakes';
import { exceptionalReport, sampleReport } from './sample';
import { dangling } from './schemas/valid';
import { evaluate, KnownFindings, type Report, toOscal, toOscalComponents } from '../../src/evidence';
import { controlIds, uuidOf } from '../../src/evidence/oscal-ids';
import { FRAMEWORKS } from '../../src/frameworks';

const OPTIONS = { version: '1.2.3', at: '2026-11-25T12:00:00Z' };

interface Prop { readonly name: string; readonly value: string; readonly class?: string; readonly remarks?: string }
interface Observation {
  readonly 'uuid': string;
  readonly 'title': string;
  readonly 'props': readonly Prop[];
  readonly 'remarks'?: string;
  readonly 'types': readonly string[];
  readonly 'relevant-evidence'?: readonly { readonly href?: string; readonly description: string }[];
}
interface Risk {
  readonly title: string;
  readonly status: string;
  readonly deadline?: string;
  readonly statement: string;
  readonly props: readonly Prop[];
  readonly remediations?: readonly { readonly description: string }[];
}
interface Finding {
  readonly title: string;
  readonly target: { readonly 'target-id': string; readonly 'status': { readonly state: string; readonly reason: string; readonly remarks: string } };
}
interface Result {
  readonly 'observations': readonly Observation[];
  readonly 'risks'?: readonly Risk[];
  readonly 'findings': readonly Finding[];
  readonly 'remarks'?: string;
  readonly 'local-definitions': { readonly 'inventory-items': readonly { readonly description: string; readonly remarks?: string; readonly props: readonly Prop[] }[] };
}

/** The results of a document whose identifiers are each defined once, and whose references all lead somewhere. */
function resultsOf(...reports: readonly Report[]): readonly Result[] {
  const document = JSON.parse(toOscal(reports, OPTIONS)) as { 'assessment-results': { results: readonly Result[] } };
  expect(dangling(document)).toEqual([]);
  return document['assessment-results'].results;
}

const valueOf = (props: readonly Prop[], name: string) => props.find(p => p.name === name)?.value;

test('an observation for each control of each bucket, and for each attestation', () => {
  const report = sampleReport();
  const [{ observations }] = resultsOf(report);
  expect(observations.map(o => valueOf(o.props, 'outcome'))).toEqual([...report.buckets.flatMap(b => b.findings.map(f => f.outcome)), 'manual', 'manual']);
  expect(observations.find(o => o.title === 'http-refused: fail')!['relevant-evidence']!.map(e => [e.href, e.description]).slice(0, 2)).toEqual([
    ['app.yaml', expect.stringMatching(/^RecordsPolicy\/PolicyDocument\/Statement\/0 allows s3:GetObject over HTTP/)], ['shared.yaml', 'Key is disabled'],
  ]);
  expect(observations.find(o => o.title === 'key-rotates: unknown')!.remarks).toBe('Taken for granted: parameter Stage keeps its default "dev"');
});

test.each<[checks: Record<string, 'fail' | 'unknown' | 'pass' | 'not-applicable'>, attested: boolean, state: string, reason: string]>([
  [{ a: 'pass' }, false, 'satisfied', 'pass'],
  [{ a: 'pass', b: 'not-applicable' }, false, 'satisfied', 'pass'],
  [{ a: 'not-applicable' }, false, 'satisfied', 'other'],
  [{ a: 'pass', b: 'fail', c: 'unknown' }, true, 'not-satisfied', 'fail'],
  [{ a: 'pass', b: 'unknown' }, false, 'not-satisfied', 'other'],
  [{ a: 'pass' }, true, 'not-satisfied', 'other'],
  [{}, false, 'not-satisfied', 'other'],
])('%j, to attest: %p: %s, %s', (checks, attested, state, reason) => {
  const controls = Object.entries(checks).map(([id, outcome]) => ({ check: byName(id, { only: outcome }), tier: 'A' as const }));
  const rule = framework({ id: '1', title: 'One', checks: [...controls, ...attested ? [{ check: manual('m'), tier: 'A' as const }] : []] });
  const [{ findings }] = resultsOf(evaluate([reading('X')], rule));
  expect(findings[0].target.status).toMatchObject({ state, reason });
});

test('a waived control is not shown to hold, and its waiver is an approved deviation until its day', () => {
  const [{ findings, risks }] = resultsOf(exceptionalReport());
  expect(findings[0].target).toMatchObject({ 'target-id': 'demo_164.312_a_1', 'status': { state: 'not-satisfied', reason: 'other', remarks: expect.stringContaining('1 waived') } });
  const waived = risks!.find(r => r.title === 'http-refused is waived')!;
  expect(waived).toMatchObject({ status: 'deviation-approved', deadline: '2027-01-01T00:00:00Z' });
  expect(['waiver-owner', 'waiver-expires'].map(name => valueOf(waived.props, name))).toEqual(['Jane Roe <jane@example.com>', '2027-01-01']);
});

test('what fails is an open risk over all buckets, with the cure; what is unknown or to decide is looked into', () => {
  const [{ risks }] = resultsOf(sampleReport());
  expect(risks!.map(r => [r.title, r.status, r.remediations!.length])).toEqual(expect.arrayContaining([
    ['http-refused fails', 'open', 1], ['key-rotates is unknown', 'investigating', 1], ['object-lock-enabled is to be decided by hand', 'investigating', 1],
  ]));
  expect(risks!.find(r => r.title === 'key-rotates is unknown')!.statement).toContain('of 2 buckets');
});

test('what owners declare stands with the bucket', () => {
  const [{ 'local-definitions': { 'inventory-items': [item] } }] = resultsOf(exceptionalReport());
  expect(item.remarks).toMatch(/legal basis of retention[\s\S]*Exception for versionning-enabled, names no control/);
});

test('what the baseline file knows is marked, and what is gone is an observation of the past', () => {
  const rule = framework({ id: '1', title: 'One', checks: [{ check: byName('a', { bad: 'fail' }), tier: 'A' }] });
  const findings = ['app.yaml#Old', 'App/Deleted'].map(bucket => ({ bucket, control: 'a', outcome: 'fail' as const }));
  const known = new KnownFindings({ schema: 'cdk-s3-compliance/baseline/1', findings });
  const [{ observations, remarks }] = resultsOf(evaluate(['New', 'Old'].map(id => reading(id, { alternatives: [branch('bad')] })), rule, { known }));
  expect(observations.map(o => [valueOf(o.props, 'baseline'), o.types[0]])).toEqual([[undefined, 'finding'], ['known', 'finding'], ['gone', 'historic']]);
  expect(remarks).toBe('1 finding is known from the baseline file, 1 of its entries is not found any more');
});

test('the same moment gives the same bytes, and a bucket keeps its identifier at another', () => {
  const report = sampleReport();
  const at = (moment: string) => toOscal([report], { ...OPTIONS, at: moment });
  const ids = (text: string, key: 'inventory-items') => (JSON.parse(text) as { 'assessment-results': { results: Result[] } })['assessment-results'].results[0]['local-definitions'][key];
  expect(at(OPTIONS.at)).toBe(at(OPTIONS.at));
  expect(at('2026-11-26T12:00:00Z')).not.toBe(at(OPTIONS.at));
  expect(ids(at('2026-11-26T12:00:00Z'), 'inventory-items')).toEqual(ids(at(OPTIONS.at), 'inventory-items'));
});

test('buckets of one name are told apart', () => {
  const rule = framework({ id: '1', title: 'One', checks: [{ check: byName('a', { only: 'fail' }), tier: 'A' }] });
  const report = evaluate([reading('X'), reading('X')], rule);
  expect(resultsOf(report, { ...report, framework: { ...report.framework, id: 'other' } })).toHaveLength(2);
});

test.each(['2026-11-25', '2026-11-25T12:00:00', '2026-13-25T12:00:00Z', 'now', ''])('%p is no moment', at => {
  expect(() => toOscal([sampleReport()], { ...OPTIONS, at })).toThrow(/^'at' must be a moment with its zone such as 2026-11-25T12:00:00Z, got '/);
  expect(() => toOscalComponents(FRAMEWORKS, { ...OPTIONS, at })).toThrow(RangeError);
});

test('a document needs a report', () => expect(() => toOscal([], OPTIONS)).toThrow('\'reports\' is empty, and an OSCAL document needs a result; pass a report'));

test('a UUID is of version 5, as RFC 9562 has it', () => {
  expect(uuidOf('a')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set([uuidOf('a'), uuidOf('b'), uuidOf('a', 'b'), uuidOf('ab'), uuidOf('a', 1), uuidOf('a', '1')]).size).toBe(6);
});

test('requirements become tokens, each its own', () => {
  expect([...controlIds('f', ['164.312(a)(1)', 'Art. 5(1)(f)', 'spec L1', 'a b', 'a_b', 'a(b)'].map(id => ({ id }))).values()])
    .toEqual(['f_164.312_a_1', 'f_Art._5_1_f', 'f_spec_L1', 'f_a_b', 'f_a_b_2', 'f_a_b_3']);
  expect(controlIds('1', [{ id: 'x' }]).get('x')).toBe('_1_x');
});

test('the component definition says which checks support which requirement', () => {
  const text = toOscalComponents(FRAMEWORKS, OPTIONS);
  const document = JSON.parse(text) as { 'component-definition': { components: readonly [{ 'control-implementations': readonly { 'source': string; 'implemented-requirements': readonly { 'control-id': string; 'description': string; 'props': readonly Prop[] }[] }[] }] } };
  expect(dangling(document)).toEqual([]);
  expect(toOscalComponents(FRAMEWORKS, OPTIONS)).toBe(text);
  const implementations = document['component-definition'].components[0]['control-implementations'];
  expect(implementations.map(i => i['implemented-requirements'].length)).toEqual(FRAMEWORKS.map(f => f.requirements.length));
  const hipaa = implementations[FRAMEWORKS.findIndex(f => f.id === 'hipaa')];
  expect(hipaa.source).toMatch(/^https:\/\/www\.ecfr\.gov\//);
  const audit = hipaa['implemented-requirements'].find(r => r['control-id'] === 'hipaa_164.312_b')!;
  expect(audit.description).toMatch(/^Standard: Audit controls\. Supported by: access-logging-enabled, .* A person attests: /);
  expect(audit.props.filter(p => p.name === 'Rule_Id').map(p => [p.value, p.class])).toContainEqual(['access-logging-enabled', 'tier-A']);
});

test('what a template says holds no markup', () => {
  const check = control('a', ({ at }) => verdict('fail', { at, says: 'is <script> [x](http://y) *z* {{ insert: param, p }} C:\\' }));
  const [{ observations }] = resultsOf(evaluate([reading('Records', { at: 'only' })], framework({ id: '1', title: 'One', checks: [{ check, tier: 'A' }] })));
  expect(observations[0]['relevant-evidence']![0].description).toBe('the bucket is \\<script\\> \\[x\\](http://y) \\*z\\* \\{{ insert: param, p }} C:\\\\');
});
