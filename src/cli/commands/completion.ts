import { BacklotError, finding, nearest, quote } from "../../core/index.ts";
import type { CliContext } from "../context.ts";
import { orFail } from "../fail.ts";

/** Each asks `backlot __complete WORDS...` for lines of a word, a tab and what it is; no line: files. */
const scripts: Readonly<Record<string, string>> = {
  bash: `_backlot() {
  local IFS=$'\\n'
  COMPREPLY=($(backlot __complete "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null | cut -f 1))
}
complete -o default -F _backlot backlot
`,
  zsh: `#compdef backlot
_backlot() {
  local -a found
  found=(\${(f)"$(backlot __complete "\${(@)words[2,CURRENT]}" 2>/dev/null | sed -e 's/:/\\\\:/g' -e 's/\\t/:/')"})
  if (( \${#found} )); then _describe backlot found; else _files; fi
}
if [ "$funcstack[1]" = _backlot ]; then _backlot "$@"; else compdef _backlot backlot; fi
`,
  fish: `function __backlot_complete
  set -l words (commandline -opc) (commandline -ct)
  backlot __complete $words[2..-1] 2>/dev/null
end
complete -c backlot -a '(__backlot_complete)'
`,
};

/** Prints the completion script of a shell. */
export async function completion(this: CliContext, _flags: unknown, shell: string): Promise<void> {
  await orFail(this, () => {
    const script = Object.hasOwn(scripts, shell) ? scripts[shell] : undefined;
    if (script === undefined) {
      const known = Object.keys(scripts);
      throw new BacklotError([
        finding("usage", {
          what: `there is no completion for ${quote(shell)}`,
          why: "Each shell completes in its own way.",
          fix: `Use one of ${known.join(", ")}.`,
          near: nearest(shell, known),
        }),
      ]);
    }
    this.process.stdout.write(script);
  });
}
