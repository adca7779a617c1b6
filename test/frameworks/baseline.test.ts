import { BASELINE } from '../../src/frameworks';
import { THREAT_MODEL } from '../../src/frameworks/threat-model';
import { describeWithResearch, SPEC } from '../controls/catalogue';

const CHECKLIST = BASELINE.requirements.filter(({ id }) => id.startsWith('Checklist '));

test('has the twelve rows with the priorities of the checklist', () => {
  expect(CHECKLIST.map(({ id, priority }) => `${id} ${priority}`)).toEqual([
    'Checklist 1 P0', 'Checklist 2 P0', 'Checklist 3 P0', 'Checklist 4 P0', 'Checklist 5 P0', 'Checklist 6 P0',
    'Checklist 7 P1', 'Checklist 8 P1', 'Checklist 9 P1', 'Checklist 10 P1', 'Checklist 11 P1', 'Checklist 12 P2',
  ]);
});

test('leaves to the caller what a row asks of some buckets only, and what only some data allows', () => {
  const optional = BASELINE.requirements.flatMap(({ id, checks }) => checks.flatMap(({ check, onlyIf }) => onlyIf ? [[id, check.id, onlyIf]] : []));
  expect(optional).toEqual([
    ['Checklist 8', 'object-lock-enabled', 'for regulated data'],
    ['Checklist 8', 'default-retention', 'for regulated data'],
    ['Checklist 9', 'lifecycle-limits', 'where the data must not be kept for ever'],
    ['Checklist 10', 'vpc-endpoint-for-s3', 'for internal workloads'],
    ['Checklist 10', 'vpc-only', 'for internal workloads'],
    ['spec L451', 'presigned-urls-expire', 'where presigned URLs are handed out'],
    ['spec L465', 'mfa-delete', 'where the bucket has no lifecycle rules'],
    ['spec L465', 'destructive-changes-need-mfa', 'where nobody may delete versions without a second factor'],
    ['spec L482', 'public-content-behind-cdn', 'for public content'],
    ['spec L492', 'key-duties-separated', 'where one person must not both manage and use the key'],
  ]);
});

test('has the checklist and the threat model, and nothing else', () => {
  expect(BASELINE.requirements).toEqual([...CHECKLIST, ...THREAT_MODEL]);
});

describeWithResearch('the spec', () => {
  test('has the same rows in the same order', () => {
    const rows = SPEC.slice(SPEC.findIndex(line => line.startsWith('### Security Best Practices Checklist')))
      .map(line => /^\| \*\*\w+\*\* \| (.*) \| (P\d) \|$/.exec(line)).filter(row => row !== null);
    expect(CHECKLIST.map(({ title, priority }) => [title, priority])).toEqual(rows.map(([, title, priority]) => [title, priority]));
  });

  test.each(THREAT_MODEL.map(({ id, title }) => [id, title]))('has %s: %s', (id, title) => {
    const line = SPEC[Number(id.replace('spec L', '')) - 1];
    expect(/✓ (.*?)\s*│/.exec(line)?.[1]).toBe(title);
  });
});
