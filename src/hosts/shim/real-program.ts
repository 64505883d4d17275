import { readFileSync } from "node:fs";
import { constants } from "node:os";
import type { CommandHead, PipeOutcome } from "../../core/index.ts";
import { forwardedSignals, type RealProgram } from "./channel.ts";
import { launchWords, type Launchers } from "./launcher.ts";
import { relayEnd, relayRedirections, relayStatements, type Relays } from "./relay-text.ts";
import { shellQuote } from "./shell-text.ts";
import type { ShimTools } from "./tools.ts";

/** Everything the text depends on. */
export interface RealProgramFacts {
  readonly head: CommandHead;
  readonly program: RealProgram;
  readonly launchers: Launchers;
  readonly tools: ShimTools;
  /** Signals, without SIG, that the caller itself ignored: the real program is to ignore them too. */
  readonly ignored: readonly string[];
  /** The shell counts how deep it is in SHLVL, and does so again when it is replaced. */
  readonly countsShells: boolean;
  /** Linux: a subshell can read its own process id. */
  readonly proc: boolean;
  /** Streams that are recorded. */
  readonly relays?: Relays | undefined;
}

/** Descriptor by which a shim holds its standard input while the real program runs. */
export const savedInput = 7;

/** Variables that shells set for themselves, and that can be set right again by an assignment. */
const resettable = new Set(["PWD", "OLDPWD", "SHLVL", "IFS", "OPTIND", "PS1", "PS2", "PS4"]);

/** Variables that come into being because a shell ran. */
const added = ["PWD", "OLDPWD", "SHLVL"];

/** Variables that shells drop, freeze or overwrite for good; an identifier that none of them matches passes. */
const unsafe =
  /^(?:BASH.*|__bl_.*|PPID|LINENO|RANDOM|SECONDS|EPOCH.*|SHELLOPTS|SRANDOM|UID|EUID|GROUPS|DIRSTACK|FUNCNAME|PIPESTATUS)$/;

const identifier = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Statements that give the real program the caller's own environment, and the words that start it. */
function environmentAndWords(facts: RealProgramFacts, defaultSignals: readonly string[]): string {
  const { head, program, launchers, tools, countsShells } = facts;
  const wanted = { ...head.env, ...program.set };
  const statements: string[] = [];
  const assignments: [string, string][] = [];
  for (const [name, value] of Object.entries(wanted)) {
    const own = Object.hasOwn(program.set, name);
    const lost = !identifier.test(name) || unsafe.test(name) || (countsShells && name === "SHLVL");
    if (lost) assignments.push([name, value]);
    else if (own || resettable.has(name)) statements.push(`export ${name}=${shellQuote(value)}`);
  }
  const extra = added.filter((name) => !Object.hasOwn(wanted, name));
  if (extra.length > 0) statements.push(`unset ${extra.join(" ")}`);
  if (launchers.perl && !launchers.envArgv0) statements.push("export PERL_BADLANG=0");
  const needs = {
    path: program.path,
    name: head.command,
    defaultSignals,
    closed: closedStreams(head),
    assignments,
    unset: countsShells && extra.includes("SHLVL") ? ["SHLVL"] : [],
    env: head.env,
  };
  return [...statements, `exec ${launchWords(needs, launchers, tools)} "$@"`].join("\n");
}

function closedStreams(head: CommandHead): ("STDIN" | "STDOUT" | "STDERR")[] {
  const streams = [
    ["STDIN", head.stdin],
    ["STDOUT", head.stdout],
    ["STDERR", head.stderr],
  ] as const;
  return streams.flatMap(([name, kind]) => (kind === "closed" ? [name] : []));
}

/** The text that replaces the shim by the real program: nobody will know how it ends. */
export function execText(facts: RealProgramFacts): string {
  return `__bl_t d\n${environmentAndWords(facts, [])} 8>&- 9<&-`;
}

/**
 * The text that runs the real program and waits. It runs beside the shim (&), since a shell that waits for
 * a program in the foreground passes no signal on. A shell gives such a program /dev/null as input and
 * makes it ignore SIGINT and SIGQUIT; both are put right. Bash itself tells, whenever it notices, that a
 * program died by a signal, so all of it happens without standard error. That is put aside for good and
 * brought back, not for a group of statements: a subshell would hold what the shell keeps for itself.
 *
 * A terminal sends SIGINT and SIGQUIT to the whole group, so the real program has them already: passing
 * them on would count twice, which many take for "now really".
 */
export function waitText(facts: RealProgramFacts): string {
  const { head, ignored, proc } = facts;
  const terminal = [head.stdin, head.stdout, head.stderr].includes("terminal");
  const names = forwardedSignals.map((signal) => signal.slice(3));
  const defaults = ["INT", "QUIT"].filter((name) => !ignored.includes(name));
  const traps = names.map((name) => {
    const noted = terminal && (name === "INT" || name === "QUIT");
    return `trap '${noted ? '__bl_w="$__bl_w ' + name + '"' : `__bl_f ${name}`}' ${name}`;
  });
  const relays = facts.relays ?? {};
  const relayed = relayRedirections(relays);
  const input = relayed.stdin ?? (head.stdin === "closed" ? "<&-" : "<&7 7<&-");
  const errors = relayed.stderr ?? (head.stderr === "closed" ? "2>&-" : "2>&6 6>&-");
  return `__bl_w= __bl_p=
__bl_f() { __bl_w="$__bl_w $1"; [ -z "$__bl_p" ]||kill -s $1 $__bl_p; }
${traps.join("\n")}
${head.stdin === "closed" ? "" : "exec 7<&0"}
exec ${head.stderr === "closed" ? "" : "6>&2 "}2>/dev/null
${relayStatements(relays, relayWords(facts))}
{
${proc ? 'read -r __bl_p __bl_l </proc/self/stat\necho "s $__bl_i $$ $__bl_p" >&8' : ""}
${environmentAndWords(facts, defaults)} ${input} ${relayed.stdout} ${errors} 8>&- 9<&-
} &
__bl_p=$!
${proc ? "" : "__bl_t s $__bl_p"}
for __bl_l in $__bl_w; do kill -s $__bl_l $__bl_p; done
while :; do
wait $__bl_p; __bl_r=$?
kill -0 $__bl_p || break
done
wait $__bl_p; __bl_l=$?
[ $__bl_l -eq 127 ]||__bl_r=$__bl_l
${relayEnd(relays, proc)}
exec ${head.stderr === "closed" ? "2>&-" : "2>&6 6>&-"}
trap - ${names.join(" ")}
__bl_t x "$__bl_r$__bl_w"`;
}

/** A relay dies by SIGPIPE even where the caller ignores that signal: else nobody would tell the program. */
function relayWords({ head, ignored, launchers, tools }: RealProgramFacts): string {
  if (!ignored.includes("PIPE")) return shellQuote(tools.tee);
  const needs = { path: tools.tee, name: "tee", defaultSignals: ["PIPE"], env: head.env };
  return launchWords({ ...needs, closed: [], assignments: [], unset: [] }, launchers, tools);
}

/**
 * Signals that programs die by without anybody sending one, and the two that others send most. In a shell
 * a status above 128 may be a signal or a plain exit code (git exits with 129 on wrong usage), and nothing
 * tells them apart. So the common ones count as signals, as does any signal that was passed on; every
 * other status is an exit code.
 */
const likelySignals: ReadonlySet<string> = new Set(["ABRT", "BUS", "FPE", "KILL", "SEGV", "PIPE", "TERM"]);

/** How a real program ended, from the status that a shell gives. */
export function outcomeOf(status: number, passedOn: readonly string[], durationMs: number): PipeOutcome {
  const name = signalName(status - 128);
  const bySignal = name !== undefined && (likelySignals.has(name) || passedOn.includes(name));
  return bySignal
    ? { exitCode: null, signal: `SIG${name}`, durationMs }
    : { exitCode: status, signal: null, durationMs };
}

function signalName(number: number): string | undefined {
  const found = Object.entries(constants.signals).find(([, value]) => value === number)?.[0];
  return found?.slice(3);
}

/** Signals that a process ignores, without SIG; none where the system does not tell. */
export function readIgnored(proc: string | undefined, pid: number): string[] {
  if (proc === undefined) return [];
  try {
    return ignoredSignals(readFileSync(`${proc}/${pid}/status`, "latin1"));
  } catch {
    return [];
  }
}

/** The same from the text of /proc/PID/status. */
export function ignoredSignals(status: string): string[] {
  const mask = /^SigIgn:\s*([0-9a-f]+)/m.exec(status)?.[1];
  if (mask === undefined) return [];
  const bits = BigInt(`0x${mask}`);
  return Object.entries(constants.signals)
    .filter(([, number]) => (bits >> BigInt(number - 1)) & 1n)
    .map(([name]) => name.slice(3));
}
