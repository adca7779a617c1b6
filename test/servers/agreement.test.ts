import { PutObjectCommand } from '@aws-sdk/client-s3';
import { chunkedQuestions } from './chunked-questions';
import { type Difference, LAXER, STRICTER } from './differences';
import { headerQuestions, oddQuestions, presignedQuestions } from './questions';
import { alice, bob, REGION } from './radosgw';
import { send, type Sent } from './raw';
import { BODY, describeAtRadosgw, type World } from './world';
import { verify } from '../../src/runtime/verify';
import { readBody } from '../../src/runtime/verify-body';

/** What our verifier says: `accepted`, or the code of a refusal. */
async function ourVerdict({ method, url, headers = {}, body = '' }: Sent): Promise<string> {
  const start = url.indexOf('/', 'https://'.length);
  const request = { method, url: url.slice(start), headers: { 'host': url.slice(url.indexOf('//') + 2, start), 'content-length': `${body.length}`, ...headers } };
  const answer = await verify(request, { region: REGION, secretFor: id => [alice, bob].find(c => c.accessKeyId === id)?.secretAccessKey });
  if (!answer.ok) return answer.code;
  const read = await readBody(body, answer.payload(), { maxBytes: 1e6 });
  return read instanceof Uint8Array ? 'accepted' : read.code;
}

/** What radosgw says. An object or upload that is not there was asked for by somebody who may. */
async function theirVerdict(request: Sent): Promise<string> {
  const { status, code } = await send(request);
  return status < 400 || status === 404 ? 'accepted' : `${status} ${code ?? ''}`;
}

interface Verdict {
  readonly group: string;
  readonly name: string;
  readonly ours: string;
  readonly theirs: string;
}

async function askBoth(world: World): Promise<Verdict[]> {
  const questions = [...presignedQuestions(world), ...headerQuestions(world), ...oddQuestions(world), ...await chunkedQuestions(world)];
  const verdicts: Verdict[] = [];
  for (const { group, name, request } of questions) {
    verdicts.push({ group, name, ours: await ourVerdict(request), theirs: await theirVerdict(request) });
  }
  return verdicts;
}

const accepted = (verdict: string): boolean => verdict === 'accepted';
const agreed = ({ ours, theirs }: Verdict): boolean => accepted(ours) === accepted(theirs);
const isAbout = ({ questions }: Difference, { name }: Verdict): boolean => questions.includes(name) || questions.includes(name.replace(/^(?:query|header): /, ''));

function table(verdicts: readonly Verdict[]): string {
  const groups = [...new Set(verdicts.map(v => v.group))];
  const row = (cells: readonly (string | number)[]) => cells.map((cell, i) => i === 0 ? String(cell).padEnd(22) : String(cell).padStart(17)).join('');
  const counts = (of: readonly Verdict[]) => [
    of.length, of.filter(v => agreed(v) && accepted(v.ours)).length, of.filter(v => agreed(v) && !accepted(v.ours)).length,
    of.filter(v => !agreed(v) && !accepted(v.ours)).length, of.filter(v => !agreed(v) && accepted(v.ours)).length,
  ];
  return [
    row(['', 'questions', 'both accept', 'both refuse', 'only we refuse', 'only it does']),
    ...groups.map(group => row([group, ...counts(verdicts.filter(v => v.group === group))])), row(['all', ...counts(verdicts)]),
  ].join('\n');
}

describeAtRadosgw('our verifier and radosgw, asked the same', world => {
  let verdicts: readonly Verdict[];
  const differences = (weRefuse: boolean) => verdicts.filter(v => !agreed(v) && accepted(v.ours) !== weRefuse);

  beforeAll(async () => {
    await world.s3.send(new PutObjectCommand({ Bucket: 'plain', Key: 'old', Body: BODY }));
    verdicts = await askBoth(world);
    process.stdout.write(`\n${table(verdicts)}\n\n`);
  });

  test('there are hundreds of questions, and every name stands once', () => {
    expect(verdicts.length).toBeGreaterThan(900);
    expect(new Set(verdicts.map(v => `${v.group} ${v.name}`)).size).toBe(verdicts.length);
  });

  test('both accept what is valid, and neither what was changed', () => {
    expect(verdicts.filter(v => v.group.endsWith('valid') && !(accepted(v.ours) && accepted(v.theirs)))).toEqual([]);
    expect(verdicts.filter(v => v.group.endsWith('changed') && accepted(v.ours))).toEqual([]);
  });

  test.each([['we refuse and radosgw accepts', true, STRICTER], ['radosgw refuses and we accept', false, LAXER]] as const)('where %s, the reason is known', (_, weRefuse, known) => {
    expect(differences(weRefuse).filter(v => !known.some(d => d.ours === v.ours && isAbout(d, v)))).toEqual([]);
  });

  test.each([...STRICTER, ...LAXER].flatMap(d => d.questions.map(q => [d.ours, q, d] as const)))('the known difference is there: %s, %s', (_, question, difference) => {
    const about = verdicts.filter(v => isAbout({ ...difference, questions: [question] }, v));
    expect(about.length).toBeGreaterThan(0);
    expect(about.filter(v => agreed(v) || v.ours !== difference.ours)).toEqual([]);
  });
});
