import { type Flag, type Level, parentOf } from './levels';

/** A script for fish 3 and later. */
export function fish(program: string, levels: readonly Level[]): string {
  const name = `__${program.replace(/\W/g, '_')}_at`;
  const complete = ({ path }: Level, rest: string) => `complete -c ${program} -n ${word(`${name} ${word(path)}`)} ${rest}`;
  return `# fish completion of ${program}
function ${name}
  set -l at ''
  set -l words (commandline -opc)
  set -e words[1]
  for word in $words
    switch "$at $word"
${levels.filter(({ path }) => path !== '').map(level => `      case ${word(parentOf(level))}\n        set at ${word(level.path)}`).join('\n')}
    end
  end
  test "$at" = "$argv[1]"
end
complete -c ${program} -f
${levels.flatMap(level => [
  ...level.argument === undefined ? [complete(level, '-F')] : [],
  ...level.commands.map(({ name: command, says }) => complete(level, `-a ${command} -d ${word(says)}`)),
  ...(level.argument ?? []).length > 0 ? [complete(level, `-a ${word(level.argument!.join(' '))}`)] : [],
  ...level.options.map(option => complete(level, flag(option))),
]).join('\n')}
`;
}

function flag({ long, short, says, values, file, list }: Flag): string {
  const names = [...long === undefined ? [] : [`-l ${long.slice(2)}`], ...short === undefined ? [] : [`-s ${short.slice(1)}`]].join(' ');
  const offer = values === undefined ? ''
    : values.length === 0 ? (file ? ' -r -F' : ' -x')
      : ` -x -a ${word(list ? `(__fish_append , ${values.join(' ')})` : values.join(' '))}`;
  return `${names}${offer} -d ${word(says)}`;
}

/** In single quotes fish knows \\' and \\\\ only. */
const word = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
