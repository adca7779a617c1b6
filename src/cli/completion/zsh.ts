import { type Level, parentOf, quoted, type Word } from './levels';

/** A script for zsh: a file of $fpath, or to be evaluated behind compinit. */
export function zsh(program: string, levels: readonly Level[]): string {
  return `#compdef ${program}
# zsh completion of ${program}; to use it, behind compinit: eval "$(${program} completion zsh)"
_${program}() {
  local at='' before="\${words[CURRENT-1]}" list='' i
  local -a values flags commands arguments
  if [[ $PREFIX == --*=* ]]; then before="\${PREFIX%%=*}"; compset -P '*='; fi
  for ((i = 2; i < CURRENT; i++)); do
    case "$at \${words[i]}" in
${levels.filter(({ path }) => path !== '').map(level => `      ${quoted(parentOf(level))}) at=${quoted(level.path)} ;;`).join('\n')}
    esac
  done
  case "$at:$before" in
${levels.flatMap(valueCases).join('\n')}
  esac
  if (( $#values )); then
    if [[ -n $list ]]; then compset -P '*,'; fi
    compadd -a values
    return
  fi
  case "$at" in
${levels.map(wordCase).join('\n')}
  esac
  if [[ $PREFIX == -* ]]; then _describe -o option flags; return; fi
  if (( $#commands )); then _describe command commands; fi
  if (( $#arguments )); then compadd -a arguments; fi
}
if [[ $funcstack[1] == _${program} ]]; then _${program} "$@"; else compdef _${program} ${program}; fi
`;
}

function valueCases({ path, options }: Level): readonly string[] {
  return options.filter(({ values }) => values !== undefined).map(({ long, short, values = [], file, list }) => {
    const pattern = [long, short].filter(name => name !== undefined).map(name => quoted(`${path}:${name}`)).join('|');
    const offer = values.length > 0 ? `values=(${values.join(' ')})${list ? ' list=1' : ''}` : file ? '_files; return' : 'return';
    return `    ${pattern}) ${offer} ;;`;
  });
}

function wordCase({ path, commands, options, argument }: Level): string {
  const described = (words: readonly Word[]) => words.map(({ name, says }) => quoted(`${name}:${says.replace(/:/g, '\\:')}`)).join(' ');
  const files = argument === undefined ? '\n      if [[ $PREFIX != -* ]]; then _files; return; fi' : '';
  return `    ${quoted(path)})
      flags=(${described(options)})
      commands=(${described(commands)})
      arguments=(${(argument ?? []).join(' ')})${files} ;;`;
}
