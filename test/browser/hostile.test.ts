import { browser, turnTo } from './browser';
import { HOSTILE, hostileReports } from './samples';
import type { Report } from '../../src/evidence';
import { visible } from '../../src/evidence/html/escape';

const open = browser();
const REPORTS = hostileReports();

/** Elements that the page never makes, and attributes that run something. */
const FOREIGN = `(() => {
  const wrong = [...document.querySelectorAll('img, svg, iframe, object, embed, link, base, form[action]')].map(e => e.outerHTML);
  for (const e of document.querySelectorAll('*')) for (const { name, value } of e.attributes) if (/^on/.test(name) || /^\\s*javascript:/i.test(value)) wrong.push(name);
  return [wrong, document.scripts.length, document.querySelectorAll('style').length, globalThis.hacked];
})()`;

test('nothing that a template says is run, loaded or taken for markup, wherever one looks', async () => {
  const page = await open(REPORTS, { at: `search=${encodeURIComponent(HOSTILE[0])}` });
  const keyed = (report: Report) => report.buckets.map(b => ({ bucket: `${visible(b.template)}#${visible(b.logicalId)}` }));
  const addresses: Record<string, string>[] = [
    ...['matrix', 'findings', 'controls', 'requirements', 'hand', 'declared'].map(view => ({ view })), ...keyed(REPORTS[0]),
    ...REPORTS[0].requirements.map(r => ({ requirement: visible(r.id) })),
    ...REPORTS[0].buckets[0].findings.map(f => ({ control: visible(f.check) })),
  ];
  for (const address of addresses) {
    await turnTo(page, String(new URLSearchParams(address)));
    expect(await page.evaluate('document.querySelectorAll("dialog[open]").length')).toBe('view' in address ? 0 : 1);
    await page.evaluate('for (const b of document.querySelectorAll("bdi, button, td")) b.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }))');
    expect(await page.evaluate(FOREIGN)).toEqual([[], 2, 1, undefined]);
  }
  expect(await page.title()).toContain('HIPAA');
});

test('nothing is run without the script either', async () => {
  const page = await open(REPORTS, { javaScriptEnabled: false });
  expect(await page.locator('img, svg, link').count()).toBe(0);
  expect(await page.innerText('body')).toContain('</script><script>globalThis.hacked = 1; alert(1)</script>');
});

test('the policy of the page would refuse what got through', async () => {
  const page = await open(REPORTS, { expected: /This document requires 'Trusted(?:Script|HTML)' assignment/ });
  const tried = await page.evaluate(`(async () => {
    const tries = [];
    document.addEventListener('securitypolicyviolation', e => tries.push(e.effectiveDirective));
    const script = document.createElement('script');
    try { script.text = 'globalThis.hacked = 3'; document.body.append(script); } catch { tries.push('threw'); }
    try { document.createElement('div').innerHTML = '<img src=x>'; } catch { tries.push('threw'); }
    await new Promise(done => setTimeout(done, 50));
    return [tries.filter(t => t === 'threw').length, globalThis.hacked];
  })()`);
  expect(tried).toEqual([2, undefined]);
});
