import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ACKNOWLEDGED } from './acknowledged';
import { answersOf, readAnswers } from './answers';
import { distinct, type Finding, JUDGES, templateOf, type Verdict } from './finding';
import { type Acknowledgement, acknowledges, blind, CANARY_RULES, left, stale } from './matching';
import { table } from './table';

const finding = (rule: string, at: string, more: Partial<Finding> = {}): Finding => ({ judge: 'checkov', rule, at, says: 'it is bad', ...more });
const answer = (rules: readonly string[], at: readonly string[]): Acknowledgement => ({ judge: 'checkov', rules, at, reason: 'because' });

describe('what is acknowledged', () => {
  const rows = ACKNOWLEDGED.map(one => [`${one.judge} ${one.rules.join(', ')} ${one.at.join(', ')}`, one] as const);

  test.each(rows)('%s: has a reason, and a place in an example', (_, one) => {
    expect(one.reason.length).toBeGreaterThan(80);
    expect(one.reason).toMatch(/^[A-Z].*\.$/);
    expect(one.reason).not.toMatch(/false positive/i);
    expect(Math.min(one.rules.length, one.at.length)).toBeGreaterThan(0);
    const examples = readdirSync(join(__dirname, '../../examples'));
    const known = (place: string) => place === '*/*/*' || (examples.includes(place.split('/')[0]) && place.split('/').length === 3);
    expect(one.at.filter(place => !known(place))).toEqual([]);
  });

  test('nothing twice', () => {
    const all = ACKNOWLEDGED.flatMap(({ judge, rules, at }) => rules.flatMap(rule => at.map(place => `${judge} ${rule} ${place}`)));
    expect(all.filter((one, i) => all.indexOf(one) !== i)).toEqual([]);
  });

  test('the careless bucket is found by both judges of configuration', () => {
    expect(ACKNOWLEDGED.filter(({ at }) => at.some(place => place.includes('Careless'))).map(({ judge }) => judge)).toEqual(['checkov', 'cdk-nag']);
  });

  test('in the code, each with a reason', () => {
    expect(readAnswers().length).toBeGreaterThan(20);
    expect(readAnswers().filter(({ reason, rules, examples }) => reason.length < 40 || rules.length * examples.length === 0)).toEqual([]);
  });
});

describe('a finding and an acknowledgement', () => {
  test.each<[string, Acknowledgement, boolean]>([
    ['the same', answer(['R1'], ['a/b/C12']), true],
    ['a star in the logical id', answer(['R1'], ['a/b/C*']), true],
    ['a star for the stack', answer(['R1'], ['a/*/C12']), true],
    ['a star is no slash', answer(['R1'], ['a/*12']), false],
    ['another resource', answer(['R1'], ['a/b/D*']), false],
    ['the whole logical id', answer(['R1'], ['a/b/C1']), false],
    ['another rule', answer(['R11'], ['a/b/C12']), false],
    ['a rule that begins alike', answer(['R'], ['a/b/C12']), false],
    ['one of several', answer(['R0', 'R1'], ['x/y/z', 'a/b/C12']), true],
    ['another judge', { ...answer(['R1'], ['a/b/C12']), judge: 'cfn-lint' }, false],
  ])('%s', (_, one, expected) => {
    expect(acknowledges(one, finding('R1', 'a/b/C12'))).toBe(expected);
  });

  test('brackets and points of a rule are themselves', () => {
    const rule = 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/Basic]';
    expect(acknowledges(answer(['AwsSolutions-IAM4[Policy::*]'], ['a/b/c']), finding(rule, 'a/b/c'))).toBe(true);
    expect(acknowledges(answer(['HIPAA.Security-*'], ['a/b/c']), finding('HIPAAxSecurity-S3', 'a/b/c'))).toBe(false);
  });

  test('left is what neither the code nor the file answers', () => {
    const findings = [finding('R1', 'a/b/c'), finding('R2', 'a/b/c'), finding('R3', 'a/b/c', { answer: 'so it is' })];
    expect(left(findings, [answer(['R1'], ['a/b/c'])]).map(({ rule }) => rule)).toEqual(['R2']);
  });

  test('stale is a rule, or a place, that nothing has any more', () => {
    const findings = [finding('R1', 'a/b/c'), finding('R2', 'a/b/d', { answer: 'so it is' })];
    expect(stale(findings, [answer(['R1'], ['a/b/*'])])).toEqual([]);
    const unused = stale(findings, [answer(['R1', 'R9'], ['a/b/c', 'a/b/x'])]);
    expect(unused.map(text => /for ([^ ,]+)/.exec(text)![1])).toEqual(['R9', 'a/b/x']);
    expect(stale(findings, [answer(['R2'], ['a/b/d'])])).toHaveLength(2);
  });

  test('one rule at one resource is one finding', () => {
    expect(distinct([finding('R1', 'a/b/c'), finding('R1', 'a/b/c', { says: 'twice' }), finding('R1', 'a/b/d'), finding('R1', 'a/b/c', { judge: 'cfn-lint' })])).toHaveLength(3);
  });

  test('reasons of the code, by reason and without the names of the packs', () => {
    const nag = (rule: string, at: string, reason: string) => finding(rule, at, { judge: 'cdk-nag', answer: reason });
    expect(answersOf([
      nag('PCI.DSS.321-S3', 'b/s/x', 'one'), nag('NIST.800.53.R5-S3', 'a/s/x', 'one'), nag('AwsSolutions-IAM5[Resource::*]', 'a/s/y', 'another'), finding('R1', 'a/s/z'),
    ])).toEqual([
      { reason: 'another', rules: ['AwsSolutions-IAM5'], examples: ['a'] },
      { reason: 'one', rules: ['S3'], examples: ['a', 'b'] },
    ]);
  });
});

describe.each(JUDGES)('%s', (judge) => {
  const canary = CANARY_RULES[judge].map(rule => finding(rule, 'canary/canary/Canary', { judge }));
  const verdict: Verdict = { judge, looked: ['a/b', 'canary/canary'], findings: canary, problems: [] };

  test('looked at all, and found the canary', () => {
    expect(blind(verdict, verdict.looked, 'canary/canary/Canary')).toEqual([]);
  });

  test('was given nothing, or did not look at it', () => {
    expect(blind(verdict, [], 'canary/canary/Canary')).toHaveLength(1);
    expect(blind({ ...verdict, looked: ['canary/canary'] }, verdict.looked, 'canary/canary/Canary')).toEqual([`${judge} did not look at a/b; run it by hand`]);
    expect(blind({ ...verdict, looked: [] }, verdict.looked, 'canary/canary/Canary')).toHaveLength(2);
  });

  test('looked without seeing', () => {
    expect(blind({ ...verdict, findings: [] }, verdict.looked, 'canary/canary/Canary')).toHaveLength(CANARY_RULES[judge].length);
    expect(blind({ ...verdict, findings: canary.map(one => ({ ...one, at: 'a/b/c' })) }, verdict.looked, 'canary/canary/Canary')).toHaveLength(CANARY_RULES[judge].length);
  });
});

test('the table counts what is acknowledged, what the code answers, and what is left', () => {
  const findings = [finding('R1', 'a/b/c'), finding('R2', 'a/b/c'), finding('R3', 'a/b/c', { answer: 'so it is' }), finding('R1', 'z/b/c')];
  const verdict: Verdict = { judge: 'checkov', looked: ['a/b', 'a/d', 'z/b'], findings, problems: [] };
  expect(table([verdict], ['a', 'z'], [answer(['R1'], ['a/b/c'])]).split('\n').map(text => text.split(/ +/))).toEqual([
    ['tool', 'example', 'templates', 'findings', 'acknowledged', 'in', 'the', 'code', 'left'],
    ['checkov', 'a', '2', '3', '1', '1', '1'],
    ['checkov', 'z', '1', '1', '0', '0', '1'],
    ['all', '4', '1', '1', '2'],
  ]);
});

test('example and stack of a template', () => {
  expect(['/x/golden-path/Storage.template.json', 'golden-path/Storage.template.json'].map(templateOf)).toEqual(['golden-path/Storage', 'golden-path/Storage']);
});
