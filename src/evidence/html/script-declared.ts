/** What people say rather than templates: what they attest by hand, what owners declare, what a baseline file records. */
export const DECLARED = String.raw`
function attestationsFor(model) {
  const words = wordsOf(state);
  return model.report.manual.filter(
    m =>
      (state.supports === '' || m.requirements.includes(state.supports)) &&
      words.every(word => (m.check + '\n' + m.statement + '\n' + m.manual + (m.observed || []).map(o => '\n' + o.says + '\n' + o.at).join('')).toLowerCase().includes(word)),
  );
}

const observed = m =>
  (m.observed || []).length > 0 &&
  el('ul', { class: 'soft' }, m.observed.map(o => el('li', {}, 'Observed: ', foreign(o.says), ' ', path(o.at))));

const attestation = m =>
  el(
    'li',
    {},
    el(
      'div',
      { class: 'line' },
      badge('manual'),
      link(m.check, { control: m.check }, 'title'),
      m.onlyIf && el('span', { class: 'tag' }, 'only ' + m.onlyIf),
    ),
    el('p', {}, prose(m.statement)),
    el('p', { class: 'says' }, prose(m.manual)),
    observed(m),
    el('p', { class: 'where' }, requirementLinks(m.requirements)),
  );

function handView(model) {
  const found = attestationsFor(model);
  if (found.length === 0) return [empty('Nothing to attest by hand' + (isFiltered(state) ? ' that the filter shows.' : '.'))];
  return [
    el('p', { class: 'soft' }, 'What no setting of a bucket shows. A person attests it once, for the account or the organization.'),
    el('ul', { class: 'findings' }, found.map(attestation)),
  ];
}

const declares = bucket => bucket.exceptions.length > 0 || (bucket.declared || []).length > 0;

function declaringIn(model) {
  const words = wordsOf(state);
  return [...model.buckets.values()].filter(
    b => declares(b) && words.every(word => b.hay.includes(word) || b.exceptions.some(e => e.control.toLowerCase().includes(word))),
  );
}

function declaredView(model) {
  const found = declaringIn(model);
  const { shown, pager } = paged(found, 50, 'Buckets');
  const { baseline } = model.report;
  return [
    found.length === 0 && empty('No owner declares anything' + (isFiltered(state) ? ' that the filter shows.' : '.')),
    shown.map(b => el('section', { class: 'declares' }, el('h3', {}, link(foreign(b.name), { bucket: b.key })), declaredBlock(b), exceptionTable(b))),
    pager,
    baseline && baselineBlock(baseline),
  ];
}

const baselineBlock = ({ known, gone }) =>
  el(
    'section',
    { class: 'declares' },
    el('h3', {}, 'Baseline file'),
    el(
      'p',
      {},
      plural(known, 'finding') +
        ' of this framework ' +
        (known === 1 ? 'is' : 'are') +
        ' known from the baseline file: found before, to be mended later.',
    ),
    gone.length === 0
      ? el('p', {}, 'All of its entries are still found.')
      : table(
          'Entries of the baseline file that are not found any more',
          ['Not found any more', 'Control', 'Was'],
          gone.map(g => el('tr', {}, el('td', {}, foreign(g.bucket)), el('td', {}, foreign(g.control)), el('td', {}, badge(g.outcome)))),
        ),
  );

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
    return [
      el(
        'p',
        { class: 'soft' },
        'Declared by the owner' + (d.when === undefined ? '' : ' when '),
        d.when !== undefined && foreign(d.when),
        ', not verified ',
        foreign(placeOf(bucket, d), 'place'),
        ' ',
        path(d.at),
      ),
      el(
        'dl',
        { class: 'facts' },
        lines.map(([name, text]) => el('div', {}, el('dt', {}, name), el('dd', {}, foreign(text)))),
      ),
    ];
  });
}

const exceptionTable = bucket =>
  bucket.exceptions.length > 0 &&
  table(
    'Exceptions that the owner declares',
    ['Exception', 'Control', 'Owner', 'Expires', 'Reason', 'What became of it'],
    bucket.exceptions.map(e =>
      el(
        'tr',
        {},
        el('td', {}, el('span', { class: e.status === 'waives' ? 'badge o-waived' : 'badge o-unknown' }, e.status)),
        el('td', {}, foreign(e.control)),
        el('td', {}, foreign(e.owner || 'no owner')),
        el('td', { class: 'day' }, foreign(e.expires || 'no day')),
        el('td', {}, foreign(e.reason || 'no reason')),
        el(
          'td',
          {},
          foreign(e.says),
          e.when !== undefined && [' (declared when ', foreign(e.when), ')'],
          ' ',
          foreign(placeOf(bucket, e), 'place'),
          ' ',
          path(e.at),
        ),
      ),
    ),
  );
`;
