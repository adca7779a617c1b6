/** The views beside the matrix: findings, controls, requirements, what to attest by hand, what owners declare. */
export const LISTS = String.raw`
function findingsView(model, items) {
  if (items.length === 0) return [empty('Nothing matches the filter.')];
  const { shown, pager } = paged(items, 50, 'Findings');
  return [el('ul', { class: 'findings' }, shown.map(({ bucket, finding }) => {
    const [first, ...rest] = finding.because;
    return el('li', { class: 'halves' },
      el('div', {},
        el('div', { class: 'line' }, badge(finding.outcome), link(finding.check, { bucket: bucket.key, control: finding.check }, 'title', finding.check + ' on ' + bucket.name), severityTag(finding.severity), knownTag(finding)),
        el('p', {}, prose(finding.statement))),
      el('div', {},
        el('div', { class: 'line' }, link(foreign(bucket.name), { bucket: bucket.key }), foreign(placeOf(bucket, first || bucket), 'place')),
        first && el('p', {}, foreign(first.says), rest.length > 0 && el('span', { class: 'soft' }, ' and ' + plural(rest.length, 'more reason')), el('span', { class: 'at' }, foreign(first.at, 'path')))));
  })), pager];
}

const knownTag = finding => finding.known && el('span', { class: 'tag' }, 'known (baseline file)');

/** Items by what they are of. */
function grouped(items, keysOf) {
  const groups = new Map();
  for (const item of items) for (const key of keysOf(item)) {
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(item);
  }
  return groups;
}

function controlsView(model, items) {
  const groups = grouped(items, i => [i.finding.check]);
  const rows = [...model.controls.values()].filter(c => groups.has(c.check)).map(control => ({ control, counts: countItems(groups.get(control.check)) }))
    .sort((a, b) => b.counts.fail - a.counts.fail || b.counts.unknown - a.counts.unknown);
  if (rows.length === 0) return [empty('Nothing matches the filter.')];
  return [table('Controls, those that fail most first', ['Control', 'Severity', ...countHeads()], rows.map(({ control, counts }) => el('tr', {},
    el('th', { scope: 'row' }, link(control.check, { control: control.check }), el('p', {}, prose(control.statement))),
    el('td', {}, severityTag(control.severity)), countCells(counts))))];
}

function requirementsView(model, items) {
  const groups = grouped(items, i => i.finding.requirements);
  const filtered = isFiltered(state);
  const rows = model.report.requirements.filter(r => !filtered || groups.has(r.id));
  if (rows.length === 0) return [empty('Nothing matches the filter.')];
  return [table('Requirements and the checks that support them', ['Requirement', 'Checks', ...countHeads()], rows.map(r => el('tr', {},
    el('th', { scope: 'row' }, link(r.id, { requirement: r.id }), r.priority && [' ', el('span', { class: 'tag' }, r.priority)], el('p', {}, prose(r.title))),
    el('td', { class: 'checks' }, r.checks.map(c => link([model.manual.has(c.id) && '○ ', c.id], { control: c.id }, 'chip', c.id + (model.manual.has(c.id) ? ', by hand' : '')))),
    countCells(filtered ? countItems(groups.get(r.id)) : r.outcomes))))];
}

function attestationsFor(model) {
  const words = wordsOf(state);
  return model.report.manual.filter(m => (state.supports === '' || m.requirements.includes(state.supports))
    && words.every(word => (m.check + '\n' + m.statement + '\n' + m.manual).toLowerCase().includes(word)));
}

const attestation = m => el('li', {},
  el('div', { class: 'line' }, badge('manual'), link(m.check, { control: m.check }, 'title'), m.onlyIf && el('span', { class: 'tag' }, 'only ' + m.onlyIf)),
  el('p', {}, prose(m.statement)), el('p', { class: 'says' }, prose(m.manual)), el('p', { class: 'where' }, requirementLinks(m.requirements)));

function handView(model) {
  const found = attestationsFor(model);
  if (found.length === 0) return [empty('Nothing to attest by hand' + (isFiltered(state) ? ' that the filter shows.' : '.'))];
  return [el('p', { class: 'soft' }, 'What no template shows. A person attests it once, for the account or the organization.'), el('ul', { class: 'findings' }, found.map(attestation))];
}

const declares = bucket => bucket.exceptions.length > 0 || (bucket.declared || []).length > 0;

function declaringIn(model) {
  const words = wordsOf(state);
  return [...model.buckets.values()].filter(b => declares(b) && words.every(word => b.hay.includes(word) || b.exceptions.some(e => e.control.toLowerCase().includes(word))));
}

function declaredView(model) {
  const found = declaringIn(model);
  const { shown, pager } = paged(found, 50, 'Buckets');
  const { baseline } = model.report;
  return [
    found.length === 0 && empty('No owner declares anything' + (isFiltered(state) ? ' that the filter shows.' : '.')),
    shown.map(b => el('section', { class: 'declares' }, el('h3', {}, link(foreign(b.name), { bucket: b.key })), declaredBlock(b), exceptionTable(b))), pager,
    baseline && baselineBlock(baseline),
  ];
}

const baselineBlock = ({ known, gone }) => el('section', { class: 'declares' }, el('h3', {}, 'Baseline file'),
  el('p', {}, plural(known, 'finding') + ' of this framework ' + (known === 1 ? 'is' : 'are') + ' known from the baseline file: found before, to be mended later.'),
  gone.length === 0 ? el('p', {}, 'All of its entries are still found.') : table('Entries of the baseline file that are not found any more',
    ['Not found any more', 'Control', 'Was'], gone.map(g => el('tr', {}, el('td', {}, foreign(g.bucket)), el('td', {}, foreign(g.control)), el('td', {}, badge(g.outcome))))));

function declaredBlock(bucket) {
  return (bucket.declared || []).map(d => {
    const lines = [
      d.retentionLegalBasis !== undefined && ['Legal basis of retention', d.retentionLegalBasis],
      d.allowedRegions !== undefined && ['Allowed Regions', d.allowedRegions.join(', ') || 'none'],
      d.multiRegionKeyAllowed !== undefined && ['Multi-Region KMS key', d.multiRegionKeyAllowed ? 'allowed' : 'not allowed'],
      d.personalDataTag !== undefined && ['Tag of personal data', d.personalDataTag],
      ...(d.unreadable || []).map(text => ['Not understood', text]),
      ...(d.assuming || []).map(text => ['Taken for granted', text]),
    ].filter(Boolean);
    return [el('p', { class: 'soft' }, 'Declared by the owner' + (d.when === undefined ? '' : ' when '), d.when !== undefined && foreign(d.when), ', not verified ', foreign(placeOf(bucket, d), 'place'), ' ', foreign(d.at, 'path')),
      el('dl', { class: 'facts' }, lines.map(([name, text]) => el('div', {}, el('dt', {}, name), el('dd', {}, foreign(text)))))];
  });
}

const exceptionTable = bucket => bucket.exceptions.length > 0 && table('Exceptions that the owner declares', ['Exception', 'Control', 'Owner', 'Expires', 'Reason', 'What became of it'], bucket.exceptions.map(e => el('tr', {},
  el('td', {}, el('span', { class: e.status === 'waives' ? 'badge o-waived' : 'badge o-unknown' }, e.status)), el('td', {}, foreign(e.control)), el('td', {}, foreign(e.owner || 'no owner')), el('td', { class: 'day' }, foreign(e.expires || 'no day')), el('td', {}, foreign(e.reason || 'no reason')),
  el('td', {}, foreign(e.says), e.when !== undefined && [' (declared when ', foreign(e.when), ')'], ' ', foreign(placeOf(bucket, e), 'place'), ' ', foreign(e.at, 'path')))));
`;
