import { execFileSync } from 'node:child_process';
import type { Page } from 'playwright-core';
import { browser } from './browser';
import { fewReports, manyReports } from './samples';

const open = browser();
const REPORTS = fewReports();
const HIPAA = REPORTS.find(r => r.framework.id === 'hipaa')!;

/** The page as a PDF: its text, and its number of pages. */
async function printed(page: Page): Promise<{ readonly text: string; readonly pages: number }> {
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const text = execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' });
  return { text: text.replace(/\s+/g, ' '), pages: text.split('\f').length - 1 };
}

test('paper has the matrix, all open findings, what to attest, and no controls', async () => {
  const { text, pages } = await printed(await open([HIPAA]));
  expect(pages).toBeGreaterThan(8);
  const head = ['HIPAA Security Rule', '45 CFR Part 164, Subpart C', 'not a certification', '2026-11-25', 'records.yaml'];
  for (const said of [...head, 'To attest by hand', 'Attested by, on', 'Declared by owners', 'a typing error']) expect(text).toContain(said);
  expect(text).toMatch(/ App\/Storage\/Records (?:[✗?○~✓–◇·] ){20}/);
  for (const bucket of HIPAA.buckets) expect(text).toContain(bucket.constructPath ?? bucket.logicalId);
  const words = (s: string) => s.replace(/`/g, '').split(/\s+/).filter(w => /^[a-z]{4,}$/.test(w));
  for (const finding of HIPAA.buckets.flatMap(b => b.findings).filter(f => f.outcome !== 'pass' && f.outcome !== 'not-applicable')) {
    expect(text).toContain(finding.check);
    for (const word of finding.because.flatMap(b => words(b.says))) expect(text).toContain(word);
  }
  for (const { check } of HIPAA.manual) expect(text.replace(/- /g, '-')).toContain(check);
  for (const gone of ['Reset', 'Skip to', 'Colours', 'Arrow keys', 'bucket, template or control']) expect(text).not.toContain(gone);
});

test('a print holds what a filter shows, and says so', async () => {
  const { text, pages } = await printed(await open(REPORTS, { at: 'framework=hipaa&outcome=waived&search=records' }));
  expect(text).toContain('Only what a filter shows: outcome waived; text "records".');
  expect(text).toContain('http-refused');
  expect(text).not.toContain('sse-c-blocked medium');
  expect(text).not.toContain('GDPR Regulation');
  expect(pages).toBeLessThan(10);
});

test('without a filter it holds every framework, and the page is as before', async () => {
  const page = await open(REPORTS, { at: 'bucket=website.yaml%23Assets', colorScheme: 'dark' });
  const { text } = await printed(page);
  for (const { framework } of REPORTS) expect(text).toContain(framework.edition.replace(/,.*/, ''));
  expect(await page.locator('#paper *').count()).toBe(0);
  expect(await page.getByRole('dialog').getByRole('heading', { level: 2 }).innerText()).toBe('Assets');
});

test('of very many findings paper has the matrix and the names of the buckets, and says so', async () => {
  const reports = manyReports(111, 2);
  const { text, pages } = await printed(await open(reports));
  expect(text).toContain('The file has 1 other framework, printed when chosen.');
  expect(text).toMatch(/[\d,]+ findings are open: paper names their buckets\./);
  expect(text).toContain('AccessLogs108');
  expect(text).not.toContain('there is no bucket policy');
  expect(pages).toBeLessThan(100);
});

test('without its script it prints what it shows', async () => {
  const { text } = await printed(await open([HIPAA], { javaScriptEnabled: false }));
  for (const said of ['3 buckets: ', 'App/Storage/Records', '164.312(e)(1)', 'iam-mfa']) expect(text).toContain(said);
});
