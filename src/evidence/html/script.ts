import { LISTS } from './script-lists';
import { MATRIX } from './script-matrix';
import { PANEL } from './script-panel';
import { PAPER } from './script-paper';
import { PARTS } from './script-parts';
import { READ } from './script-read';
import { START } from './script-start';
import { STATE } from './script-state';

/** The script of the page, for browsers of 2023 and later. */
export const SCRIPT = `(() => {\n'use strict';\n${[READ, STATE, PARTS, MATRIX, LISTS, PANEL, PAPER, START].join('')}})();\n`;
