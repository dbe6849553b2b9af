/** `trailbook completion`: scripts that have the shell ask `trailbook __complete` for candidates. */
import { fail, type Result, succeed } from "@/lib/result";
import { readWords } from "./arguments";
import { candidates } from "./candidates";
import { COMMANDS, SHELLS, type Shell } from "./commands";
import { write } from "./terminal";

const SCRIPTS: Readonly<Record<Shell, string>> = {
  bash: String.raw`_trailbook() {
  local IFS=$'\n'
  if [[ \${COMP_WORDS[1]} == import && $COMP_CWORD -gt 1 ]]; then compopt -o dirnames; fi
  COMPREPLY=($(trailbook __complete "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null | cut -f1))
  if [[ \${COMPREPLY[0]} == *[=:] ]]; then compopt -o nospace; fi
}
complete -F _trailbook trailbook
`,
  zsh: String.raw`#compdef trailbook
_trailbook() {
  local line
  local -a described open
  if [[ $words[2] == import && $CURRENT -gt 2 ]]; then _files -/; return; fi
  for line in "\${(@f)$(trailbook __complete "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    [[ -n $line ]] || continue
    if [[ \${line%%$'\t'*} == *[=:] ]]; then
      open+=("\${line%%$'\t'*}")
    else
      described+=("\${\${line%%$'\t'*}//:/\\:}:\${line#*$'\t'}")
    fi
  done
  (( $#open )) && compadd -S '' -a open
  (( $#described )) && _describe trailbook described
}
if [[ $funcstack[1] == _trailbook ]]; then _trailbook "$@"; else compdef _trailbook trailbook; fi
`,
  fish: String.raw`complete -c trailbook -f -a '(trailbook __complete (commandline -opc)[2..-1] (commandline -ct) 2>/dev/null)'
complete -c trailbook -n '__fish_seen_subcommand_from import' -a '(__fish_complete_directories)'
`,
};

/** `trailbook completion`. */
export async function completion(given: readonly string[]): Promise<Result<void>> {
  const words = readWords(given, COMMANDS.completion.options);
  if (!words.ok) return words;
  const [name, extra] = words.value.positionals;
  if (name === undefined) return fail("bad-input", `Name the shell: ${SHELLS.join(", ")}.`);
  if (extra !== undefined) return fail("bad-input", `“${extra}” is one word too many.`);
  const shell = SHELLS.find((known) => known === name);
  if (shell === undefined)
    return fail(
      "bad-input",
      `There is no completion for “${name}”; choose from ${SHELLS.join(", ")}.`,
    );
  // Written raw, the braces would be placeholders of the template.
  await write(SCRIPTS[shell].replaceAll("\\${", "${"));
  return succeed(undefined);
}

/** `trailbook __complete`: the candidates for the last word, a line each. */
export async function complete(given: readonly string[]): Promise<Result<void>> {
  await write(
    candidates(given)
      .map(({ word, about }) => `${word}\t${about}\n`)
      .join(""),
  );
  return succeed(undefined);
}
