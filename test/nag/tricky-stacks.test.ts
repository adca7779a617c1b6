import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { HIPAASecurityChecks, PCIDSS321Checks } from 'cdk-nag';
import { type Question, TRICKY_STACKS, type TrickyStack, type Truth } from './tricky-stacks';
import { HipaaS3Checks, PciDssS3Checks } from '../../src';
import { HIPAA, PCI_DSS_4_0_1 } from '../../src/frameworks';
import { controlsOf, demands, type Framework } from '../../src/frameworks/framework';
import { messageOf } from '../constructs/apps';

/** What a pack says of a bucket; `nothing`: it has no such rule. */
type Says = 'pass' | 'fail' | 'unknown' | 'nothing';

interface Violation { ruleName: string; description: string; violatingConstructs: { constructPath: string }[] }
type Reports = ReadonlyMap<string, readonly Violation[]>;

const PACKS = { nagHipaa: 'HIPAA.Security', nagPci: 'PCI.DSS.321', ownHipaa: 'HIPAA.S3', ownPci: 'PCI.DSS.S3' } as const;
const FRAMEWORKS: Readonly<Record<'ownHipaa' | 'ownPci', Framework>> = { ownHipaa: HIPAA, ownPci: PCI_DSS_4_0_1 };

/** All four packs beside each other in one app. */
function reportsOf({ build }: TrickyStack): Reports {
  const app = new App({ analyticsReporting: false });
  build(new Stack(app, 'S', { env: { account: '111122223333', region: 'us-east-1' } }), app);
  Validations.of(app).addPlugins(new HIPAASecurityChecks(app), new PCIDSS321Checks(app), new HipaaS3Checks(app), new PciDssS3Checks(app));
  const printed = jest.spyOn(console, 'error').mockImplementation();
  messageOf(() => app.synth());
  printed.mockRestore();
  const { pluginReports } = JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8'));
  return new Map(pluginReports.map((report: { pluginName: string; violations: Violation[] }) => [report.pluginName, report.violations]));
}

function says(reports: Reports, pack: keyof typeof PACKS, { rule, control, path }: Question): Says {
  const own = pack === 'ownHipaa' || pack === 'ownPci';
  if (own && !(controlsOf(FRAMEWORKS[pack]).some(c => c.id === control) && demands(FRAMEWORKS[pack], control))) return 'nothing';
  if (!own && rule === undefined) return 'nothing';
  const name = `${PACKS[pack]}-${own ? control : rule}`;
  const found = reports.get(PACKS[pack])!.find(({ ruleName, violatingConstructs }) =>
    ruleName.replace('[unknown]', '') === name && violatingConstructs.some(c => c.constructPath.replace(/\/Resource$/, '') === path));
  if (!found) return 'pass';
  return found.ruleName.endsWith('[unknown]') || found.description.startsWith('Rule threw an error') ? 'unknown' : 'fail';
}

const RIGHT: Readonly<Record<Truth, Says>> = { good: 'pass', bad: 'fail', unknown: 'unknown' };

/** Whether a side is right: where its packs say anything, they say what is true. */
function judge(answers: readonly Says[], truth: Truth): 'right' | 'wrong' | 'silent' {
  const said = answers.filter(answer => answer !== 'nothing');
  return said.length === 0 ? 'silent' : said.every(answer => answer === RIGHT[truth]) ? 'right' : 'wrong';
}

const rows = TRICKY_STACKS.flatMap((stack) => {
  const reports = reportsOf(stack);
  return stack.questions.map((question) => {
    const [nagHipaa, nagPci, ownHipaa, ownPci] = (Object.keys(PACKS) as (keyof typeof PACKS)[]).map(pack => says(reports, pack, question));
    const [nag, own] = [judge([nagHipaa, nagPci], question.truth), judge([ownHipaa, ownPci], question.truth)];
    return { stack: stack.name, ...question, nagHipaa, nagPci, ownHipaa, ownPci, nag, own, reports };
  });
});

const count = (side: 'nag' | 'own', verdict: string): number => rows.filter(row => row[side] === verdict).length;

function table(): string {
  const mark = (answer: Says, truth: Truth) => answer === 'nothing' ? '–' : answer === RIGHT[truth] ? answer : `**${answer}**`;
  const name = (id: string | undefined) => id === undefined ? '–' : `\`${id}\``;
  return [
    '| stack | what is asked | truth | cdk-nag rule | HIPAA | PCI | our control | HIPAA | PCI | why |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows.map(({ stack, asked, truth, rule, nagHipaa, nagPci, control, ownHipaa, ownPci, because }) => `| ${[
      stack, asked, truth, name(rule), mark(nagHipaa, truth), mark(nagPci, truth), name(control), mark(ownHipaa, truth), mark(ownPci, truth), because,
    ].join(' | ')} |`),
    '',
    `Of ${rows.length} questions, cdk-nag's packs answer ${count('nag', 'right')} right and ${count('nag', 'wrong')} wrong, and have no rule for ${count('nag', 'silent')}; `
    + `ours answer ${count('own', 'right')} right and ${count('own', 'wrong')} wrong, and have no control for ${count('own', 'silent')}.`,
  ].join('\n');
}

test('twelve stacks, and all four packs looked at each', () => {
  expect(TRICKY_STACKS.length).toBe(12);
  for (const { reports } of rows) expect([...reports.keys()]).toEqual(Object.values(PACKS));
});

test('the rules of cdk-nag that look at buckets and trails are these, so where a row has none there is none', () => {
  const found = new Set(rows.flatMap(({ reports }) => [...reports.get(PACKS.nagHipaa)!, ...reports.get(PACKS.nagPci)!])
    .map(({ ruleName }) => ruleName.replace(/^.*?-/, '')).filter(rule => /^(?:S3|CloudTrail)/.test(rule)));
  expect([...found].sort()).toEqual([
    'CloudTrailCloudWatchLogsEnabled', 'CloudTrailEncryptionEnabled', 'CloudTrailLogFileValidationEnabled', 'S3BucketLoggingEnabled', 'S3BucketPublicReadProhibited',
    'S3BucketPublicWriteProhibited', 'S3BucketReplicationEnabled', 'S3BucketSSLRequestsOnly', 'S3BucketVersioningEnabled', 'S3DefaultEncryptionKMS',
  ]);
});

test.each(rows.map(row => [`${row.stack}: ${row.asked} (${row.path})`, row] as const))('%s', (_, { own, control, truth }) => {
  // A template that says nothing of the block fails ours, where the honest answer is that it depends on the age of the bucket.
  expect(own).toBe(control === 'public-access-blocked' && truth === 'unknown' ? 'wrong' : 'right');
});

test('docs/PEERS.md shows what was found; UPDATE_PEERS=1 writes it', () => {
  const file = join(__dirname, '../../docs/PEERS.md');
  const text = readFileSync(file, 'utf8');
  const shown = text.replace(/(?<=<!-- table -->\n)[^]*(?=\n<!-- end -->)/, () => table());
  if (process.env.UPDATE_PEERS) writeFileSync(file, shown);
  expect(text).toContain(`<!-- table -->\n${table()}\n<!-- end -->`);
});
