/** The views beside the matrix: findings, controls, requirements, what to attest by hand, what owners declare. */
export const LISTS = String.raw`
function findingsView(model, items) {
  if (items.length === 0) return [empty('Nothing matches the filter.')];
  const { shown, pager } = paged(items, 50, 'Findings');
  return [
    el(
      'ul',
      { class: 'findings' },
      shown.map(({ bucket, finding }) => {
        const [first, ...rest] = finding.because;
        return el(
          'li',
          { class: 'halves' },
          el(
            'div',
            {},
            el(
              'div',
              { class: 'line' },
              badge(finding.outcome),
              link(finding.check, { bucket: bucket.key, control: finding.check }, 'title', finding.check + ' on ' + bucket.name),
              severityTag(finding.severity),
              knownTag(finding),
            ),
            el('p', {}, prose(finding.statement)),
          ),
          el(
            'div',
            {},
            el('div', { class: 'line' }, link(foreign(bucket.name), { bucket: bucket.key }), foreign(placeOf(bucket, first || bucket), 'place')),
            first &&
              el(
                'p',
                {},
                el('span', { class: 'at' }, path(first.at)),
                foreign(first.says),
                rest.length > 0 && el('span', { class: 'soft' }, ' and ' + plural(rest.length, 'more reason')),
              ),
          ),
        );
      }),
    ),
    pager,
  ];
}

const knownTag = finding => finding.known && el('span', { class: 'tag' }, 'known (baseline file)');

/** Items by what they are of. */
function grouped(items, keysOf) {
  const groups = new Map();
  for (const item of items)
    for (const key of keysOf(item)) {
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(item);
    }
  return groups;
}

function controlsView(model, items) {
  const groups = grouped(items, i => [i.finding.check]);
  const rows = [...model.controls.values()]
    .filter(c => groups.has(c.check))
    .map(control => ({ control, counts: countItems(groups.get(control.check)) }))
    .sort((a, b) => b.counts.fail - a.counts.fail || b.counts.unknown - a.counts.unknown);
  if (rows.length === 0) return [empty('Nothing matches the filter.')];
  return [
    table(
      'Controls, those that fail most first',
      ['Control', 'Severity', ...countHeads()],
      rows.map(({ control, counts }) =>
        el(
          'tr',
          {},
          el('th', { scope: 'row' }, link(control.check, { control: control.check }), el('p', {}, prose(control.statement))),
          el('td', {}, severityTag(control.severity)),
          countCells(counts),
        ),
      ),
    ),
  ];
}

function requirementsView(model, items) {
  const groups = grouped(items, i => i.finding.requirements);
  const filtered = isFiltered(state);
  const rows = model.report.requirements.filter(r => !filtered || groups.has(r.id));
  if (rows.length === 0) return [empty('Nothing matches the filter.')];
  return [
    table(
      'Requirements and the checks that support them',
      ['Requirement', 'Checks', ...countHeads()],
      rows.map(r =>
        el(
          'tr',
          {},
          el(
            'th',
            { scope: 'row' },
            link(r.id, { requirement: r.id }),
            r.priority && [' ', el('span', { class: 'tag' }, r.priority)],
            el('p', {}, prose(r.title)),
          ),
          el(
            'td',
            { class: 'checks' },
            r.checks.map(c =>
              link([model.manual.has(c.id) && '○ ', c.id], { control: c.id }, 'chip', c.id + (model.manual.has(c.id) ? ', by hand' : '')),
            ),
          ),
          countCells(filtered ? countItems(groups.get(r.id)) : r.outcomes),
        ),
      ),
    ),
  ];
}
`;
