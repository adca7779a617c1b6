/** What is shown is in the address: a view can be linked, and the way back works. */
export const STATE = String.raw`
const VIEWS = [
  ['matrix', 'Matrix'],
  ['findings', 'Findings'],
  ['controls', 'Controls'],
  ['requirements', 'Requirements'],
  ['hand', 'By hand'],
  ['declared', 'Declared'],
];

function readState() {
  const given = new URLSearchParams(location.hash.slice(1));
  const text = key => given.get(key) || '';
  const some = (key, all) =>
    text(key)
      .split(',')
      .filter(word => all.includes(word));
  const framework = reports.has(text('framework')) ? text('framework') : [...reports.keys()][0];
  return {
    framework,
    view: VIEWS.some(([id]) => id === text('view')) ? text('view') : 'matrix',
    outcome: some('outcome', OUTCOMES),
    severity: some('severity', SEVERITIES),
    supports: framework !== undefined && modelFor(framework).requirements.has(text('supports')) ? text('supports') : '',
    known: ['new', 'known'].includes(text('known')) ? text('known') : '',
    search: text('search'),
    page: Math.max(1, Math.floor(Number(text('page'))) || 1),
    bucket: text('bucket'),
    requirement: text('requirement'),
    control: text('control'),
  };
}

let state = readState();

function address(wanted) {
  const said = new URLSearchParams();
  for (const [key, value] of Object.entries(wanted)) {
    const usual = key === 'page' ? value === 1 : key === 'view' ? value === 'matrix' : key === 'framework' ? reports.size < 2 : value.length === 0;
    if (!usual) said.set(key, String(value));
  }
  return '#' + said;
}

/** Shows something else; a step is one that the back button takes back. */
function go(changes, step) {
  const before = state;
  state = { ...state, ...changes };
  // A page in a sandbox has no history: it works without.
  try {
    history[step ? 'pushState' : 'replaceState'](null, '', address(state));
  } catch {
    /* the address stays */
  }
  show(before);
}

const NOTHING_OPEN = { bucket: '', requirement: '', control: '' };
const NO_FILTER = { outcome: [], severity: [], supports: '', known: '', search: '', page: 1 };
const isFiltered = s => s.outcome.length + s.severity.length > 0 || s.supports !== '' || s.known !== '' || s.search.trim() !== '';
const wordsOf = s =>
  s.search
    .toLowerCase()
    .split(/\s+/)
    .filter(word => word !== '');

function matching(model, s) {
  const words = wordsOf(s);
  const inBucket = new Map();
  if (words.length > 0)
    for (const b of model.buckets.values())
      inBucket.set(
        b,
        words.map(word => b.hay.includes(word)),
      );
  return model.urgent.filter(
    ({ bucket, finding }) =>
      (s.outcome.length === 0 || s.outcome.includes(finding.outcome)) &&
      (s.severity.length === 0 || s.severity.includes(finding.severity)) &&
      (s.supports === '' || finding.requirements.includes(s.supports)) &&
      (s.known === '' || (s.known === 'known') === (finding.known === true)) &&
      words.every((word, i) => inBucket.get(bucket)[i] || model.controls.get(finding.check).hay.includes(word)),
  );
}

function filterInWords(s) {
  return [
    s.outcome.length > 0 && 'outcome ' + s.outcome.map(o => WORDS[o]).join(' or '),
    s.severity.length > 0 && 'severity ' + s.severity.join(' or '),
    s.supports && 'requirement ' + s.supports,
    s.known && (s.known === 'new' ? 'not in the baseline file' : 'known from the baseline file'),
    s.search.trim() && 'text "' + s.search.trim() + '"',
  ]
    .filter(Boolean)
    .join('; ');
}
`;
