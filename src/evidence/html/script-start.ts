/** The page around the views: frameworks, views, filters, and what happens when the address changes. */
export const START = String.raw`
const DRAW = { matrix: matrixView, findings: findingsView, controls: controlsView, requirements: requirementsView, hand: handView, declared: declaredView };

const app = document.getElementById('app');
const frameworks = el('div', { class: 'frameworks' });
const filters = el('form', { class: 'filters', role: 'search', 'aria-label': 'Findings', onsubmit: event => event.preventDefault() });
const views = el('nav', { class: 'views', 'aria-label': 'Views' });
const shownNow = el('output', { class: 'count', 'aria-live': 'polite' });
const view = el('section', { id: 'view', tabindex: '-1', 'aria-labelledby': 'viewed' });

function drawFrameworks() {
  const tabs = reports.size > 1;
  if (tabs) { frameworks.setAttribute('role', 'tablist'); frameworks.setAttribute('aria-label', 'Frameworks'); }
  const cards = [...reports].map(([id, { framework, summary }], i) => {
    const content = [el('span', { class: 'name' }, framework.title), el('span', { class: 'edition' }, framework.edition), bar(summary.outcomes), el('span', { class: 'counts' }, summary.outcomes.fail.toLocaleString('en') + ' failed, ' + summary.outcomes.unknown.toLocaleString('en') + ' unknown')];
    if (!tabs) return el('div', { class: 'card' }, content);
    const chosen = id === state.framework;
    return el('button', { type: 'button', class: 'card', role: 'tab', id: 'tab-' + i, 'aria-selected': String(chosen), 'aria-controls': 'panel', tabindex: chosen ? '0' : '-1', onclick: () => choose(id) }, content);
  });
  frameworks.replaceChildren(...cards);
  if (tabs) document.getElementById('panel').setAttribute('aria-labelledby', 'tab-' + [...reports.keys()].indexOf(state.framework));
}

const choose = framework => go({ ...NOTHING_OPEN, framework, supports: '', page: 1 });

frameworks.addEventListener('keydown', event => {
  const ids = [...reports.keys()];
  const at = ids.indexOf(state.framework);
  const to = { ArrowRight: (at + 1) % ids.length, ArrowLeft: (at + ids.length - 1) % ids.length, Home: 0, End: ids.length - 1 }[event.key];
  if (to === undefined || ids.length < 2) return;
  event.preventDefault();
  choose(ids[to]);
  frameworks.children[to].focus();
});

function toggle(key, value, all) {
  const chosen = state[key].includes(value) ? state[key].filter(v => v !== value) : all.filter(v => v === value || state[key].includes(v));
  go({ [key]: chosen, page: 1 });
}

const chipFor = (key, value, all, ...content) => el('button', { type: 'button', id: key + '-' + value, class: 'toggle ' + (key === 'outcome' ? 'o-' : 's-') + value, 'aria-pressed': String(state[key].includes(value)), onclick: () => toggle(key, value, all) }, content);

let typing;

function drawFilters(model) {
  const { outcomes } = model.report.summary;
  const select = (id, label, value, options) => el('label', {}, label, el('select', { id, onchange: event => go({ [id]: event.target.value, page: 1 }) }, options.map(([v, text]) => el('option', { value: v, selected: v === value }, text))));
  const cut = text => text.length > 60 ? text.slice(0, 59) + '…' : text;
  filters.replaceChildren(
    el('div', { class: 'outcomes', role: 'group', 'aria-label': 'Outcome' }, OUTCOMES.map(o => chipFor('outcome', o, OUTCOMES, el('b', {}, outcomes[o].toLocaleString('en')), el('span', {}, mark(o), ' ', COUNTED[o])))),
    el('div', { class: 'row' },
      el('label', { class: 'wide' }, 'Search', el('input', { type: 'search', id: 'search', value: state.search, placeholder: 'bucket, template or control', oninput: event => { clearTimeout(typing); typing = setTimeout(() => go({ search: event.target.value, page: 1 }), 150); } })),
      select('supports', 'Requirement', state.supports, [['', 'all'], ...model.report.requirements.map(r => [r.id, cut(r.id + '  ' + r.title)])]),
      el('div', { class: 'severities', role: 'group', 'aria-labelledby': 'severity' }, el('span', { id: 'severity' }, 'Severity'), SEVERITIES.map(s => chipFor('severity', s, SEVERITIES, s))),
      model.report.baseline && select('known', 'Baseline', state.known, [['', 'new and known'], ['new', 'new only'], ['known', 'known only']]),
      el('button', { type: 'button', id: 'reset', class: 'quiet', disabled: !isFiltered(state), onclick: () => { clearTimeout(typing); go(NO_FILTER); } }, 'Reset')));
}

function drawViews(model) {
  const count = { findings: model.items.length, controls: model.controls.size, requirements: model.requirements.size, hand: model.manual.size, declared: [...model.buckets.values()].filter(declares).length, matrix: model.buckets.size };
  views.replaceChildren(...VIEWS.map(([id, text]) => el('button', { type: 'button', id: 'view-' + id, 'aria-current': id === state.view ? 'page' : false, onclick: () => go({ view: id, page: 1 }, true) }, text, ' ', el('span', { class: 'soft' }, count[id].toLocaleString('en')))));
}

function drawView(model) {
  const items = isFiltered(state) ? matching(model, state) : model.urgent;
  const { size } = new Set(items.map(i => i.bucket));
  const title = VIEWS.find(([id]) => id === state.view)[1];
  const about = state.view === 'hand' ? plural(attestationsFor(model).length, 'check') + ' of ' + model.manual.size + ' to attest by hand'
    : state.view === 'declared' ? plural(declaringIn(model).length, 'bucket') + ' of ' + model.buckets.size.toLocaleString('en') + ' whose owner declares something'
    : plural(items.length, 'finding') + (isFiltered(state) ? ' of ' + model.items.length.toLocaleString('en') : '') + ' on ' + plural(size, 'bucket') + (isFiltered(state) ? ' of ' + model.buckets.size.toLocaleString('en') : '');
  shownNow.textContent = 'Shown: ' + about + '.';
  view.replaceChildren(el('h2', { id: 'viewed', class: 'unseen' }, title), ...[DRAW[state.view](model, items)].flat(3).filter(Boolean));
}

/** Draws what differs from before, and gives the focus back to what had it. */
function show(before) {
  const model = modelFor(state.framework);
  const { bucket, requirement, control, ...seen } = state;
  const same = before && Object.keys(seen).every(key => String(before[key]) === String(state[key]));
  if (!same) {
    const { id } = document.activeElement || {};
    drawFrameworks();
    // A field that somebody types in stays as it is.
    if (id !== 'search' || !before || before.framework !== state.framework || (state.search !== document.activeElement.value)) drawFilters(model);
    else document.getElementById('reset').disabled = !isFiltered(state);
    drawViews(model);
    drawView(model);
    const again = id && document.getElementById(id);
    if (again && again !== document.activeElement) (again.disabled ? view : again).focus();
  }
  drawPanel(model);
}

function move() {
  const before = state;
  state = readState();
  show(before);
}

function drawTools() {
  const theme = el('select', { id: 'theme', onchange: event => { document.documentElement.dataset.theme = event.target.value; } }, ['system', 'light', 'dark'].map(t => el('option', { value: t }, t)));
  document.getElementById('tools').append(el('label', {}, 'Colours', theme), el('button', { type: 'button', class: 'quiet', onclick: () => window.print() }, 'Print'));
}

if (reports.size > 0) {
  const panel = el('div', { id: 'panel', role: reports.size > 1 ? 'tabpanel' : undefined }, filters, el('div', { class: 'bar-of-views' }, views, shownNow), view);
  app.append(frameworks, panel);
  document.body.append(dialog, paper);
  drawTools();
  show();
  document.getElementById('static').remove();
  // Its address would say that no filter is set.
  document.querySelector('.skip').addEventListener('click', event => { event.preventDefault(); view.focus(); });
  window.addEventListener('popstate', move);
  window.addEventListener('hashchange', move);
}
`;
