import { BASE } from './style-base';
import { PAPER_STYLE } from './style-paper';
import { PARTS_STYLE } from './style-parts';
import { VIEWS_STYLE } from './style-views';

export const STYLE = [BASE, PARTS_STYLE, VIEWS_STYLE, PAPER_STYLE].join('');
