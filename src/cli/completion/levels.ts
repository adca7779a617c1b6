import type { Argument, Command, Option } from 'commander';
import { CONTROLS } from '../../controls';
import { FRAMEWORKS } from '../../frameworks';
import { ALL, everyCheck } from '../catalogue';

/** What may be typed behind one command. */
export interface Level {
  /** The words that lead there: empty for the program itself, `controls show`. */
  readonly path: string;
  readonly commands: readonly Word[];
  readonly options: readonly Flag[];
  /** What an argument may be, beside a command; undefined is a file. */
  readonly argument: readonly string[] | undefined;
}

export interface Word {
  readonly name: string;
  readonly says: string;
}

export interface Flag extends Word {
  /** `--format`; `name` is that or, where there is no long one, `-q`. */
  readonly long?: string;
  readonly short?: string;
  /** What its value may be; empty is anything, or a file. Undefined takes no value. */
  readonly values?: readonly string[];
  readonly file: boolean;
  /** Whether several values may stand in one, with commas between them. */
  readonly list: boolean;
}

/** Walks the tree of commands, so that completion knows what the command line knows. */
export function levelsOf(program: Command): readonly Level[] {
  const names = program.commands.map(command => command.name()).filter(name => name !== 'help');
  return [...below(program, ''), { path: 'help', commands: [], options: [], argument: names }];
}

function below(command: Command, path: string): readonly Level[] {
  const children = command.commands.filter(child => child.name() !== 'help');
  const fallback = children.find(child => child.name() === 'list');
  const own = [...command.options, ...fallback?.options ?? []];
  const [argument] = command.registeredArguments;
  return [
    {
      path,
      commands: [...children.map(child => ({ name: child.name(), says: child.description() })), ...path === '' ? [{ name: 'help', says: 'Print the help of a command.' }] : []],
      options: [...own.filter(option => !option.hidden).map(flag), { name: '--help', long: '--help', short: '-h', says: 'print this help', file: false, list: false }],
      argument: argument ? valuesOf(argument, path) : [],
    },
    ...children.flatMap(child => below(child, path === '' ? child.name() : `${path} ${child.name()}`)),
  ];
}

function flag(option: Option): Flag {
  const values = valuesOf(option, '');
  return {
    name: option.long ?? option.short!,
    ...option.long !== undefined && { long: option.long },
    ...option.short !== undefined && { short: option.short },
    says: option.description,
    ...(option.required || option.optional) && { values: values ?? [] },
    file: /<file>/.test(option.flags),
    list: ['control', 'framework', 'severity'].includes(option.attributeName()),
  };
}

/** The values of an option or an argument: its choices, or what its placeholder stands for. */
function valuesOf(what: Option | Argument, path: string): readonly string[] | undefined {
  if (what.argChoices) return what.argChoices;
  const placeholder = 'flags' in what ? /<([^>.]+)/.exec(what.flags)?.[1] : what.name();
  switch (placeholder) {
    case 'framework': return [...FRAMEWORKS.map(({ id }) => id), ...path === 'frameworks show' ? [] : [ALL]];
    case 'control': return (path.startsWith('controls') ? everyCheck() : CONTROLS).map(({ id }) => id);
    case 'shell': return what.description.split(', ');
    default: return undefined;
  }
}

/** The words before the last word of a path, and that word: ` check`, `controls show`. */
export function parentOf({ path }: Level): string {
  const words = path.split(' ');
  return `${words.slice(0, -1).join(' ')} ${words.at(-1)}`;
}

/** A text as one word of a shell. */
export const quoted = (text: string): string => `'${text.replace(/'/g, "'\\''")}'`;
