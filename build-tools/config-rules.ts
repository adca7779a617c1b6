import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configRulesTable } from './config-rules-page';

/** Writes docs/CONFIG-RULES.md from the table of managed rules and the frameworks; CI fails where the page differs. */
writeFileSync(join(__dirname, '../docs/CONFIG-RULES.md'), configRulesTable());
