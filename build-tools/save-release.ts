import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readRelease, writeRelease } from '../test/upgrade/releases';
import { stacksOfToday } from '../test/upgrade/stacks';

/** Saves the templates of a release in test/upgrade/releases, once: docs/UPGRADING.md. */
const ROOT = join(__dirname, '..');

/** The stacks are made by the compiled library, as its users make them. */
function checkCompiled(): void {
  const changed = (file: string) => statSync(join(ROOT, file)).mtimeMs;
  const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts')).map(file => `src/${file}`);
  const newer = sources.find(file => changed(file) > changed('lib/index.js'));
  if (newer) throw new Error(`lib is older than ${newer}; run 'npx projen compile'`);
}

const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
const release = process.argv[2] ?? version;
try {
  checkCompiled();
  writeRelease(release, stacksOfToday());
  console.log(`release ${release}: ${readRelease(release).size} templates in test/upgrade/releases/${release}`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
