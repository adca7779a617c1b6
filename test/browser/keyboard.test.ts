import type { Page } from 'playwright-core';
import { browser, hash, shown } from './browser';
import { fewReports } from './samples';

const open = browser();
const REPORTS = fewReports();
const HIPAA = REPORTS.find(r => r.framework.id === 'hipaa')!;

const press = async (page: Page, ...keys: readonly string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};

/** What has the focus: its label or text. */
const focused = (page: Page) => page.evaluate('document.activeElement.getAttribute("aria-label") || document.activeElement.innerText') as Promise<string>;

/** Whether nothing covers the middle of what has the focus. */
const inSight = (page: Page) => page.evaluate(`(() => {
  const { left, top, width, height } = document.activeElement.getBoundingClientRect();
  const seen = document.elementFromPoint(left + width / 2, top + height / 2);
  return document.activeElement === seen || document.activeElement.contains(seen);
})()`) as Promise<boolean>;

test('the first stop skips what stands before the findings', async () => {
  const page = await open(REPORTS, { at: 'view=findings&outcome=fail' });
  await press(page, 'Tab');
  expect(await focused(page)).toBe('Skip to the findings');
  expect(await inSight(page)).toBe(true);
  await press(page, 'Enter', 'Tab');
  expect(await page.evaluate('document.activeElement.closest("#view") !== null')).toBe(true);
  expect(hash(page).get('outcome')).toBe('fail');
});

test('arrows choose a framework', async () => {
  const page = await open(REPORTS);
  await page.getByRole('tab').first().focus();
  await press(page, 'ArrowRight');
  expect(await page.getByRole('tab', { selected: true }).innerText()).toContain(REPORTS[1].framework.title);
  await press(page, 'ArrowLeft', 'ArrowLeft');
  expect(hash(page).get('framework')).toBe(REPORTS[REPORTS.length - 1].framework.id);
  expect(await focused(page)).toContain(REPORTS[REPORTS.length - 1].framework.title);
});

test('a filter keeps the focus where it is', async () => {
  const page = await open([HIPAA]);
  await page.focus('#outcome-waived');
  await press(page, 'Space');
  expect(await focused(page)).toContain('waived');
  await page.focus('#search');
  await page.keyboard.type('records');
  await page.waitForURL(url => url.hash.endsWith('search=records'));
  await page.keyboard.type(' http');
  await page.waitForURL(url => url.hash.endsWith('search=records+http'));
  expect(await shown(page)).toContain('Shown: 1 finding of');
  expect(await page.inputValue('#search')).toBe('records http');
  await page.focus('#reset');
  await press(page, 'Enter');
  expect(await page.inputValue('#search')).toBe('');
  expect(await page.evaluate('document.activeElement.id')).toBe('view');
});

test('arrows move in the matrix, which is one stop, and nothing covers the cell', async () => {
  const page = await open([HIPAA], { viewport: { width: 700, height: 500 } });
  expect(await page.locator('.matrix button[tabindex="0"]').count()).toBe(1);
  await page.focus('#view-declared');
  await press(page, 'Tab');
  expect(await focused(page)).toContain('AccessLogs');
  await press(page, 'ArrowDown', 'ArrowRight', 'ArrowRight');
  expect(await focused(page)).toMatch(new RegExp(`: App/Storage/Records, ${HIPAA.requirements[1].id.replace(/[()]/g, '\\$&')}$`));
  for (let i = 0; i < HIPAA.requirements.length; i++) {
    await press(page, i % 2 === 0 ? 'ArrowRight' : 'ArrowDown');
    expect(await inSight(page)).toBe(true);
  }
  await press(page, 'End');
  expect(await focused(page)).toContain(HIPAA.requirements[HIPAA.requirements.length - 1].id);
  for (let i = 0; i < HIPAA.requirements.length; i++) {
    await press(page, 'ArrowLeft');
    expect(await inSight(page)).toBe(true);
  }
  await press(page, 'Control+Home', 'ArrowUp');
  expect(await focused(page)).toContain('AccessLogs');
  await press(page, 'ArrowRight', 'ArrowUp');
  expect(await focused(page)).toContain(HIPAA.requirements[0].title);
  expect(await page.locator('.matrix button[tabindex="0"]').count()).toBe(1);
});

test('Enter drills down, the focus stays inside, Escape gives it back', async () => {
  const page = await open([HIPAA]);
  await page.focus('.matrix button[tabindex="0"]');
  await press(page, 'ArrowDown', 'ArrowRight', 'ArrowRight');
  const cell = await focused(page);
  await press(page, 'Enter');
  expect(await focused(page)).toBe('App/Storage/Records');
  await press(page, 'Tab');
  expect(await focused(page)).toBe('Close');
  for (let i = 0; i < 40; i++) {
    await press(page, 'Tab');
    expect(await page.evaluate('document.activeElement === document.body || document.activeElement.closest("dialog") !== null')).toBe(true);
  }
  await press(page, 'Escape');
  expect(await page.locator('dialog[open]').count()).toBe(0);
  expect(await focused(page)).toBe(cell);
  expect(await page.locator(':focus-visible').count()).toBe(1);
});

test('a finding opens and closes with the keyboard', async () => {
  const page = await open([HIPAA], { at: 'bucket=records.yaml%23Records' });
  await page.locator('dialog summary').first().focus();
  expect(await page.locator('dialog details').first().getAttribute('open')).toBeNull();
  await press(page, 'Enter');
  expect(await page.locator('dialog details').first().getAttribute('open')).toBe('');
  await page.getByText('Open or close all').click();
  expect(await page.locator('dialog details:not([open])').count()).toBe(0);
});
