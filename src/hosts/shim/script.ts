import { pathToFileURL } from "node:url";
import { shellQuote } from "./shell-text.ts";

/** What the text of a shim depends on. Nothing else: a shim works in an empty environment. */
export interface ScriptFacts {
  /** What stands after "#!". */
  readonly shell: string;
  /** Folder of the FIFOs. */
  readonly pool: string;
  /** Process that answers. */
  readonly serverPid: number;
  /** Its number, or "beside": in the file FOLDER.world, beside the folder that the shim was found in. */
  readonly world: number | "beside";
  readonly slots: number;
  /** Slots that are there from the start; others come when these are taken. */
  readonly warmSlots: number;
  /** Where a process finds its own descriptors, "/proc/self/fd" or "/dev/fd". */
  readonly descriptors: string;
  readonly sleep: string;
  /** The environment can't be read from outside: the shim writes it down. */
  readonly writeEnvironment: boolean;
}

/**
 * Bash takes options and functions from the environment (SHELLOPTS, BASH_FUNC_echo%%); dash and ash do
 * not. In POSIX mode the special builtins, unset among them, can't be replaced.
 */
const disarm = `{ set +abCefmuvx; unset -f kill printf echo read test command umask wait cat; } 2>/dev/null
`;

/** Whether a shell, as it stands after "#!", is dash: nothing from the environment changes what it does. */
export function startsAsDash(shell: string): boolean {
  return shell.endsWith("/dash");
}

/**
 * A command line up to this many characters travels in the announcement itself: four bytes a character and
 * every shell's output buffer still make it one atomic write.
 */
const inlineCharsMax = 200;

/** What a shim says when nobody is there, or nobody is left, to tell it what to do. */
export const nobodyAnswers = "no world answers: it was closed, or its process has ended";

/**
 * The program that stands for every command of a world; each command is a link to it and tells its own
 * name from the path it was started by. Descriptor 8 is the control FIFO, 9 the slot's own; every line
 * that comes from 9 is a piece of program.
 *
 * - A slot is taken by creating its lock file; bash does not negate a failed redirection, so it is `until`.
 * - Who finds every slot taken says so (f): the host makes more, or frees those of shims that were killed.
 * - Opening a FIFO without a reader blocks for ever, hence the question whether the server lives first.
 * - A write into a FIFO that lost its reader must not kill the shim: its own error text comes first.
 */
export function shimScript(facts: ScriptFacts): string {
  return `#!${facts.shell}
${startsAsDash(facts.shell) ? "" : disarm}__bl_d=${shellQuote(facts.pool)} __bl_c=\${0##*/} __bl_k= __bl_n=0 __bl_i=$(($$%${facts.warmSlots}))
__bl_g() { printf 'backlot: %s: %s\\n' "$__bl_c" "$1" >&2; exit 70; }
__bl_h() { kill -0 ${facts.serverPid} && [ -p "$__bl_d/ctl" ]; }
__bl_t() { trap '' PIPE; echo "$1 $__bl_i $$ $2" 2>/dev/null >&8; trap - PIPE; }
__bl_x() { trap '' PIPE; echo "d $__bl_i $$" 2>/dev/null >&8; exit $1; }
__bl_z() { __bl_t d; ulimit -c 0; kill -s $1 $$; exit $2; }
${kindOfStream(facts.descriptors)}
__bl_s 0; __bl_s 1; __bl_s 2
${announcement(facts)}
__bl_b "$@" 2>/dev/null || __bl_g ${shellQuote(nobodyAnswers)}
while IFS= read -r __bl_l <&9; do eval "$__bl_l"; done
__bl_g ${shellQuote(nobodyAnswers)}
`;
}

/** Adds the letter of a standard stream to __bl_k. */
function kindOfStream(fd: string): string {
  return `__bl_s() {
if [ -t $1 ]; then __bl_k=\${__bl_k}t
elif [ ${fd}/$1 -ef /dev/null ]; then __bl_k=\${__bl_k}n
elif [ -p ${fd}/$1 ] || [ -S ${fd}/$1 ]; then __bl_k=\${__bl_k}p
elif [ -f ${fd}/$1 ]; then __bl_k=\${__bl_k}f
elif [ -e ${fd}/$1 ]; then __bl_k=\${__bl_k}o
else __bl_k=\${__bl_k}c
fi
}`;
}

/** Takes a slot and says that the command was called; false when nobody is there. */
function announcement(facts: ScriptFacts): string {
  return `__bl_b() {
${facts.world === "beside" ? 'read -r __bl_o <"${0%/*}.world" || return 1\n' : ""}__bl_h && command exec 8>"$__bl_d/ctl" || return 1
set -C
until { echo $$; } >"$__bl_d/l.$__bl_i"; do
__bl_i=$((__bl_i+1))
[ $__bl_i -lt ${facts.slots} ] && [ -p "$__bl_d/r.$__bl_i" ] || {
__bl_i=0 __bl_n=$((__bl_n+1))
[ $__bl_n -lt 2 ] || { __bl_h || return 1; __bl_n=0; __bl_t f; ${shellQuote(facts.sleep)} 0.02; }
}
done
set +C
${facts.writeEnvironment ? `(umask 077; { pwd -P; printf '\\0'; export -p; } >"$__bl_d/e.$__bl_i")\n` : ""}__bl_l="$__bl_c $*" __bl_a="$__bl_i $$ ${facts.world === "beside" ? "$__bl_o" : facts.world} $__bl_k" __bl_q=a
[ \${#__bl_l} -le ${inlineCharsMax} ] || __bl_q=q
case $__bl_l in *'
'*) __bl_q=q;; esac
trap '' PIPE
case $__bl_q in
a) printf '%s\\0' "a $__bl_a" "$__bl_c" "$@" '
' >&8;;
q) (umask 077; printf '%s\\0' "$__bl_c" "$@" >"$__bl_d/q.$__bl_i") && printf '%s\\0' "q $__bl_a" '
' >&8;;
esac || return 1
trap - PIPE
command exec 9<"$__bl_d/r.$__bl_i"
}`;
}

/** The program that stands for a command where there is no shell: a CommonJS or ES module, whichever Node takes it for. */
export function nodeScript(facts: {
  readonly clientPath: string;
  readonly socketPath: string;
  readonly world: number;
}): string {
  const words = ["invoke", facts.socketPath, String(facts.world)];
  return `#!${process.execPath}
process.argv.splice(2, 0, ...${JSON.stringify(words)}, process.argv[1].slice(process.argv[1].lastIndexOf("/") + 1));
import(${JSON.stringify(pathToFileURL(facts.clientPath).href)});
`;
}
