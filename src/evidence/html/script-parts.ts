/** Elements and the small parts that views share. Text gets into the page as text nodes only. */
export const PARTS = String.raw`
const ATTRIBUTES = new Set([
  'id',
  'type',
  'name',
  'value',
  'for',
  'role',
  'scope',
  'tabindex',
  'title',
  'href',
  'rel',
  'colspan',
  'placeholder',
  'lang',
]);

/** An element: attributes and aria-*, data-* by their names, class, on* handlers, and children that are elements or text. */
function el(tag, given, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(given || {})) {
    if (value === undefined || value === false) continue;
    if (key === 'class') element.className = value;
    else if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (ATTRIBUTES.has(key) || /^(aria|data)-/.test(key)) element.setAttribute(key, value);
    else element[key] = value;
  }
  element.append(...children.flat(3).filter(child => child !== undefined && child !== false && child !== ''));
  return element;
}

/** Text of ours, in which backticks set off code. */
const prose = text => text.split(/\u0060([^\u0060]*)\u0060/).map((piece, i) => (i % 2 === 1 ? el('code', {}, piece) : piece));

/** Text of a template, whose reading order stays its own. */
const foreign = (text, kind) => el('bdi', { class: kind }, text);

/** A path in a template, which breaks between its steps. */
const path = text =>
  el(
    'bdi',
    { class: 'path' },
    text.split('/').map((step, i) => (i === 0 ? step : ['/', el('wbr'), step])),
  );

const mark = outcome => el('span', { 'class': 'mark o-' + outcome, 'aria-hidden': 'true' }, SYMBOLS[outcome]);
const badge = outcome => el('span', { class: 'badge o-' + outcome }, mark(outcome), WORDS[outcome]);
const severityTag = severity => el('span', { class: 'severity s-' + severity }, severity);
const link = (text, open, kind, label) =>
  el('button', { 'type': 'button', 'class': kind || 'link', 'aria-label': label, 'onclick': () => go({ ...NOTHING_OPEN, ...open }, true) }, text);
const requirementLinks = ids => ids.map((id, i) => [i > 0 && ' ', link(id, { requirement: id }, 'chip', 'requirement ' + id)]);

/** A bar whose parts are as long as the counts; the numbers beside it say the same in words. */
function bar(counts) {
  return el(
    'span',
    { 'class': 'bar', 'aria-hidden': 'true' },
    OUTCOMES.filter(o => counts[o] > 0).map(o => {
      const part = el('span', { class: 'o-' + o });
      part.style.flexGrow = counts[o];
      return part;
    }),
  );
}

const countsInWords = counts =>
  OUTCOMES.filter(o => o === 'fail' || counts[o] > 0)
    .map(o => counts[o].toLocaleString('en') + ' ' + COUNTED[o])
    .join(', ');

const countCells = counts =>
  OUTCOMES.map(o =>
    el(
      'td',
      { class: 'number' + (counts[o] > 0 ? ' o-' + o : ' none') },
      counts[o] > 0 ? counts[o].toLocaleString('en') : el('span', { 'aria-label': 'none' }, '·'),
    ),
  );
const countHeads = () => OUTCOMES.map(o => el('th', { scope: 'col', class: 'number' }, mark(o), ' ', WORDS[o]));

const table = (caption, heads, rows, kind) =>
  el(
    'div',
    { 'class': 'scroll ' + (kind || ''), 'role': 'region', 'aria-label': caption, 'tabindex': '0' },
    el(
      'table',
      {},
      el('caption', { class: 'unseen' }, caption),
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          heads.map(h => (h instanceof Node ? h : el('th', { scope: 'col' }, h))),
        ),
      ),
      el('tbody', {}, rows),
    ),
  );

const empty = text => el('p', { class: 'empty' }, text);

/** The items of one page, and the buttons to turn it. */
function paged(all, size, thing) {
  const pages = Math.max(1, Math.ceil(all.length / size));
  const page = Math.min(state.page, pages);
  const first = (page - 1) * size;
  const turn = (to, text) =>
    el('button', { type: 'button', id: 'turn-' + text, disabled: to < 1 || to > pages, onclick: () => go({ page: to }) }, text);
  const pager =
    pages === 1
      ? ''
      : el(
          'nav',
          { 'class': 'pager', 'aria-label': 'Pages' },
          turn(page - 1, 'Previous'),
          el(
            'span',
            {},
            thing +
              ' ' +
              (first + 1).toLocaleString('en') +
              '–' +
              Math.min(first + size, all.length).toLocaleString('en') +
              ' of ' +
              all.length.toLocaleString('en'),
          ),
          turn(page + 1, 'Next'),
        );
  return { shown: all.slice(first, first + size), pager };
}

/** A long list that grows on demand. */
function growing(items, draw, size) {
  const list = el('ul', { class: 'plain' });
  const more = el('button', { type: 'button', class: 'more' });
  const grow = () => {
    const next = items.slice(list.children.length, list.children.length + size).map(draw);
    list.append(...next);
    const left = items.length - list.children.length;
    more.textContent = 'Show ' + Math.min(left, size) + ' more of ' + left.toLocaleString('en');
    if (left === 0) more.remove();
    return next[0];
  };
  more.addEventListener('click', () => {
    const target = grow().querySelector('button, summary');
    if (target) target.focus();
  });
  grow();
  return items.length > size ? [list, more] : [list];
}
`;
