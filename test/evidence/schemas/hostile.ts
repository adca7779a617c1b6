import * as fc from 'fast-check';
import { evaluate, KnownFindings, type Report } from '../../../src/evidence';
import { character } from '../../characters';
import { branch, control, exception, framework, manual, posture, reading, verdict } from '../fakes';

const PIECES = [
  '<', '>', '&', '"', '\'', ']]>', '<!--', '-->', '<?x', '\u0000', '\u0008', '\u001b[2J', '\ud800', '\udc00', '\ufffe', '\uffff', '\u2028', '\u202e', '\u00a0',
  '\r', '\n', '\r\n', '\t', '=1+1', '+1', '-1', '@SUM(A1)', ';=cmd', '"\r\n=1', ',', ';', '|', '\\', '/', '..', '%', '%zz', '#', '?', ':', '//', 'C:\\', 'file:', 'stdin',
  '__proto__', '{0}', '{{', '}}', '[a](http://b)', '](1)', '*b*', '<script>', '&amp;', ' ', '\ud83d\ude00', 'é', '-', '.', '~', '^', '(x)', 'a.yaml (B)', 'a.json#Resources/B',
];

/** Text as a template may hold it to harm whoever reads the report. */
export const hostile: fc.Arbitrary<string> = fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: character, maxLength: 4 })), { maxLength: 6 }).map(parts => parts.join(''));

/** A report with such texts wherever a template has a say, and every outcome. */
export function hostileReport([template, logicalId, at, says, other, given]: readonly string[]): Report {
  const fails = control('http-refused', () => ({ ...verdict('fail', { at, says }, { at: `${other}#Resources/${at}`, says: other }), assuming: [given] }));
  const rule = framework({
    id: '1(a)',
    title: 'Access',
    checks: [
      ...['http-refused', 'waived-one'].map(id => ({ check: { ...fails, id }, tier: 'A' as const })),
      { check: control('unknown-one', () => verdict('unknown', { at: given, says })), tier: 'B' },
      { check: control('passing-one', () => ({ ...verdict('pass', { at, says: given }), assuming: [other] })), tier: 'spec' },
      { check: control('not-asked-one', () => verdict('not-applicable', { at, says })), tier: 'none' },
      { check: control('of-some', () => verdict('fail', { at, says })), tier: 'C', onlyIf: 'for regulated data' },
      { check: manual('agreement'), tier: 'A' },
    ],
  });
  const declared = {
    retentionLegalBasis: given,
    allowedRegions: [other],
    personalDataTag: says,
    unreadable: [at],
    exceptions: [exception('waived-one', { at, reason: `r${says}`, owner: `o${other}` }), exception(given, { at: other, reason: given, owner: says, expires: at })],
  };
  const alternatives = [{ when: [], posture: posture('only', declared) }];
  const known = new KnownFindings({
    schema: 'cdk-s3-compliance/baseline/1',
    findings: [{ bucket: `${template}#${logicalId}`, control: 'unknown-one', outcome: 'unknown' }, { bucket: given, control: 'http-refused', outcome: 'fail' }],
  });
  const named = reading('Named', { template: other, constructPath: given, alternatives: [branch('only')] });
  return evaluate([reading(logicalId, { template, at: `Resources/${logicalId}`, line: 3, alternatives }), named], rule, { today: '2026-11-24', known });
}
