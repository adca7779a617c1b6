import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { conflictsPage } from './conflicts-page';
import { matrixPage } from './matrix-page';
import { threatsPage } from './threats-page';

/** Writes docs/MATRIX.md, docs/CONFLICTS.md and docs/THREATS.md, and fails where they name what is not there; CI fails where the pages differ. */
const DOCS = join(__dirname, '../docs');

writeFileSync(join(DOCS, 'MATRIX.md'), matrixPage());
writeFileSync(join(DOCS, 'CONFLICTS.md'), conflictsPage());
writeFileSync(join(DOCS, 'THREATS.md'), threatsPage());
