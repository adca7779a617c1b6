import { type Level, parentOf, quoted } from './levels';

/** A script for bash 3.2 and later; it needs nothing of bash-completion. */
export function bash(program: string, levels: readonly Level[]): string {
  const name = `_${program.replace(/\W/g, '_')}`;
  return `# bash completion of ${program}; to use it: eval "$(${program} completion bash)"
${name}() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" at='' words='' list='' head='' i
  # bash takes --format=json for three words
  if [[ $cur == '=' ]]; then cur=''; elif [[ $prev == '=' ]]; then prev="\${COMP_WORDS[COMP_CWORD-2]}"; fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$at \${COMP_WORDS[i]}" in
${levels.filter(({ path }) => path !== '').map(level => `      ${quoted(parentOf(level))}) at=${quoted(level.path)} ;;`).join('\n')}
    esac
  done
  case "$at:$prev" in
${levels.flatMap(valueCases).join('\n')}
    *)
      case "$at" in
${levels.map(wordCase).join('\n')}
      esac ;;
  esac
  if [[ -n $list && $cur == *,* ]]; then head="\${cur%,*},"; cur="\${cur##*,}"; fi
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
  if [[ -n $head ]]; then COMPREPLY=("\${COMPREPLY[@]/#/$head}"); fi
}
complete -o default -F ${name} ${program}
`;
}

/** What may follow an option; where that is anything, nothing is offered, and bash offers files. */
function valueCases({ path, options }: Level): readonly string[] {
  return options.filter(({ values }) => values !== undefined).map(({ long, short, values = [], list }) => {
    const pattern = [long, short].filter(name => name !== undefined).map(name => quoted(`${path}:${name}`)).join('|');
    return `    ${pattern}) ${values.length === 0 ? 'return' : `words=${quoted(values.join(' '))}${list ? ' list=1' : ''}`} ;;`;
  });
}

function wordCase({ path, commands, options, argument }: Level): string {
  const words = [...commands.map(command => command.name), ...argument ?? []];
  const flags = options.map(option => option.name);
  return `        ${quoted(path)}) if [[ $cur == -* ]]; then words=${quoted(flags.join(' '))}; else words=${quoted(words.join(' '))}; fi ;;`;
}
