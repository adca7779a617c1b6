import { browser, shown } from './browser';
import { manyReports } from './samples';
import { toHtml } from '../../src/evidence';

const open = browser();

test('1,000 buckets and 60 requirements', async () => {
  const reports = manyReports(1000, 4);
  const measured: string[] = [];
  const timed = async <T>(what: string, work: () => T | Promise<T>): Promise<T> => {
    const start = performance.now();
    const done = await work();
    measured.push(`${what} ${Math.round(performance.now() - start)} ms`);
    return done;
  };
  const html = await timed('write', () => toHtml(reports));
  measured.push(`size ${(html.length / 1e6).toFixed(1)} MB`);
  const page = await timed('save and open', () => open(html, { at: 'framework=hipaa' }));
  const load = await page.evaluate('Math.round(performance.getEntriesByType("navigation")[0].loadEventEnd)');
  expect(await shown(page)).toBe('Shown: 39,000 findings on 1,000 buckets.');
  expect(await page.getByRole('rowheader').count()).toBe(50);
  expect(await page.evaluate('document.querySelectorAll("*").length')).toBeLessThan(10_000);

  await timed('filter', () => page.click('#outcome-waived'));
  expect(await shown(page)).toBe('Shown: 333 findings of 39,000 on 333 buckets of 1,000.');
  await page.click('#reset');
  await timed('search', async () => {
    await page.fill('#search', 'Assets500 http');
    await page.waitForSelector('text=Shown: 1 finding of 39,000');
  });
  await page.click('#reset');
  await timed('next page', () => page.click('#turn-Next'));
  expect(await page.getByRole('navigation', { name: 'Pages' }).innerText()).toContain('Buckets 51–100 of 1,000');
  await timed('findings', () => page.click('#view-findings'));
  expect(await page.locator('.findings > li').count()).toBe(50);
  await timed('requirement', () => page.evaluate('location.hash = "#framework=hipaa&requirement=164.312(a)(1)"'));
  await page.getByRole('dialog').getByRole('button', { name: 'Show 100 more' }).click();
  expect(await page.getByRole('dialog').locator('li.line').count()).toBe(200);
  console.info(`1,000 buckets, ${reports.length} frameworks: load ${load} ms, ${measured.join(', ')}`);
});
