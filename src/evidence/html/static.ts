import { escapeHtml, visible } from './escape';
import { type BucketReport, type Counts, OUTCOMES, type Report } from '../report';
import { countsInWords, location, observedInWords, placesInWords, plural, SYMBOLS, WORDS } from '../words';

/** Buckets that the page shows one by one without its script; more would take long to load, only to be replaced. */
const MOST_ROWS = 100;

/** What the report is, about what, and from where. */
export function head(reports: readonly Report[]): string {
  const each = (values: readonly (string | undefined)[]) => [...new Set(values.filter(v => v !== undefined))];
  const templates = each(reports.flatMap(r => r.buckets.map(b => b.template)));
  const excepts = reports.some(r => r.buckets.some(b => b.exceptions.length > 0));
  const facts: [string, string][] = [
    ['Buckets', `${Math.max(0, ...reports.map(r => r.summary.buckets))} in ${placesInWords(templates)}`],
    ['Exceptions as of', each(reports.map(r => r.asOf)).join(', ') || (excepts ? 'no date was given' : 'no exception is declared')],
    ['Generated at', each(reports.map(r => r.generatedAt)).join(', ')],
  ];
  const sources = reports.map(({ framework }) => `<li>${text(framework.title)}, ${text(framework.edition)}: ${linked(framework.source)}</li>`);
  return `<header class="top">
<div>
<h1>Evidence from S3 buckets</h1>
<p class="subject">${each(reports.map(r => r.framework.title)).map(text).join(' · ') || 'There is no report in this file.'}</p>
</div>
<div id="tools"></div>
${each(reports.map(r => r.disclaimer)).map(d => `<p class="disclaimer">${text(d)}</p>`).join('\n')}
<dl>
${facts.filter(([, value]) => value !== '').map(([name, value]) => `<div><dt>${name}</dt><dd>${text(value)}</dd></div>`).join('\n')}
<div><dt>Where it comes from</dt><dd><details><summary>${placesInWords(templates)}, ${plural(reports.length, 'framework')}</summary>
<ul>${templates.map(t => `<li><bdi>${text(t)}</bdi></li>`).join('')}${sources.join('')}</ul></details></dd></div>
</dl>
</header>`;
}

const text = (value: string): string => escapeHtml(visible(value));

const linked = (source: string): string =>
  /^https:\/\/[\w./#?=&%~+-]+$/.test(source) ? `<a href="${text(source)}" rel="noreferrer">${text(source)}</a>` : text(source);

/** What somebody sees whose browser runs no script: the summary, the matrix where it is not too large, and what to attest. */
export function withoutScript(reports: readonly Report[]): string {
  return `<section id="static">
<p>The findings with their reasons, search and filters are drawn by the script of this page, which does not run here.
Open the file in a browser that runs it, or ask for the report as Markdown.</p>
${reports.map(section).join('\n')}
</section>`;
}

function section({ framework, summary, buckets, requirements, manual }: Report): string {
  const outcomes = OUTCOMES.map(o => `${SYMBOLS[o]} ${WORDS[o]}`);
  const counted = (counts: Counts) => OUTCOMES.map(o => String(counts[o] || ''));
  const few = buckets.length <= MOST_ROWS;
  const about = (caption: string) => `${framework.title}: ${caption}`;
  return [
    `<h2>${text(framework.title)}</h2>`,
    summary.buckets === 0
      ? '<p>No S3 bucket was found, so nothing was judged.</p>'
      : `<p>${plural(summary.buckets, 'bucket')}: ${countsInWords(summary.outcomes).map(c => c.text).join(', ')}.</p>`,
    ...few ? [
      table(about('buckets'), ['Bucket', 'Place', ...outcomes], buckets.map(b => [nameOf(b), location(b.template, b.line), ...counted(b.outcomes)])),
      table(about('worst outcome for each bucket and requirement'), ['Bucket', ...requirements.map(r => r.id)],
        buckets.map(b => [nameOf(b), ...requirements.map(r => worst(b, r.id))])),
    ] : [`<p>Only the script shows as many as ${plural(buckets.length, 'bucket')} one by one.</p>`],
    table(about('requirements'), ['Requirement', 'Title', ...outcomes], requirements.map(r => [r.id, r.title, ...counted(r.outcomes)])),
    table(about('to attest by hand'), ['Check', 'What a person looks at', 'Supports'], manual.map(m => [m.check, [m.manual, ...(m.observed ?? []).map(observedInWords)].join('; '), m.requirements.join(', ')])),
  ].join('\n');
}

const nameOf = ({ constructPath, logicalId }: BucketReport): string => constructPath ?? logicalId;

function worst({ findings }: BucketReport, requirement: string): string {
  const outcome = OUTCOMES.find(o => findings.some(f => f.outcome === o && f.requirements.includes(requirement)));
  return outcome === undefined ? '' : `${SYMBOLS[outcome]} ${WORDS[outcome]}`;
}

function table(caption: string, heads: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const cells = ([first, ...rest]: readonly string[]) =>
    `<th scope="row"><bdi>${text(first)}</bdi></th>${rest.map(cell => `<td><bdi>${text(cell)}</bdi></td>`).join('')}`;
  return `<div class="scroll" tabindex="0" role="region" aria-label="${text(caption)}"><table><caption>${text(caption)}</caption>
<thead><tr>${heads.map(h => `<th scope="col">${text(h)}</th>`).join('')}</tr></thead>
<tbody>
${rows.map(row => `<tr>${cells(row)}</tr>`).join('\n')}
</tbody></table></div>`;
}
