import { agreementOf, countsOf, differenceOf, isVerdict, type Judge, JUDGES, pairsOf } from './compare';
import { PROBES } from './conditions';
import { DIFFERENCES } from './differences';
import { idOf, type Judgement } from './question';
import { BLOCKS } from './server';
import type { Row, Run } from './world';

const cells = (...texts: readonly string[]): string => `| ${texts.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] =>
  [cells(...head), cells(...head.map(() => '---')), ...rows.map(row => cells(...row))];

/** Why something was not judged, each with a letter. */
function reasonsOf(rows: readonly Row[]): readonly string[] {
  return [...new Set(rows.flatMap(row => JUDGES.map(judge => row[judge])).filter(judgement => !isVerdict(judgement)).map(reasonIn))];
}

const reasonIn = (judgement: Judgement): string => judgement.replace('not judged: ', '');

function shown(row: Row, judge: Judge, reasons: readonly string[]): string {
  if (!isVerdict(row[judge])) return `- (${letter(reasons.indexOf(reasonIn(row[judge])))})`;
  return row[judge] === row.question.expected ? row[judge] : `**${row[judge]}** [${differenceOf(row, judge) + 1}]`;
}

const letter = (index: number): string => String.fromCharCode(97 + index);

/** Which of those who judged agree. */
function agreement(row: Row): string {
  const pairs = pairsOf(row);
  if (pairs.length === 0) return '';
  const apart = pairs.filter(({ agree }) => !agree).map(({ one, other }) => `not ${one} and ${other}`);
  return apart.length === 0 ? 'yes' : apart.join(', ');
}

/** The table for a terminal. */
export function printed({ rows }: Run): string {
  const reasons = reasonsOf(rows);
  const line = (name: string, s3: string, ...judged: readonly string[]) => `${name.padEnd(72)} ${s3.padEnd(6)} ${judged.map(text => text.padEnd(16)).join(' ')}`.trimEnd();
  return [
    line('request', 'S3', ...JUDGES, 'agree'),
    ...rows.map(row => line(idOf(row.question), row.question.expected, ...JUDGES.map(judge => shown(row, judge, reasons).replaceAll('*', '')), agreement(row))),
    '- not judged:', ...reasons.map((reason, i) => `  (${letter(i)}) ${reason}`),
    ...DIFFERENCES.map(({ reason }, i) => `  [${i + 1}] ${reason}`),
    ...agreementOf(rows),
    countsOf(rows),
  ].join('\n');
}

/** The document. The same for every run that comes out the same. */
export function documented({ rows, known: { radosgw, moto }, evaluator }: Run): string {
  const reasons = reasonsOf(rows);
  return `${[
    '# Behaviour: what happens to requests',
    '',
    'Written by `REGENERATE=1 npm run behaviour`, which also checks that it is so; do not edit.',
    '',
    'The bucket policies of the examples are put on real servers and real requests are made of them. Three judge: radosgw 16.2.15 (Ceph), the server of moto 5',
    'with its authorization on, and our own evaluator (`cdk-s3-compliance/policy`), which is given the condition keys that S3 would have for the same request.',
    '**S3** is what its documentation says of the request, written down by hand. A judge that says otherwise has an entry under *Differences*, or the run fails;',
    'so does an entry that is no longer needed. `-` is not judged, with the reason below the tables.',
    '',
    ...agreementOf(rows).map(line => `- ${line}`),
    '',
    `In all ${countsOf(rows).replace('behaviour: ', '')}.`,
    '',
    '## Which conditions each of them enforces',
    '',
    'Measured: a bucket gets a policy that denies uploads under one condition of ours, and requests on both sides of it are made. Only statements that a server',
    'enforces are put on it. It judges a request where those decide it as the whole policy does, and where no question turns on what it cannot know.',
    'A refusal that the server gives without any policy as well is not judged either.',
    '',
    ...table(['condition', 'radosgw', 'radosgw, rewritten', 'moto', 'evaluator'], PROBES.map(({ name }, i) =>
      [`\`${name}\``, radosgw.literally[i].says, radosgw.probed[i].says, moto.probed[i].says, evaluator[i].says])),
    '',
    '*Rewritten*: radosgw 16 has `aws:SecureTransport` over HTTPS alone, takes a negated operator for not met where the key is absent, and reads `Null: false` as',
    '`Null: true`. So `Bool` becomes `BoolIfExists`, and `Null: false` is left out where another operator asks for the same key; in S3 our policies need neither.',
    'moto looks at no condition of a bucket policy. It is asked over HTTP.',
    '',
    `Actions that radosgw does not take into a policy, left out for it: ${radosgw.unknown.map(action => `\`${action}\``).sort().join(', ')}.`,
    `Configuration that radosgw does not take: ${[...radosgw.refusedConfiguration].sort().map(one => `\`${one}\``).join(', ')}; moto: ${moto.refusedConfiguration.join(', ') || 'none'}.`,
    '',
    `Settings of Block Public Access under which radosgw takes no upload at all, left off for it: ${BLOCKS.filter(name => !radosgw.blocks.includes(name)).join(', ')}.`,
    'The users of radosgw are accounts of their own; a user stands there for the role of the other',
    'account, since a role sees buckets of its own tenant alone. No server on loopback has a VPC, MFA or AWS services: those are for the evaluator.',
    '',
    ...[...new Set(rows.map(({ question }) => question.bucket))].flatMap(bucket => [
      `## ${bucket}`,
      '',
      ...table(['request', 'S3', ...JUDGES, 'agree'], rows.filter(({ question }) => question.bucket === bucket).map(row =>
        [row.question.name, row.question.expected, ...JUDGES.map(judge => shown(row, judge, reasons)), agreement(row)])),
      '',
    ]),
    '## Not judged',
    '',
    ...reasons.map((reason, i) => `- (${letter(i)}) ${reason}`),
    '',
    '## Differences',
    '',
    ...DIFFERENCES.map(({ server, verdict, reason }, i) => `${i + 1}. ${server}, ${verdict}: ${reason}.`),
  ].join('\n')}\n`;
}
