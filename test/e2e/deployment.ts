import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACCOUNT, REGION, ROOT } from './cdk';
import type { Example } from './examples';
import { type Entry, readJournal } from './journal';
import { parseTemplate, type Template } from '../../src/posture/cloudformation';

/** An example in an AWS of its own. */
export interface Deployment {
  readonly example: Example;
  /** Where AWS is. */
  readonly url: string;
  /** What CloudFormation did. */
  readonly journal: string;
  /** The cloud assembly. */
  readonly out: string;
}

/** What is not as it must be: the lines go into the output, the step into the table. */
export class Wrong extends Error {
  constructor(readonly lines: readonly string[]) {
    super(lines.join('\n'));
  }
}

export const must = (lines: readonly string[]): void => {
  if (lines.length > 0) throw new Wrong(lines);
};

/** Runs the app itself, as a user's cdk.json does. */
export const appOf = ({ name }: Example): string => `node -r ts-node/register/transpile-only ${join(ROOT, 'examples', name, 'app.ts')}`;

interface Resource {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly Metadata?: Readonly<Record<string, unknown>>;
}

interface Resources { readonly Resources: Readonly<Record<string, Resource>> }

export interface StackTemplate extends Resources {
  readonly stack: string;
  readonly text: string;
}

/** The templates of the assembly, by the names of their stacks. */
export const stacksOf = (out: string): readonly StackTemplate[] => readdirSync(out).filter(file => file.endsWith('.template.json')).sort()
  .map(file => {
    const text = readFileSync(join(out, file), 'utf8');
    return { ...JSON.parse(text) as Resources, stack: file.replace('.template.json', ''), text };
  });

/** The same as the checks read them. */
export const templatesOf = (out: string): readonly Template[] =>
  stacksOf(out).map(({ stack, text }) => parseTemplate(stack, text, { account: ACCOUNT, region: REGION }));

/** The resources that stand in AWS, or would if moto knew them. */
export function standing({ journal }: Pick<Deployment, 'journal'>, stack?: string): readonly Entry[] {
  const there = new Map<string, Entry>();
  for (const entry of readJournal(journal)) {
    const name = `${entry.stack}/${entry.logicalId}`;
    if (entry.action === 'delete') {
      if (entry.by !== 'failed') there.delete(name);
    } else {
      there.set(name, { ...there.get(name), ...entry });
    }
  }
  return [...there.values()].filter(entry => stack === undefined ? entry.stack !== 'CDKToolkit' : entry.stack === stack);
}

/** The names that CloudFormation made up for the buckets, by `stack#LogicalId`. */
export const namesOf = (deployment: Deployment): Readonly<Record<string, string>> => Object.fromEntries(
  standing(deployment).filter(({ type }) => type === 'AWS::S3::Bucket').map(({ stack, logicalId, physicalId }) => [`${stack}#${logicalId}`, physicalId!]));
