import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bare, hardened, unseenBucket } from './posture';
import * as controls from '../../src/controls';
import type { Control } from '../../src/controls/control';
import * as manual from '../../src/controls/manual';
import type { BucketPosture } from '../../src/posture/bucket-posture';
import { type Fact, isKnown, unknown } from '../../src/posture/fact';

const { CONTROLS } = controls;
const { MANUAL_CHECKS } = manual;
const DIRECTORY = join(__dirname, '..', '..', 'src', 'controls');
const camelCase = (id: string): string => id.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
const SENTENCE = /^[A-Z`][^\n]*[^.\s]$/;
const SENTENCES = /^[A-Z`][^\n]*\.$/;
const byId = (id: string): Control => CONTROLS.find(control => control.id === id)!;

test('every file that holds a control is in the list once, and every list entry is exported', () => {
  const files = readdirSync(DIRECTORY).filter(file => /: Control = \{/.test(readFileSync(join(DIRECTORY, file), 'utf8')));
  expect(files.sort()).toEqual(CONTROLS.map(control => `${control.id}.ts`).sort());
  const { CONTROLS: _, ...exported } = controls;
  expect(Object.keys(exported).sort()).toEqual(CONTROLS.map(control => camelCase(control.id)).sort());
});

describe.each(CONTROLS.map(control => control.id))('%s', (id) => {
  const control = byId(id);
  const source = readFileSync(join(DIRECTORY, `${id}.ts`), 'utf8');

  test('is a short file that exports it by its name', () => {
    expect(source).toContain(`export const ${camelCase(id)}: Control = {`);
    expect(source.split('\n').length).toBeLessThan(45);
  });

  test('says in sentences what is good, why, and how to fix it', () => {
    expect(control.statement).toMatch(SENTENCE);
    expect(control.why).toMatch(SENTENCES);
    expect(control.fix).toMatch(SENTENCES);
    expect(control.see.length).toBeGreaterThan(0);
    for (const url of control.see) expect(url).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/\S+\.html(#\S+)?$/);
  });

  test('passes on the hardened bucket', () => {
    expect(control.test(hardened())).toMatchObject({ outcome: 'pass' });
  });

  test('knows nothing about a bucket that nobody could see', () => {
    const verdict = control.test(unseenBucket());
    expect(['unknown', 'not-applicable']).toContain(verdict.outcome);
    expect(verdict.because).not.toHaveLength(0);
  });

  test('never turns a fail into a pass, or a pass into a fail, when one more fact is unknown', () => {
    for (const bucket of [hardened(), bare()]) {
      const before = control.test(bucket).outcome;
      for (const name of Object.keys(bucket) as (keyof BucketPosture)[]) {
        if (name === 'at' || name === 'arn' || name === 'publicAccessBlock' || !isKnown(bucket[name] as Fact<unknown>)) continue;
        const after = control.test({ ...bucket, [name]: unknown(bucket.at, 'AccessDenied') });
        expect([before, 'unknown']).toContain(after.outcome);
        expect(after.because).not.toHaveLength(0);
      }
    }
  });
});

const FACTS_THAT_HARDEN: readonly (keyof BucketPosture)[] = [
  'publicAccessBlock', 'ownership', 'policy', 'encryption', 'key', 'bucketKey', 'blockedEncryption', 'versioning', 'objectLock', 'defaultRetention',
  'lifecycle', 'replication', 'accessLogs', 'trails', 'notifications', 'inventories',
];
test.each(FACTS_THAT_HARDEN)('some control misses %s when it is dropped from the hardened bucket', (fact) => {
  const bucket = { ...hardened(), [fact]: bare()[fact] };
  expect(CONTROLS.filter(control => ['fail', 'unknown'].includes(control.test(bucket).outcome))).not.toHaveLength(0);
});

test('a bare bucket passes only what S3 does by itself, what grants nothing, and where it is', () => {
  expect(CONTROLS.filter(control => control.test(bare()).outcome === 'pass').map(control => control.id)).toEqual([
    'no-public-grants', 'least-privilege-policy', 'cross-account-permission-changes-refused', 'encrypted-by-default',
    'website-hosting-off', 'erasure-possible', 'in-allowed-region', 'replicas-in-allowed-regions',
    'cross-account-roles-only',
  ]);
});

test('manual checks are exported by name, listed once, and say in a sentence what to look at', () => {
  const { MANUAL_CHECKS: _, ...exported } = manual;
  expect(Object.keys(exported).sort()).toEqual(MANUAL_CHECKS.map(check => camelCase(check.id)).sort());
  expect(Object.values(exported)).toEqual(expect.arrayContaining([...MANUAL_CHECKS]));
  for (const check of MANUAL_CHECKS) {
    expect(check.statement).toMatch(SENTENCE);
    expect(check.manual).toMatch(SENTENCES);
    for (const url of check.see) expect(url).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/\S+\.html$/);
  }
});
