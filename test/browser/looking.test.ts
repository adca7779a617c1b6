import { browser, hash, shown, textOf, turnTo } from './browser';
import { fewReports, realReports } from './samples';
import type { Report } from '../../src/evidence';
import { everyString } from '../../src/evidence/clean';
import { exceptionalReport, sampleReport } from '../evidence/sample';

const open = browser();
const REPORTS = fewReports();
const HIPAA = REPORTS.find(r => r.framework.id === 'hipaa')!;
const ALL = HIPAA.buckets.flatMap(b => b.findings);

test('shows a tab for each framework, the counts, and a matrix of buckets and requirements', async () => {
  const page = await open(REPORTS);
  expect(await page.getByRole('tab').allInnerTexts()).toEqual(REPORTS.map(r => expect.stringContaining(r.framework.title)));
  await page.getByRole('tab', { name: 'HIPAA' }).click();
  expect(await page.locator('.outcomes b').allInnerTexts()).toEqual(Object.values(HIPAA.summary.outcomes).map(String));
  expect(await page.getByRole('columnheader').count()).toBe(1 + HIPAA.requirements.length);
  expect(await page.getByRole('rowheader').count()).toBe(HIPAA.buckets.length);
  expect(await shown(page)).toBe(`Shown: ${ALL.length} findings on 3 buckets.`);
  expect(await page.locator('#static').count()).toBe(0);
});

test('each cell has the worst outcome, as a symbol and in words', async () => {
  const page = await open([HIPAA]);
  const words = { 'fail': 'fail', 'unknown': 'unknown', 'manual': 'decide', 'waived': 'waived', 'pass': 'pass', 'not-applicable': 'n/a' };
  const expected = HIPAA.buckets.flatMap(bucket => HIPAA.requirements.map(({ id, checks }) => {
    const found = bucket.findings.filter(f => f.requirements.includes(id));
    const worst = (Object.keys(words) as (keyof typeof words)[]).find(o => found.some(f => f.outcome === o));
    const none = checks.length > 0 ? 'attested once by hand, not for each bucket' : 'no check';
    return `${worst === undefined ? none : `${words[worst]}, ${found.length} finding${found.length === 1 ? '' : 's'}`}: ${bucket.constructPath ?? bucket.logicalId}, ${id}`;
  }));
  expect(await page.locator('.matrix td button').evaluateAll(buttons => buttons.map(b => (b as unknown as { ariaLabel: string }).ariaLabel))).toEqual(expected);
  expect(new Set(await page.locator('.matrix td').allInnerTexts())).toEqual(new Set(['✗', '?', '○', '~', '✓', '◇']));
});

test('filters by outcome, severity, requirement, baseline and text, says what is left, and takes it back', async () => {
  const page = await open([HIPAA], { at: 'view=findings' });
  const left = async (keep: (f: typeof ALL[number]) => boolean) => {
    const found = HIPAA.buckets.map(b => b.findings.filter(keep).length);
    const buckets = found.filter(n => n > 0).length;
    expect(await shown(page)).toBe(`Shown: ${found.reduce((a, b) => a + b)} findings of ${ALL.length} on ${buckets} bucket${buckets === 1 ? '' : 's'} of 3.`);
  };
  await page.click('#outcome-fail');
  await left(f => f.outcome === 'fail');
  await page.click('#severity-high');
  await left(f => f.outcome === 'fail' && f.severity === 'high');
  expect(await page.locator('.findings .badge').allInnerTexts()).toEqual(ALL.filter(f => f.outcome === 'fail' && f.severity === 'high').map(() => '✗\nfail'));
  await page.selectOption('#supports', '164.312(e)(1)');
  await left(f => f.outcome === 'fail' && f.severity === 'high' && f.requirements.includes('164.312(e)(1)'));
  await page.click('#reset');
  await page.click('#outcome-waived');
  await page.click('#outcome-unknown');
  await left(f => f.outcome === 'waived' || f.outcome === 'unknown');
  expect(hash(page).get('outcome')).toBe('unknown,waived');
  await page.click('#reset');
  await page.fill('#search', 'WEBSITE.yaml versioning');
  await expect(page.waitForSelector('text=Shown: 1 finding of')).resolves.toBeDefined();
  expect(await page.locator('.findings > li').innerText()).toContain('known (baseline file)');
  await page.fill('#search', 'no such bucket');
  await page.waitForSelector('text=Nothing matches the filter.');
  await page.click('#reset');
  await page.selectOption('#known', 'known');
  await page.waitForSelector('text=Shown: 1 finding of');
  await page.click('#reset');
  expect(await shown(page)).toBe(`Shown: ${ALL.length} findings on 3 buckets.`);
  expect([...hash(page).keys()]).toEqual(['view']);
});

test('a filter leaves the rows and columns of the matrix that have something', async () => {
  const page = await open([HIPAA], { at: 'outcome=waived' });
  expect(await page.getByRole('rowheader').allInnerTexts()).toEqual([expect.stringContaining('App/Storage/Records')]);
  const waived = ALL.find(f => f.outcome === 'waived')!;
  expect(await page.getByRole('columnheader').allInnerTexts()).toEqual(['Bucket', ...waived.requirements]);
});

test('a cell opens its findings, with all that is known of them', async () => {
  const page = await open([HIPAA]);
  await page.getByRole('button', { name: 'App/Storage/Records, 164.312(e)(1)', exact: false }).first().click();
  const text = await textOf(page, 'dialog');
  const finding = HIPAA.buckets[1].findings.find(f => f.check === 'http-refused')!;
  const waiver = ['Jane Roe until 2027-01-01', 'a scanner of 2009'];
  for (const said of [finding.statement, finding.because[0].says, 'records.yaml:4', finding.why!, ...waiver]) expect(text).toContain(said);
  expect(hash(page).get('bucket')).toBe('records.yaml#Records');
  await page.keyboard.press('Escape');
  expect(await page.locator('dialog[open]').count()).toBe(0);
  expect(hash(page).get('bucket')).toBeNull();
});

test('a link opens the same view, and the way back works', async () => {
  const page = await open(REPORTS, { at: 'framework=gdpr&view=controls&outcome=fail&bucket=website.yaml%23Assets' });
  expect(await page.getByRole('dialog').getByRole('heading', { level: 2 }).innerText()).toBe('Assets');
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  expect(await page.getByRole('tab', { selected: true }).innerText()).toContain('GDPR');
  await page.getByRole('region', { name: 'Controls' }).getByRole('button', { name: 'http-refused', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Assets' }).click();
  expect(await page.getByRole('dialog').getByRole('heading', { level: 2 }).innerText()).toBe('Assets');
  await page.goBack();
  expect(await page.getByRole('dialog').getByRole('heading', { level: 2 }).innerText()).toBe('http-refused');
  await page.goBack();
  expect(await page.locator('dialog[open]').count()).toBe(0);
});

test('an address that means nothing shows the matrix', async () => {
  const page = await open(REPORTS);
  const strange = ['framework=nothing&view=__proto__&page=-1&outcome=constructor', 'page=999999', 'bucket=none&requirement=toString', '%E0%A4%A', 'supports=none'];
  for (const at of strange) {
    await turnTo(page, at);
    expect(await page.getByRole('grid').count()).toBe(1);
    expect(await page.locator('dialog[open]').count()).toBe(0);
  }
});

/** The report with another text in each place, so that none is in sight for another's sake. */
function distinct(report: Report): Report {
  const names: ReadonlySet<string> = new Set(['schema', 'id', 'check', 'requirements', 'outcome', 'severity', 'tier', 'status', 'priority', 'control', 'bucket']);
  let i = 0;
  return everyString(report, (text, key) => names.has(key) ? text : `${text} n${i++}n`);
}

test.each([
  ['templates', HIPAA], ['branches', sampleReport()], ['declarations', exceptionalReport()],
])('nothing of a report is out of sight: %s', async (_, given) => {
  const report = distinct(given);
  const page = await open([report]);
  let text = await page.evaluate('document.querySelector("header.top").textContent + document.getElementById("app").textContent') as string;
  const look = async (address: string) => {
    await turnTo(page, address);
    text += await page.evaluate('document.getElementById("view").textContent + (document.querySelector("dialog[open]") || document.getElementById("view")).textContent') as string;
  };
  for (const view of ['findings', 'controls', 'requirements', 'hand', 'declared']) await look(`view=${view}`);
  for (const bucket of report.buckets) await look(String(new URLSearchParams({ bucket: `${bucket.template}#${bucket.logicalId}` })));
  for (const { id } of report.requirements) await look(String(new URLSearchParams({ requirement: id })));
  for (const { check } of [...report.buckets[0].findings, ...report.manual]) await look(String(new URLSearchParams({ control: check })));

  const plain = (said: string) => said.replace(/`/g, '').replace(/\s+/g, ' ');
  const seen = plain(text);
  const strings = (value: unknown, key: string): string[] => typeof value === 'string' ? (key === 'schema' || key === 'outcome' ? [] : [value])
    : typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([k, v]) => strings(v, Array.isArray(value) ? key : k)) : [];
  expect([...new Set(strings(report, ''))].filter(said => said !== report.framework.id && !seen.includes(plain(said)))).toEqual([]);
});

test('light and dark follow the system, until somebody chooses', async () => {
  const page = await open([HIPAA], { colorScheme: 'dark' });
  const background = () => page.evaluate('getComputedStyle(document.documentElement).backgroundColor') as Promise<string>;
  const dark = await background();
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await background();
  expect(light).not.toBe(dark);
  await page.selectOption('#theme', 'dark');
  expect(await background()).toBe(dark);
  await page.selectOption('#theme', 'system');
  expect(await background()).toBe(light);
});

test('on a screen of 320 pixels nothing sticks out', async () => {
  const page = await open(REPORTS, { at: 'framework=hipaa', viewport: { width: 320, height: 640 } });
  const views = ['matrix', 'findings', 'controls', 'requirements', 'hand', 'declared'].map(v => `view=${v}`);
  const addresses = [...views, 'bucket=records.yaml%23Records', 'control=http-refused', 'requirement=164.312(a)(1)'];
  for (const at of addresses) {
    await turnTo(page, `framework=hipaa&${at}`);
    await page.evaluate('for (const d of document.querySelectorAll("dialog details")) d.open = true');
    const width = 'Math.max(document.documentElement.scrollWidth, (document.querySelector("dialog[open] .sheet") || document.body).scrollWidth)';
    expect([at, await page.evaluate(width)]).toEqual([at, 320]);
  }
});

test('without its script, the page has the matrix and the counts', async () => {
  const page = await open([sampleReport()], { javaScriptEnabled: false });
  expect(await page.innerText('#static')).toContain('2 buckets: 2 failed, 3 unknown');
  expect(await page.getByRole('table', { name: 'worst outcome' }).getByRole('row').count()).toBe(3);
});

const REAL = realReports();
(REAL.length > 0 ? test : test.skip)('real templates', async () => {
  const page = await open(REAL, { at: 'framework=pci-dss-4-0-1&outcome=fail' });
  expect(await page.getByRole('rowheader').count()).toBeGreaterThan(20);
});
