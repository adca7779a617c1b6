import { DECLARED } from './script-declared';
import { FACTS } from './script-facts';
import { FILTERS } from './script-filters';
import { LISTS } from './script-lists';
import { MATRIX } from './script-matrix';
import { PANEL } from './script-panel';
import { PAPER } from './script-paper';
import { PARTS } from './script-parts';
import { READ } from './script-read';
import { START } from './script-start';
import { STATE } from './script-state';

const PIECES = [READ, STATE, PARTS, MATRIX, LISTS, DECLARED, FACTS, PANEL, PAPER, FILTERS, START];

/** The script of the page, for browsers of 2024 and later; in others the page shows what it shows without a script. */
export const SCRIPT = `(() => {\n'use strict';\n${PIECES.join('')}})();\n`;
