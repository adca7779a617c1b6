/** The page around the views: frameworks, views, filters, and what happens when the address changes. */
export const START = String.raw`
const DRAW = {
  matrix: matrixView,
  findings: findingsView,
  controls: controlsView,
  requirements: requirementsView,
  hand: handView,
  declared: declaredView,
};

const app = document.getElementById('app');
const frameworks = el('div', { class: 'frameworks' });
const filters = el('form', { 'class': 'filters', 'role': 'search', 'aria-label': 'Findings', 'onsubmit': event => event.preventDefault() });
const views = el('nav', { 'class': 'views', 'aria-label': 'Views' });
const shownNow = el('output', { 'class': 'count', 'aria-live': 'polite' });
const view = el('section', { 'id': 'view', 'tabindex': '-1', 'aria-labelledby': 'viewed' });

frameworks.addEventListener('keydown', event => {
  const ids = [...reports.keys()];
  const at = ids.indexOf(state.framework);
  const to = { ArrowRight: (at + 1) % ids.length, ArrowLeft: (at + ids.length - 1) % ids.length, Home: 0, End: ids.length - 1 }[event.key];
  if (to === undefined || ids.length < 2) return;
  event.preventDefault();
  choose(ids[to]);
  frameworks.children[to].focus();
});

function drawViews(model) {
  const count = {
    findings: model.items.length,
    controls: model.controls.size,
    requirements: model.requirements.size,
    hand: model.manual.size,
    declared: [...model.buckets.values()].filter(declares).length,
    matrix: model.buckets.size,
  };
  views.replaceChildren(
    ...VIEWS.map(([id, text]) =>
      el(
        'button',
        {
          'type': 'button',
          'id': 'view-' + id,
          'aria-current': id === state.view ? 'page' : false,
          'onclick': () => go({ view: id, page: 1 }, true),
        },
        text,
        ' ',
        el('span', { class: 'soft' }, count[id].toLocaleString('en')),
      ),
    ),
  );
}

function drawView(model) {
  const items = isFiltered(state) ? matching(model, state) : model.urgent;
  const { size } = new Set(items.map(i => i.bucket));
  const title = VIEWS.find(([id]) => id === state.view)[1];
  const about =
    state.view === 'hand'
      ? plural(attestationsFor(model).length, 'check') + ' of ' + model.manual.size + ' to attest by hand'
      : state.view === 'declared'
        ? plural(declaringIn(model).length, 'bucket') + ' of ' + model.buckets.size.toLocaleString('en') + ' whose owner declares something'
        : plural(items.length, 'finding') +
          (isFiltered(state) ? ' of ' + model.items.length.toLocaleString('en') : '') +
          ' on ' +
          plural(size, 'bucket') +
          (isFiltered(state) ? ' of ' + model.buckets.size.toLocaleString('en') : '');
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
    if (id !== 'search' || !before || before.framework !== state.framework || state.search !== document.activeElement.value) drawFilters(model);
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
  const theme = el(
    'select',
    {
      id: 'theme',
      onchange: event => {
        document.documentElement.dataset.theme = event.target.value;
      },
    },
    ['system', 'light', 'dark'].map(t => el('option', { value: t }, t)),
  );
  document
    .getElementById('tools')
    .append(el('label', {}, 'Colours', theme), el('button', { type: 'button', class: 'quiet', onclick: () => window.print() }, 'Print'));
}

if (reports.size > 0) {
  const panel = el(
    'div',
    { id: 'panel', role: reports.size > 1 ? 'tabpanel' : undefined },
    filters,
    el('div', { class: 'bar-of-views' }, views, shownNow),
    view,
  );
  app.append(frameworks, panel);
  document.body.append(dialog, paper);
  drawTools();
  show();
  document.getElementById('static').remove();
  // Its address would say that no filter is set.
  document.querySelector('.skip').addEventListener('click', event => {
    event.preventDefault();
    view.focus();
  });
  window.addEventListener('popstate', move);
  window.addEventListener('hashchange', move);
}
`;
