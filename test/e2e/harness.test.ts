import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BREAKS } from './breaks';
import { missed } from './broken';
import { namesOf, standing } from './deployment';
import { EXAMPLES } from './examples';
import type { Entry } from './journal';
import { made } from './made';
import { CONTROLS } from '../../src/controls';
import { FRAMEWORKS } from '../../src/frameworks';

/** What `npm run e2e` concludes from what it saw. The deployments themselves take minutes and are not made here. */
describe('what is broken', () => {
  const [, policy] = BREAKS;
  const before = new Map(policy.controls.map(control => [control, new Set(['pass'])]));
  const failing = new Map(policy.controls.map(control => [control, new Set(['fail'])]));
  const seen = { of: failing, facts: new Set(policy.facts), says: [] };

  test.each(BREAKS)('$name names controls that there are', ({ controls, facts }) => {
    expect(controls.filter(id => !CONTROLS.some(control => control.id === id))).toEqual([]);
    expect(facts.length).toBeGreaterThan(0);
  });

  test('is found where each control that passed fails, and drift names the fact', () => expect(missed(policy, before, seen)).toEqual([]));
  test('is missed by a control that still passes', () =>
    expect(missed(policy, before, { ...seen, of: new Map([...failing, ['http-refused', new Set(['pass'])]]) })).toEqual(['http-refused is pass']));
  test('is missed by a control that does not know', () =>
    expect(missed(policy, before, { ...seen, of: new Map([...failing, ['http-refused', new Set(['unknown'])]]) })).toEqual(['http-refused is unknown']));
  test('is missed where drift names another fact', () => expect(missed(policy, before, { ...seen, facts: new Set(['tags']) })).toEqual(['drift does not name policy']));
  test('says nothing of a bucket that passed nothing before', () =>
    expect(missed(policy, new Map(), seen)).toEqual([`no control of ${policy.controls.join(', ')} passed before, so that none can fail`]));
});

describe('what stands', () => {
  const folder = mkdtempSync(join(tmpdir(), 'journal-'));
  const journal = join(folder, 'journal.jsonl');
  const entry = (logicalId: string, more: Partial<Entry>): Entry => ({ action: 'create', stack: 'S', type: 'AWS::S3::Bucket', by: 'handler', logicalId, ...more });
  writeFileSync(journal, [
    entry('Staging', { stack: 'CDKToolkit' }), entry('Kept', { physicalId: 'kept' }), entry('Gone', {}), entry('Stuck', {}), entry('Lacking', { by: 'nobody', error: 'none' }),
    entry('Kept', { action: 'update', physicalId: 'kept' }), entry('Gone', { action: 'delete' }), entry('Stuck', { action: 'delete', by: 'failed' }),
  ].map(one => JSON.stringify(one)).join('\n'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('is what was created and not deleted, beside the toolkit', () => expect(standing({ journal }).map(({ logicalId }) => logicalId)).toEqual(['Kept', 'Stuck', 'Lacking']));
  test('has the names of CloudFormation', () => expect(namesOf({ journal } as never)['S#Kept']).toBe('kept'));
  test('is counted by who made it, what nobody made with the reason', () => {
    const text = made([{ ...entry('A', { ignored: { Tags: 'drops them' } }), example: 'x' }, { ...entry('B', { by: 'nobody', error: 'no\n  such call' }), example: 'x' }]);
    expect(text).toMatch(/AWS::S3::Bucket +1 +1\n/);
    expect(text).toMatch(/x +S\/B +AWS::S3::Bucket +no such call/);
    expect(text).toMatch(/AWS::S3::Bucket Tags +drops them/);
  });
});

test('examples are audited by frameworks that there are', () =>
  expect(EXAMPLES.flatMap(({ frameworks }) => frameworks).filter(id => !FRAMEWORKS.some(framework => framework.id === id))).toEqual([]));
