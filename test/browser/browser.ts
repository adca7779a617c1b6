import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { source as AXE } from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { type Report, toHtml } from '../../src/evidence';

const EXECUTABLE = '/usr/bin/chromium';
const QUIET = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

export interface Visit extends BrowserContextOptions {
  /** What follows `#`. */
  readonly at?: string;
  /** What the page may complain of. */
  readonly expected?: RegExp;
}

/** Opens the page of some reports, or one that is written already. */
export type Open = (reports: readonly Report[] | string, visit?: Visit) => Promise<Page>;

/**
 * A browser for the tests of one file. Whatever they do, no page may ask for anything but its own file, open a dialog of
 * the browser, or complain.
 */
export function browser(): Open {
  const directory = mkdtempSync(join(tmpdir(), 'cdk-s3-compliance-browser-'));
  const wrong: string[] = [];
  let running: Browser;
  let files = 0;

  jest.setTimeout(120_000);
  beforeAll(async () => {
    running = await chromium.launch({ executablePath: EXECUTABLE, args: QUIET });
  });
  afterAll(async () => {
    await running?.close();
    rmSync(directory, { recursive: true, force: true });
  });
  afterEach(async () => {
    await Promise.all(running.contexts().map(context => context.close()));
    expect(wrong.splice(0)).toEqual([]);
  });

  return async (reports, { at = '', expected, ...options } = {}) => {
    const file = join(directory, `${files++}.html`);
    writeFileSync(file, typeof reports === 'string' ? reports : toHtml(reports));
    const url = pathToFileURL(file).href;
    const context = await running.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', ...options });
    context.on('request', request => request.url().split('#')[0] !== url && wrong.push(`asked for ${request.url()}`));
    context.on('page', opened => opened.on('dialog', dialog => wrong.push(`said ${dialog.message()}`)));
    const page = await context.newPage();
    page.on('console', message => expected?.test(message.text()) || wrong.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', error => wrong.push(`threw ${error.message}`));
    page.setDefaultTimeout(10_000);
    await page.goto(`${url}#${at}`, { timeout: 60_000 });
    return page;
  };
}

/** What stands in the line that says what is shown. */
export const shown = (page: Page): Promise<string> => page.innerText('output');

export const hash = (page: Page): URLSearchParams => new URLSearchParams(new URL(page.url()).hash.slice(1));

/** Changes what follows `#`, as somebody does who edits the address. */
export async function turnTo(page: Page, address: string): Promise<void> {
  const known = JSON.stringify(`#${address}`);
  await page.evaluate(`new Promise(done => {
    if (location.hash === ${known}) return done();
    addEventListener('hashchange', () => done(), { once: true });
    location.hash = ${known};
  })`);
}

/** The page's text and that of its closed parts, with spaces as one would read them. */
export async function textOf(page: Page, selector: string): Promise<string> {
  return ((await page.textContent(selector)) ?? '').replace(/\s+/g, ' ');
}

/** What axe-core finds wrong in the open dialog, or else in the page, by these rules, or by all of them: a line for each element. */
export async function violations(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  await page.evaluate(AXE);
  const options = JSON.stringify({ resultTypes: ['violations'], ...rules && { runOnly: rules } });
  const { violations: found } = await page.evaluate(`axe.run(document.querySelector('dialog[open]') || document, ${options})`) as
    { violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] };
  return found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`));
}
