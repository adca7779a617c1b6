/** What the drill-down says of a bucket, a requirement, a control, or a check that a person does. */
export const FACTS = String.raw`
const TIERS = {
  A: 'AWS, cdk-nag, the Guard registry or the law itself',
  B: 'Prowler or Powerpipe',
  C: 'one community scanner',
  spec: 'the written security spec',
  none: 'nobody else',
};

const fact = (name, ...content) => el('div', {}, el('dt', {}, name), el('dd', {}, content));

/** What was found on a bucket, without what is so of the control on every bucket. */
function foundFacts(bucket, { because, assuming = [], waiver }) {
  return el(
    'dl',
    { class: 'facts' },
    fact(
      because.length === 1 ? 'Reason' : 'Reasons',
      el(
        'ul',
        { class: 'plain reasons' },
        because.map(b => el('li', {}, el('span', { class: 'at' }, foreign(placeOf(bucket, b), 'place'), ' ', path(b.at)), foreign(b.says))),
      ),
    ),
    assuming.length > 0 &&
      fact(
        'Taken for granted',
        el(
          'ul',
          { class: 'plain' },
          assuming.map(text => el('li', {}, foreign(text))),
        ),
      ),
    waiver &&
      fact(
        'Waived by',
        foreign(waiver.owner),
        ' until ',
        foreign(waiver.expires),
        ': ',
        foreign(waiver.reason),
        el('span', { class: 'at' }, path(waiver.at)),
      ),
  );
}

const controlFacts = finding =>
  el(
    'dl',
    { class: 'facts' },
    finding.why && fact('Why it matters', prose(finding.why)),
    finding.fix && fact('Fix', prose(finding.fix)),
    fact('Supports', requirementLinks(finding.requirements)),
  );

function findingDetails(bucket, finding, open) {
  return el(
    'details',
    { class: 'finding', open },
    el(
      'summary',
      {},
      badge(finding.outcome),
      ' ',
      el('span', { class: 'title' }, finding.check),
      ' ',
      severityTag(finding.severity),
      knownTag(finding),
      el('span', { class: 'statement' }, prose(finding.statement)),
    ),
    foundFacts(bucket, finding),
    controlFacts(finding),
  );
}

function bucketPanel(model, bucket) {
  const requirement = model.requirements.get(state.requirement);
  const items = bucket.items.filter(
    ({ finding }) => (!requirement || finding.requirements.includes(requirement.id)) && (!state.control || finding.check === state.control),
  );
  const narrow = requirement !== undefined || state.control !== '';
  const order = model.urgent.filter(i => i.bucket === bucket && items.includes(i));
  const all = order.map(({ finding }) => findingDetails(bucket, finding, narrow && (order.length < 4 || finding.outcome === 'fail')));
  return [
    [foreign(bucket.name)],
    [
      el('p', { class: 'soft' }, 'Bucket ', foreign(bucket.logicalId), ' in ', foreign(placeOf(bucket, bucket), 'place'), ' ', path(bucket.at)),
      requirement && el('p', {}, 'What supports requirement ', link(requirement.id, { requirement: requirement.id }), ': ', prose(requirement.title)),
      el('p', {}, countsInWords(countItems(items)) + '. ', narrow && link('All findings of this bucket', { bucket: bucket.key })),
      !narrow && declaredBlock(bucket),
      all.length > 1 &&
        el(
          'button',
          {
            type: 'button',
            class: 'quiet',
            onclick: () => {
              const open = all.some(d => !d.open);
              for (const d of all) d.open = open;
            },
          },
          'Open or close all',
        ),
      all,
      requirement && attestationList(byHand(model, requirement)),
      !narrow && bucket.exceptions.length > 0 && [el('h3', {}, 'Exceptions that the owner declares'), exceptionTable(bucket)],
    ],
  ];
}

const attestationList = found => found.length > 0 && [el('h3', {}, 'To attest by hand'), el('ul', { class: 'findings' }, found.map(attestation))];

const bucketLine = (outcome, bucket, open) =>
  el('li', { class: 'line' }, badge(outcome), link(foreign(bucket.name), { bucket: bucket.key, ...open }), foreign(placeOf(bucket, bucket), 'place'));

function requirementPanel(model, requirement) {
  const cells = cellsOf(model.items);
  const rows = [...cells]
    .map(([bucket, row]) => ({ bucket, outcome: worst(row.get(requirement.id) || []) }))
    .filter(r => r.outcome)
    .sort((a, b) => OUTCOMES.indexOf(a.outcome) - OUTCOMES.indexOf(b.outcome));
  return [
    [requirement.id],
    [
      el('p', {}, prose(requirement.title), requirement.priority && [' ', el('span', { class: 'tag' }, 'priority ' + requirement.priority)]),
      el('p', { class: 'soft' }, model.report.framework.title + ': ' + countsInWords(requirement.outcomes) + '.'),
      el('h3', {}, 'Checks that support it'),
      el(
        'ul',
        { class: 'plain' },
        requirement.checks.map(c =>
          el(
            'li',
            {},
            el(
              'div',
              { class: 'line' },
              link(c.id, { control: c.id }),
              model.manual.has(c.id) && el('span', { class: 'tag' }, 'by hand'),
              c.onlyIf && el('span', { class: 'tag' }, 'only ' + c.onlyIf),
              el('span', { class: 'soft tier' }, 'mapped by ' + TIERS[c.tier] + ' (tier ' + c.tier + ')'),
            ),
          ),
        ),
      ),
      attestationList(byHand(model, requirement)),
      rows.length > 0 && [
        el('h3', {}, 'Buckets, the worst outcome of each'),
        growing(rows, r => bucketLine(r.outcome, r.bucket, { requirement: requirement.id }), 100),
      ],
    ],
  ];
}

function controlPanel(model, control) {
  const items = model.urgent.filter(i => i.finding.check === control.check);
  return [
    [control.check],
    [
      el('p', {}, prose(control.statement), ' ', severityTag(control.severity)),
      controlFacts(control),
      el('h3', {}, 'Buckets'),
      el('p', { class: 'soft' }, countsInWords(countItems(items)) + '.'),
      growing(items, ({ bucket, finding }) => bucketLine(finding.outcome, bucket, { control: control.check }), 100),
    ],
  ];
}

const manualPanel = (model, m) => [
  [m.check],
  [
    el('p', {}, prose(m.statement)),
    el(
      'dl',
      { class: 'facts' },
      fact('What a person looks at', prose(m.manual)),
      m.observed && fact('Seen of the accounts', observed(m)),
      m.onlyIf && fact('Asked only', m.onlyIf),
      fact('Supports', requirementLinks(m.requirements)),
    ),
  ],
];
`;
