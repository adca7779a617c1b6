import type { Command } from 'commander';
import { bash } from './bash';
import { fish } from './fish';
import { type Level, levelsOf } from './levels';
import { zsh } from './zsh';
import type { Io } from '../io';
import { meant } from '../nearest';
import { Problem } from '../problem';

const SCRIPTS: Readonly<Record<typeof SHELLS[number], (program: string, levels: readonly Level[]) => string>> = { bash, zsh, fish };

export const SHELLS = ['bash', 'zsh', 'fish'] as const;

/** Prints the script that completes the command line in a shell. */
export function completion(shell: string, program: Command, io: Io): number {
  const known = SHELLS.find(name => name === shell);
  if (known === undefined) throw new Problem(`there is no completion for '${shell}'${meant(shell, SHELLS, `pass one of ${SHELLS.map(name => `'${name}'`).join(', ')}`)}`);
  io.stdout.write(SCRIPTS[known](program.name(), levelsOf(program)));
  return 0;
}
