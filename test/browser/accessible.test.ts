import { browser, turnTo, violations } from './browser';
import { fewReports, hostileReports } from './samples';

const open = browser();
const REPORTS = fewReports();

const STATES = [
  '', 'outcome=fail&severity=high', 'search=nothing+of+this', ...['findings', 'controls', 'requirements', 'hand', 'declared'].map(view => `view=${view}`),
  'view=findings&outcome=waived,unknown', 'bucket=records.yaml%23Records', 'bucket=records.yaml%23Records&control=http-refused',
  'bucket=website.yaml%23Assets&requirement=164.312(a)(1)', 'requirement=164.312(a)(1)', 'control=http-refused', 'control=iam-mfa',
];

// The schemes differ in their colours only.
test.each([['light', undefined], ['dark', ['color-contrast']]] as const)('axe-core finds nothing wrong in any state of the %s page', async (colorScheme, rules) => {
  const page = await open(REPORTS, { colorScheme });
  for (const at of STATES) {
    await turnTo(page, `framework=hipaa&${at}`);
    await page.evaluate('for (const d of document.querySelectorAll("details")) d.open = true');
    expect([at, await violations(page, rules)]).toEqual([at, []]);
  }
});

test('nor where there is one framework, on a small screen, in forced colours, or in hostile text', async () => {
  const hipaa = REPORTS.filter(r => r.framework.id === 'hipaa');
  expect(await violations(await open(hipaa))).toEqual([]);
  expect(await violations(await open(REPORTS, { viewport: { width: 320, height: 640 } }))).toEqual([]);
  expect(await violations(await open(REPORTS, { forcedColors: 'active' }))).toEqual([]);
  expect(await violations(await open(hostileReports(), { at: 'view=findings' }))).toEqual([]);
});

test('what is wrong would be found', async () => {
  const page = await open(REPORTS);
  await page.evaluate(`{
    document.querySelector('.disclaimer').style.color = '#bbbbbb';
    const cell = document.querySelector('.matrix td button');
    cell.removeAttribute('aria-label');
    cell.textContent = '';
  }`);
  expect((await violations(page)).map(v => v.split(':')[0]).sort()).toEqual(['button-name', 'color-contrast']);
});
