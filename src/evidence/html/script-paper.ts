/** What is printed: drawn when somebody prints, for what the filter shows, or for all frameworks where there is none. */
export const PAPER = String.raw`
/** Columns of a matrix that fit beside the bucket's name on an upright page. */
const PAPER_COLUMNS = 20;

/** Open findings that are printed with their reasons, some hundred pages; of more, the buckets' names only. */
const PAPER_FINDINGS = 2500;

function chunks(list, size) {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));
}

function paperMatrix(model, items) {
  const { cells, rows, columns } = matrixOf(model, items);
  return chunks(columns, PAPER_COLUMNS).map(some =>
    el(
      'table',
      { class: 'matrix' },
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          el('th', { scope: 'col' }, 'Bucket'),
          some.map(r => el('th', { scope: 'col' }, el('span', {}, r.id))),
        ),
      ),
      el(
        'tbody',
        {},
        rows.map(bucket =>
          el(
            'tr',
            {},
            el('th', { scope: 'row' }, foreign(bucket.name)),
            some.map(r => {
              const { outcome, symbol } = cellIn(model, (cells.get(bucket) || new Map()).get(r.id), r);
              return el('td', { class: 'o-' + outcome }, symbol);
            }),
          ),
        ),
      ),
    ),
  );
}

const isOpen = ({ finding }) => finding.outcome !== 'pass' && finding.outcome !== 'not-applicable';

/** A control with what it found on each bucket: what is said of the control is said once. */
function paperControl(control, items, brief) {
  const open = brief ? [] : items.filter(isOpen);
  const rest = (brief ? OUTCOMES : ['pass', 'not-applicable'])
    .map(o => [o, items.filter(i => i.finding.outcome === o)])
    .filter(([, some]) => some.length > 0);
  return el(
    'article',
    {},
    el('h4', {}, control.check + ' ', severityTag(control.severity)),
    el('p', {}, prose(control.statement)),
    el(
      'dl',
      { class: 'facts' },
      control.why && fact('Why it matters', prose(control.why)),
      control.fix && fact('Fix', prose(control.fix)),
      fact('Supports', control.requirements.join(', ')),
    ),
    el(
      'ul',
      { class: 'plain' },
      open.map(({ bucket, finding }) =>
        el(
          'li',
          {},
          el(
            'div',
            { class: 'line' },
            badge(finding.outcome),
            el('b', {}, foreign(bucket.name)),
            foreign(placeOf(bucket, bucket), 'place'),
            knownTag(finding),
          ),
          foundFacts(bucket, finding),
        ),
      ),
    ),
    rest.map(([o, some]) =>
      el(
        'p',
        { class: 'rest' },
        badge(o),
        ' ',
        some.map((i, n) => [n > 0 && ', ', foreign(i.bucket.name)]),
      ),
    ),
  );
}

function paperOf(model, others) {
  const { report } = model;
  const filtered = isFiltered(state);
  const items = filtered ? matching(model, state) : model.urgent;
  const found = new Set(items.map(i => i.bucket));
  const buckets = [...model.buckets.values()].filter(b => found.has(b));
  const groups = grouped(items, i => [i.finding.check]);
  const owned = buckets.filter(declares);
  const hand = filtered ? attestationsFor(model) : report.manual;
  const open = items.filter(isOpen).length;
  const brief = open > PAPER_FINDINGS;
  return el(
    'section',
    { class: 'framework' },
    el('h2', {}, report.framework.title),
    el('p', { class: 'soft' }, report.framework.edition, ' · ', report.framework.source),
    el('p', {}, plural(buckets.length, 'bucket') + ': ' + countsInWords(filtered ? countItems(items) : report.summary.outcomes) + '.'),
    filtered && el('p', { class: 'only' }, 'Only what a filter shows: ' + filterInWords(state) + '.'),
    others > 0 && el('p', { class: 'only' }, 'The file has ' + plural(others, 'other framework') + ', printed when chosen.'),
    brief && el('p', { class: 'only' }, plural(open, 'finding') + ' are open: paper names their buckets. Filter, and print again, for the reasons.'),
    legend(),
    paperMatrix(model, items),
    el('h2', {}, 'Findings'),
    [...groups].map(([check, some]) => paperControl(model.controls.get(check), some, brief)),
    owned.length > 0 && [
      el('h2', {}, 'Declared by owners'),
      owned.map(b => el('section', {}, el('h3', {}, foreign(b.name), ' ', foreign(placeOf(b, b), 'place')), declaredBlock(b), exceptionTable(b))),
    ],
    el('h2', {}, 'Requirements'),
    table(
      'Requirements',
      ['Requirement', 'Checks', ...countHeads()],
      report.requirements.map(r =>
        el(
          'tr',
          {},
          el('th', { scope: 'row' }, r.id, el('p', {}, prose(r.title))),
          el('td', { class: 'checks' }, r.checks.map(c => c.id).join(', ')),
          countCells(r.outcomes),
        ),
      ),
    ),
    hand.length > 0 && [
      el('h2', {}, 'To attest by hand'),
      table(
        'To attest by hand',
        ['Check', 'What a person looks at', 'Supports', 'Attested by, on'],
        hand.map(m =>
          el(
            'tr',
            {},
            el('th', { scope: 'row' }, m.check, el('p', {}, prose(m.statement)), m.onlyIf && el('p', {}, 'Only ' + m.onlyIf)),
            el('td', {}, prose(m.manual), observed(m)),
            el('td', {}, m.requirements.join(', ')),
            el('td', { class: 'sign' }),
          ),
        ),
      ),
    ],
    report.baseline && baselineBlock(report.baseline),
  );
}

const paper = el('div', { id: 'paper' });

function drawPaper() {
  for (const part of document.querySelectorAll('header.top details')) part.open = true;
  const openIn = ({ summary: { outcomes } }) => outcomes.fail + outcomes.unknown + outcomes.manual + outcomes.waived;
  const large = [...reports.values()].reduce((sum, report) => sum + openIn(report), 0) > PAPER_FINDINGS;
  const some = large || isFiltered(state) ? [state.framework] : [...reports.keys()];
  paper.replaceChildren(...some.map(id => paperOf(modelFor(id), large && !isFiltered(state) ? reports.size - 1 : 0)));
}

window.addEventListener('beforeprint', drawPaper);
window.addEventListener('afterprint', () => {
  paper.replaceChildren();
  for (const part of document.querySelectorAll('header.top details')) part.open = false;
});
`;
