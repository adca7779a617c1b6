import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const VENVS = ['venv', 'moto'].map(name => join(__dirname, '../../.servers', name, 'bin'));

/** Where a program is that `install.sh` brings: the clients and moto in `.servers`, the rest on the PATH. */
export function pathOf(program: string): string | undefined {
  const there = VENVS.map(venv => join(venv, program)).find(path => existsSync(path));
  if (there !== undefined) return there;
  try {
    return execFileSync('sh', ['-c', 'command -v "$1"', 'sh', program], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}

/** `describe` where all programs are here. Else it says what is missing and skips; in CI, where nothing may be skipped, it fails. */
export function describeWith(programs: readonly string[], title: string, tests: () => void): void {
  // programs start slowly where others use the machine
  jest.setTimeout(60_000);
  const missing = programs.filter(program => pathOf(program) === undefined);
  if (missing.length === 0) return describe(title, tests);
  const sentence = `${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not installed; run test/servers/install.sh`;
  if (process.env.CI === 'true') {
    test(title, () => { throw new Error(sentence); });
  } else {
    process.stderr.write(`skipped: ${title}: ${sentence}\n`);
    test.skip(title, () => undefined);
  }
}

/** What `startRadosgw` runs. */
export const RADOSGW = ['radosgw', 'radosgw-admin', 'ceph', 'ceph-mon', 'ceph-osd', 'monmaptool', 'openssl'];
