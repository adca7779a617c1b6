import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Call, CALLS } from '../../../src/posture/live';

const GUIDE = readFileSync(join(__dirname, '../../../docs/AUDIT.md'), 'utf8');
const section = GUIDE.split('\n## ').find(text => text.startsWith('What is asked'))!;
const rows = section.split('\n').filter(line => line.startsWith('| ')).map(line => line.slice(1, -1).split('|').map(cell => cell.trim())).slice(2);
const code = (list: readonly string[]): string => list.map(text => `\`${text}\``).join(', ');

test('the guide names each call, its permissions and how it says that there is none', () => {
  const calls = Object.entries(CALLS as Readonly<Record<string, Call>>).filter(([name, { on }]) => on !== 'object' && name !== 'ListObjectsV2');
  expect(rows.map(row => row.slice(0, 3))).toEqual(calls.map(([name, { permissions, absent = [] }]) => [name, code(permissions), code(absent)]));
  expect(rows.filter(row => row.length !== 5 || row[4] === '').map(([name]) => name)).toEqual([]);
});

test('an empty answer means something only where the guide says so', () => {
  expect(rows.filter(row => row[3] !== '').map(([name]) => name)).toEqual([
    'ListBuckets', 'GetBucketLocation', 'GetBucketVersioning', 'GetBucketLogging', 'GetBucketNotificationConfiguration', 'ListBucketInventoryConfigurations',
  ]);
});

test('the decision that the guide links to is there', () => {
  const [, link] = /\]\((decisions\/035-[^)]+)\)/.exec(section)!;
  expect(existsSync(join(__dirname, '../../../docs', link))).toBe(true);
});
