import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exampleOf, type Finding } from './finding';

/** A reason that stands in the code of an example or of a construct, and what it answers. */
export interface Answer {
  readonly reason: string;
  readonly rules: readonly string[];
  readonly examples: readonly string[];
}

/** The answers as the docs show them, which is written with `--update`. */
const FILE = join(__dirname, 'in-the-code.json');

export const readAnswers = (): readonly Answer[] => JSON.parse(readFileSync(FILE, 'utf8')) as readonly Answer[];

/** By reason; the packs of cdk-nag for laws and standards have the same rules, so their names are left out. */
export function answersOf(findings: readonly Finding[]): readonly Answer[] {
  const answered = findings.filter(({ answer }) => answer !== undefined);
  const unique = (texts: readonly string[]) => [...new Set(texts)].sort();
  return unique(answered.map(({ answer }) => answer!)).map((reason) => {
    const own = answered.filter(({ answer }) => answer === reason);
    return { reason, rules: unique(own.map(({ rule }) => bare(rule))), examples: unique(own.map(exampleOf)) };
  });
}

const bare = (rule: string): string => rule.replace(/\[.*/, '').replace(/^(?:HIPAA\.Security|NIST\.800\.53\.R[45]|PCI\.DSS\.321)-/, '');

const textOf = (answers: readonly Answer[]): string => `${JSON.stringify(answers, undefined, 2)}\n`;

export const writeAnswers = (answers: readonly Answer[]): void => writeFileSync(FILE, textOf(answers));

/** Whether the file says the same. */
export function outdated(answers: readonly Answer[]): readonly string[] {
  return textOf(answers) === readFileSync(FILE, 'utf8') ? []
    : ['the reasons in the code are not those of test/judges/in-the-code.json; run npm run judges -- --update, then npm run docs'];
}
