/** The frameworks to choose from, and the filters. */
export const FILTERS = String.raw`
function drawFrameworks() {
  const tabs = reports.size > 1;
  if (tabs) {
    frameworks.setAttribute('role', 'tablist');
    frameworks.setAttribute('aria-label', 'Frameworks');
  }
  const cards = [...reports].map(([id, { framework, summary }], i) => {
    const content = [
      el('span', { class: 'name' }, framework.title),
      el('span', { class: 'edition' }, framework.edition),
      bar(summary.outcomes),
      el(
        'span',
        { class: 'counts' },
        summary.outcomes.fail.toLocaleString('en') + ' failed, ' + summary.outcomes.unknown.toLocaleString('en') + ' unknown',
      ),
    ];
    if (!tabs) return el('div', { class: 'card' }, content);
    const chosen = id === state.framework;
    return el(
      'button',
      {
        'type': 'button',
        'class': 'card',
        'role': 'tab',
        'id': 'tab-' + i,
        'aria-selected': String(chosen),
        'aria-controls': 'panel',
        'tabindex': chosen ? '0' : '-1',
        'onclick': () => choose(id),
      },
      content,
    );
  });
  frameworks.replaceChildren(...cards);
  if (tabs) document.getElementById('panel').setAttribute('aria-labelledby', 'tab-' + [...reports.keys()].indexOf(state.framework));
}

const choose = framework => go({ ...NOTHING_OPEN, framework, supports: '', page: 1 });

function toggle(key, value, all) {
  const chosen = state[key].includes(value) ? state[key].filter(v => v !== value) : all.filter(v => v === value || state[key].includes(v));
  go({ [key]: chosen, page: 1 });
}

const chipFor = (key, value, all, ...content) =>
  el(
    'button',
    {
      'type': 'button',
      'id': key + '-' + value,
      'class': 'toggle ' + (key === 'outcome' ? 'o-' : 's-') + value,
      'aria-pressed': String(state[key].includes(value)),
      'onclick': () => toggle(key, value, all),
    },
    content,
  );

let typing;

function drawFilters(model) {
  const { outcomes } = model.report.summary;
  const select = (id, label, value, options) =>
    el(
      'label',
      {},
      label,
      el(
        'select',
        { id, onchange: event => go({ [id]: event.target.value, page: 1 }) },
        options.map(([v, text]) => el('option', { value: v, selected: v === value }, text)),
      ),
    );
  const cut = text => (text.length > 60 ? text.slice(0, 59) + '…' : text);
  filters.replaceChildren(
    el(
      'div',
      { 'class': 'outcomes', 'role': 'group', 'aria-label': 'Outcome' },
      OUTCOMES.map(o => chipFor('outcome', o, OUTCOMES, el('b', {}, outcomes[o].toLocaleString('en')), el('span', {}, mark(o), ' ', COUNTED[o]))),
    ),
    el(
      'div',
      { class: 'row' },
      el(
        'label',
        { class: 'wide' },
        'Search',
        el('input', {
          type: 'search',
          id: 'search',
          value: state.search,
          placeholder: 'bucket, template or control',
          oninput: event => {
            clearTimeout(typing);
            typing = setTimeout(() => go({ search: event.target.value, page: 1 }), 150);
          },
        }),
      ),
      select('supports', 'Requirement', state.supports, [['', 'all'], ...model.report.requirements.map(r => [r.id, cut(r.id + '  ' + r.title)])]),
      el(
        'div',
        { 'class': 'severities', 'role': 'group', 'aria-labelledby': 'severity' },
        el('span', { id: 'severity' }, 'Severity'),
        SEVERITIES.map(s => chipFor('severity', s, SEVERITIES, s)),
      ),
      model.report.baseline &&
        select('known', 'Baseline', state.known, [
          ['', 'new and known'],
          ['new', 'new only'],
          ['known', 'known only'],
        ]),
      el(
        'button',
        {
          type: 'button',
          id: 'reset',
          class: 'quiet',
          disabled: !isFiltered(state),
          onclick: () => {
            clearTimeout(typing);
            go(NO_FILTER);
          },
        },
        'Reset',
      ),
    ),
  );
}
`;
