import { branch, byName, control, framework, reading, template, verdict } from './fakes';
import { exceptionalReport, sampleReport } from './sample';
import { evaluate, KnownFindings, type Report, toSarif } from '../../src/evidence';
import { rulesOf } from '../../src/evidence/sarif-rules';
import { fileOf, isBelow, uriOf } from '../../src/evidence/sarif-uri';
import { HIPAA } from '../../src/frameworks';

interface Message { readonly text: string }
interface Physical {
  readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string; readonly description?: Message };
  readonly region?: { readonly startLine: number };
}
interface Place {
  readonly physicalLocation?: Physical;
  readonly logicalLocations: readonly { readonly name?: string; readonly fullyQualifiedName: string; readonly kind: string }[];
  readonly message?: Message;
}
interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly kind: string;
  readonly level: string;
  readonly message: Message;
  readonly locations?: readonly Place[];
  readonly relatedLocations?: readonly Place[];
  readonly baselineState?: string;
  readonly suppressions?: readonly { readonly kind: string; readonly status: string; readonly justification: string }[];
  readonly partialFingerprints?: Readonly<Record<string, string>>;
}
interface Rule {
  readonly id: string;
  readonly defaultConfiguration: { readonly level: string };
  readonly helpUri?: string;
  readonly help: { readonly text: string };
  readonly properties: { readonly 'tags': readonly string[]; readonly 'security-severity'?: string };
  readonly relationships: readonly { readonly target: { readonly id: string; readonly index: number } }[];
}
interface Run {
  readonly tool: { readonly driver: { readonly version: string; readonly rules: readonly Rule[] } };
  readonly automationDetails: { readonly id: string };
  readonly taxonomies: readonly { readonly taxa: readonly { readonly id: string }[] }[];
  readonly invocations: readonly { readonly toolConfigurationNotifications: readonly { readonly level: string; readonly message: Message }[] }[];
  readonly results: readonly Result[];
}

const log = (reports: readonly Report[], alertsOnly = false): readonly Run[] =>
  (JSON.parse(toSarif(reports, { version: '1.2.3', alertsOnly })) as { runs: readonly Run[] }).runs;
const resultsOf = (report: Report, alertsOnly = false) => log([report], alertsOnly)[0].results;

test('each outcome has its kind, and only failures a level', () => {
  const found = new Map([...resultsOf(sampleReport()), ...resultsOf(exceptionalReport())].map(r => [`${r.ruleId}/${r.kind}`, r.level]));
  expect(Object.fromEntries(found)).toEqual({
    'public-access-blocked/pass': 'none',
    'http-refused/fail': 'error',
    'http-refused/pass': 'none',
    'versioning-enabled/fail': 'error',
    'versioning-enabled/open': 'none',
    'key-rotates/open': 'none',
    'object-lock-enabled/review': 'none',
    'log-destination-valid/notApplicable': 'none',
    'business-associate-agreement/review': 'none',
    'vpc-endpoint/review': 'none',
    'object-lock-enabled/fail': 'error',
  });
});

test.each([['high', 'error', '8.0'], ['medium', 'warning', '5.5'], ['low', 'note', '3.0']] as const)('severity %s is level %s and score %s', (severity, level, score) => {
  const rule = framework({ id: '1', title: 'One', checks: [{ check: control('x', ({ at }) => verdict('fail', { at, says: 'is bad' }), { severity }), tier: 'A' }] });
  const [{ tool, results }] = log([evaluate([reading('Records')], rule)]);
  expect([results[0].level, tool.driver.rules[0].defaultConfiguration.level, tool.driver.rules[0].properties['security-severity']]).toEqual([level, level, score]);
});

test('a rule is a control with its help, and its requirements are taxa', () => {
  const [run, other] = log([evaluate([reading('Records', { alternatives: [] })], HIPAA), sampleReport()]);
  const rule = run.tool.driver.rules.find(r => r.id === 'http-refused')!;
  expect(rule.help.text).toContain('Fix: Set `enforceSSL: true`');
  expect(rule.helpUri).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  expect(rule.properties.tags).toContain('hipaa/164.312(e)(1)');
  expect(run.tool.driver.rules.map(r => r.properties.tags.length).filter(n => n > 20)).toEqual([]);
  for (const { target } of run.tool.driver.rules.flatMap(r => r.relationships)) expect(run.taxonomies[0].taxa[target.index].id).toBe(target.id);
  for (const { ruleId, ruleIndex } of run.results) expect(run.tool.driver.rules[ruleIndex].id).toBe(ruleId);
  expect([run.automationDetails.id, other.automationDetails.id]).toEqual(['cdk-s3-compliance/hipaa/', 'cdk-s3-compliance/demo/']);
});

test('a waived failure is suppressed, and then every result says whether it is', () => {
  const results = resultsOf(exceptionalReport());
  const waived = results.find(r => r.ruleId === 'http-refused')!;
  expect(waived.suppressions).toMatchObject([{ kind: 'external', status: 'accepted', justification: expect.stringMatching(/^Jane Roe .*expires 2027-01-01.*TLS/) }]);
  expect(results.filter(r => r.suppressions === undefined)).toEqual([]);
  expect(resultsOf(sampleReport()).filter(r => r.suppressions)).toEqual([]);
});

test('exceptions that waive nothing are notifications', () => {
  const [{ invocations: [{ toolConfigurationNotifications: told }] }] = log([exceptionalReport()]);
  expect(told.map(n => `${n.level}: ${n.message.text}`)).toEqual(expect.arrayContaining([
    expect.stringMatching(/^warning: Exception for key-rotates, expired: /),
    expect.stringMatching(/^warning: Exception for versionning-enabled, names no control: /),
    expect.stringMatching(/^note: Exception for sse-c-blocked, not asked: /),
    expect.stringMatching(/^note: Declared by the owner, not verified: legal basis of retention/),
  ]));
});

const baselined = (): Report => {
  const rule = framework({ id: '1', title: 'One', checks: [{ check: byName('versioning-enabled', { bad: 'fail', good: 'pass' }), tier: 'A' }] });
  const entry = (bucket: string) => ({ bucket, control: 'versioning-enabled', outcome: 'fail' as const });
  const known = new KnownFindings({ schema: 'cdk-s3-compliance/baseline/1', findings: [entry('app.yaml#Old'), entry('app.yaml#Mended'), entry('App/Deleted')] });
  const bucket = (id: string, name: string) => reading(id, { line: 7, alternatives: [branch(name)] });
  return evaluate([bucket('Mended', 'good'), bucket('New', 'bad'), bucket('Old', 'bad')], rule, { known });
};

test('the baseline file says what is unchanged, new and absent', () => {
  expect(resultsOf(baselined()).map(r => [r.baselineState, r.kind, r.locations![0].logicalLocations[0].fullyQualifiedName])).toEqual([
    ['new', 'pass', 'app.yaml#Mended'], ['new', 'fail', 'app.yaml#New'], ['unchanged', 'fail', 'app.yaml#Old'],
    ['absent', 'fail', 'app.yaml#Mended'], ['absent', 'fail', 'App/Deleted'],
  ]);
  expect(resultsOf(sampleReport()).filter(r => r.baselineState)).toEqual([]);
});

test('alerts are what fails or is unknown and is there, each at a place', () => {
  const results = [sampleReport(), exceptionalReport(), baselined()].flatMap(report => resultsOf(report, true));
  expect(results.filter(r => !['fail', 'open'].includes(r.kind) || r.suppressions || r.baselineState === 'absent' || !r.locations?.[0].physicalLocation)).toEqual([]);
  expect(results.length).toBeGreaterThan(5);
});

test('a result stands where its first reason is, and the others are related', () => {
  const { locations, relatedLocations, message } = resultsOf(sampleReport()).find(r => r.ruleId === 'http-refused' && r.kind === 'fail')!;
  expect(locations![0]).toMatchObject({
    physicalLocation: { artifactLocation: { uri: 'app.yaml', uriBaseId: '%SRCROOT%' }, region: { startLine: 'Resources/RecordsPolicy'.length } },
    logicalLocations: [
      { name: 'Records', fullyQualifiedName: 'App/Records/Resource', kind: 'resource' },
      { fullyQualifiedName: expect.stringMatching(/^Resources\/RecordsPolicy\//), kind: 'property' },
    ],
  });
  expect(relatedLocations!.map(l => l.physicalLocation!.artifactLocation.uri)).toEqual(['shared.yaml', 'app.yaml', 'app.yaml', 'app.yaml', 'app.yaml']);
  expect(message.text).toContain('lets d through');
});

test('a finding keeps its fingerprint where lines move, and no two share one', () => {
  const at = (lines: number) => {
    const bucket = reading('Records', { line: lines, alternatives: [branch('bad')] });
    const rule = framework({ id: '1', title: 'One', checks: ['a', 'b'].map(id => ({ check: byName(id, { bad: 'fail' }), tier: 'A' as const })) });
    return resultsOf(evaluate([bucket], rule, { templates: [template('app.yaml', 'x'.repeat(lines))] })).map(r => Object.values(r.partialFingerprints!)[0]);
  };
  expect(at(3)).toEqual(at(90));
  expect(new Set(at(3)).size).toBe(2);
});

test.each<[name: string, uri: string, below: boolean]>([
  ['cdk.out/App.template.json', 'cdk.out/App.template.json', true],
  ['./a/b.yaml', 'a/b.yaml', true],
  ['../a.yaml', '../a.yaml', false],
  ['/srv/a b/c%.json', 'file:///srv/a%20b/c%25.json', false],
  ['C:\\repo\\a.json', 'file:///C:/repo/a.json', false],
  ['\\\\host\\share\\a.json', 'file://host/share/a.json', false],
  ['cdk.out\\App.json', 'cdk.out/App.json', true],
  ['a:b#c?d.json', 'a%3Ab%23c%3Fd.json', true],
  ['bücket.yaml', 'b%C3%BCcket.yaml', true],
  ['\ud800.yaml', '%EF%BF%BD.yaml', true],
  ['S3@Edge__x.json', 'S3%40Edge__x.json', true],
])('%s is %s', (name, uri, below) => expect([uriOf(name), isBelow(uriOf(name))]).toEqual([uri, below]));

test.each([
  ['outer.yaml (StackSet)', 'outer.yaml'], ['stdin (One)', 'stdin'], ['stdin', 'stdin'],
  ['copy (1).yaml', 'copy (1).yaml'], ['a (b)', 'a (b)'],
])('%s stands in %s', (name, file) => expect(fileOf(name)).toBe(file));

test('standard input is said to be that', () => {
  const rule = framework({ id: '1', title: 'One', checks: [{ check: byName('a', { only: 'fail' }), tier: 'A' }] });
  const [{ locations }] = resultsOf(evaluate([reading('Records', { template: 'stdin' })], rule));
  expect(locations![0].physicalLocation).toEqual({ artifactLocation: { uri: 'stdin', description: { text: 'standard input' } } });
});

test('what a template says is neither a link nor a placeholder', () => {
  const check = control('a', ({ at }) => verdict('fail', { at, says: 'is {0} [here](http://evil)' }));
  const [{ message }] = resultsOf(evaluate([reading('Records')], framework({ id: '1', title: 'One', checks: [{ check, tier: 'A' }] })));
  expect(message.text).toContain('is {{0}} [here] (http://evil)');
});

test('no bucket, no result; no report, no run', () => {
  expect(log([evaluate([], framework())])[0].results).toEqual([]);
  expect(log([])).toEqual([]);
  expect(rulesOf(evaluate([], framework()))).toEqual([]);
});
