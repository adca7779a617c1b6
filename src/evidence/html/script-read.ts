/** Reads the reports out of the page, and finds things in them. */
export const READ = String.raw`
const OUTCOMES = ['fail', 'unknown', 'manual', 'waived', 'pass', 'not-applicable'];
const SEVERITIES = ['high', 'medium', 'low'];
const SYMBOLS = { 'fail': '✗', 'unknown': '?', 'manual': '○', 'waived': '~', 'pass': '✓', 'not-applicable': '–' };
const WORDS = { 'fail': 'fail', 'unknown': 'unknown', 'manual': 'decide', 'waived': 'waived', 'pass': 'pass', 'not-applicable': 'n/a' };
const COUNTED = {
  'fail': 'failed',
  'unknown': 'unknown',
  'manual': 'to decide by hand',
  'waived': 'waived',
  'pass': 'passed',
  'not-applicable': 'not applicable',
};

function unpack({ shapes, parts }) {
  const done = [];
  for (const part of parts) {
    if (!Array.isArray(part)) done.push(part);
    else if (part[0] === 0) done.push(part.slice(1).map(i => done[i]));
    else done.push(Object.fromEntries(shapes[part[0] - 1].map((key, i) => [key, done[part[i + 1]]])));
  }
  return done[done.length - 1];
}

/** Distinct names for the address bar: a name that is taken gets a number. */
function keyed(things, nameOf) {
  const map = new Map();
  for (const thing of things) {
    let key = nameOf(thing);
    for (let i = 2; map.has(key); i++) key = nameOf(thing) + '~' + i;
    map.set(key, thing);
  }
  return map;
}

/** One framework's report with what the views ask of it. */
function modelOf(report) {
  const buckets = keyed(
    report.buckets.map(b => ({ ...b })),
    b => b.template + '#' + b.logicalId,
  );
  const controls = new Map();
  const items = [];
  for (const [key, bucket] of buckets) {
    bucket.key = key;
    bucket.name = bucket.constructPath || bucket.logicalId;
    bucket.hay = [bucket.name, bucket.logicalId, bucket.template].join('\n').toLowerCase();
    bucket.items = bucket.findings.map(finding => ({ bucket, finding }));
    for (const item of bucket.items) {
      items.push(item);
      if (!controls.has(item.finding.check))
        controls.set(item.finding.check, { ...item.finding, hay: (item.finding.check + '\n' + item.finding.statement).toLowerCase() });
      const control = controls.get(item.finding.check);
      // What passes carries neither: the control is shown with what another bucket's finding says.
      control.why = control.why || item.finding.why;
      control.fix = control.fix || item.finding.fix;
    }
  }
  const requirements = new Map(report.requirements.map(r => [r.id, r]));
  const manual = new Map(report.manual.map(m => [m.check, m]));
  const rank = ({ finding }) => OUTCOMES.indexOf(finding.outcome) * 4 + SEVERITIES.indexOf(finding.severity);
  const urgent = items.slice().sort((a, b) => rank(a) - rank(b));
  return { report, buckets, controls, items, urgent, requirements, manual };
}

const reports = keyed(unpack(JSON.parse(document.getElementById('reports').textContent)), r => r.framework.id);
const models = new Map();

function modelFor(id) {
  if (!models.has(id)) models.set(id, modelOf(reports.get(id)));
  return models.get(id);
}

const worst = outcomes => OUTCOMES.find(o => outcomes.includes(o));
const placeOf = (bucket, thing) => (thing.template || bucket.template) + (thing.line === undefined ? '' : ':' + thing.line);
const plural = (n, thing) => n.toLocaleString('en') + ' ' + thing + (n === 1 ? '' : 's');
const countItems = items => Object.fromEntries(OUTCOMES.map(o => [o, items.filter(i => i.finding.outcome === o).length]));
`;
