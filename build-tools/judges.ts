import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { judgesPage } from './judges-page';

/** Writes docs/JUDGES.md from what is acknowledged; needs none of the judges. CI fails where the page differs. */
writeFileSync(join(__dirname, '../docs/JUDGES.md'), judgesPage());
