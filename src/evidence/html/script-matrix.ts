/** Buckets against requirements, the worst outcome in each cell. One cell takes part in the tab order, arrow keys move it. */
export const MATRIX = String.raw`
const ROWS = 50;

/** For each bucket: requirement id to the outcomes found for it. */
function cellsOf(items) {
  const cells = new Map();
  for (const { bucket, finding } of items) {
    if (!cells.has(bucket)) cells.set(bucket, new Map());
    const row = cells.get(bucket);
    for (const id of finding.requirements) row.set(id, [...(row.get(id) || []), finding.outcome]);
  }
  return cells;
}

const byHand = (model, requirement) => requirement.checks.filter(c => model.manual.has(c.id)).map(c => model.manual.get(c.id));

/** The rows and columns that a filter leaves. */
function matrixOf(model, items) {
  const cells = cellsOf(items);
  const rows = [...model.buckets.values()].filter(b => !isFiltered(state) || cells.has(b));
  const used = new Set([...cells.values()].flatMap(row => [...row.keys()]));
  const columns = model.report.requirements.filter(r => (state.supports === '' ? !isFiltered(state) || used.has(r.id) : r.id === state.supports));
  return { cells, rows, columns };
}

function cellIn(model, outcomes, requirement) {
  if (outcomes)
    return { outcome: worst(outcomes), symbol: SYMBOLS[worst(outcomes)], label: WORDS[worst(outcomes)] + ', ' + plural(outcomes.length, 'finding') };
  if (isFiltered(state)) return { outcome: 'none', symbol: '·', label: 'nothing that the filter shows' };
  return byHand(model, requirement).length > 0
    ? { outcome: 'once', symbol: '◇', label: 'attested once by hand, not for each bucket' }
    : { outcome: 'none', symbol: '·', label: 'no check' };
}

function matrixView(model, items) {
  const { cells, rows, columns } = matrixOf(model, items);
  if (rows.length === 0) return [empty('Nothing matches the filter.')];
  const { shown, pager } = paged(rows, ROWS, 'Buckets');

  const heads = columns.map(r =>
    el(
      'th',
      { scope: 'col' },
      el('button', { 'type': 'button', 'tabindex': '-1', 'title': r.title, 'aria-label': r.id + ', ' + r.title }, el('span', {}, r.id)),
    ),
  );
  const body = shown.map((bucket, i) =>
    el(
      'tr',
      {},
      el(
        'th',
        { scope: 'row' },
        el('button', { type: 'button', tabindex: i === 0 ? '0' : '-1' }, foreign(bucket.name, 'name'), ' ', rowPlace(bucket)),
      ),
      columns.map(r => {
        const { outcome, symbol, label } = cellIn(model, (cells.get(bucket) || new Map()).get(r.id), r);
        return el(
          'td',
          { class: 'o-' + outcome },
          el('button', { 'type': 'button', 'tabindex': '-1', 'aria-label': label + ': ' + bucket.name + ', ' + r.id }, symbol),
        );
      }),
    ),
  );
  const grid = el(
    'table',
    { 'role': 'grid', 'aria-label': 'Worst outcome for each bucket and requirement' },
    el('thead', {}, el('tr', {}, el('th', { scope: 'col', class: 'corner' }, 'Bucket'), heads)),
    el('tbody', {}, body),
  );

  grid.addEventListener('click', ({ target }) => {
    const cell = target.closest('button') && target.closest('th, td');
    if (!cell) return;
    const bucket = shown[cell.parentNode.rowIndex - 1];
    const requirement = columns[cell.cellIndex - 1];
    go({ ...NOTHING_OPEN, bucket: bucket ? bucket.key : '', requirement: requirement ? requirement.id : '' }, true);
  });
  grid.addEventListener('keydown', event => moveIn(grid, event));
  grid.addEventListener('focusin', ({ target }) => rove(grid, target));
  return [legend(), el('div', { class: 'scroll matrix' }, grid), pager];
}

/** The file's name and the line, of which the line always stays in sight. */
const rowPlace = bucket =>
  el(
    'span',
    { class: 'place', title: placeOf(bucket, bucket) },
    foreign(bucket.template.split('/').pop()),
    bucket.line !== undefined && el('span', {}, ':' + bucket.line),
  );

const legend = () =>
  el(
    'p',
    { class: 'legend' },
    OUTCOMES.map(o => el('span', {}, mark(o), ' ', COUNTED[o])),
    el('span', {}, el('span', { 'class': 'mark o-once', 'aria-hidden': 'true' }, '◇'), ' attested once by hand'),
    el('span', {}, el('span', { 'class': 'mark o-none', 'aria-hidden': 'true' }, '·'), ' no check'),
    el('span', { class: 'hint' }, 'Arrow keys move, Enter opens.'),
  );

function rove(grid, target) {
  if (target.tagName !== 'BUTTON' || target.tabIndex === 0) return;
  for (const button of grid.querySelectorAll('button[tabindex="0"]')) button.tabIndex = -1;
  target.tabIndex = 0;
}

function moveIn(grid, event) {
  const cell = event.target.closest('th, td');
  if (!cell) return;
  const { rows } = grid;
  const row = cell.parentNode.rowIndex;
  const last = cell.parentNode.cells.length - 1;
  const to = {
    ArrowUp: [row - 1, cell.cellIndex],
    ArrowDown: [row + 1, cell.cellIndex],
    ArrowLeft: [row, cell.cellIndex - 1],
    ArrowRight: [row, cell.cellIndex + 1],
    PageUp: [Math.max(1, row - 10), cell.cellIndex],
    PageDown: [Math.min(rows.length - 1, row + 10), cell.cellIndex],
    Home: [event.ctrlKey ? 1 : row, 0],
    End: [event.ctrlKey ? rows.length - 1 : row, last],
  }[event.key];
  if (!to || event.altKey || event.metaKey) return;
  event.preventDefault();
  const target = rows[to[0]] && rows[to[0]].cells[to[1]];
  const button = target && target.querySelector('button');
  if (!button) return;
  button.focus({ preventScroll: true });
  button.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}
`;
