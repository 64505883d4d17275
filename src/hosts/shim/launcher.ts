import { execFile } from "node:child_process";
import { constants } from "node:os";
import type { SignalName } from "../../core/index.ts";
import { shellQuote } from "./shell-text.ts";
import type { ShimTools } from "./tools.ts";

/** What a real program needs that a shell can't give it. */
export interface LaunchNeeds {
  readonly path: string;
  /** Name it finds itself called by: many print it in their messages. */
  readonly name: string;
  /** Signals, without SIG, to be as they are by default: a shell ignores them in what it starts with &. */
  readonly defaultSignals: readonly string[];
  /** Standard streams that are closed: perl opens them, so it has to close them again. */
  readonly closed: readonly ("STDIN" | "STDOUT" | "STDERR")[];
  /** Variables that shells drop or change: names like "a-b". */
  readonly assignments: readonly (readonly [name: string, value: string])[];
  /** Variables that shells add and can't take back. */
  readonly unset: readonly string[];
  /** Variables of the caller. */
  readonly env: Readonly<Record<string, string>>;
}

/** What there is on this machine to start programs with. */
export interface Launchers {
  /** GNU env of coreutils 9.5 and later. */
  readonly envArgv0: boolean;
  /** GNU env of coreutils 8.31 and later. */
  readonly envSignals: boolean;
  readonly perl: boolean;
}

/** Finds out what there is. Each question starts a program, so it is asked once and only when needed. */
export async function probeLaunchers(tools: ShimTools): Promise<Launchers> {
  const { env, perl } = tools;
  const [envArgv0, envSignals, perlWorks] = await Promise.all([
    env !== undefined && works(env, ["--argv0=x", "--default-signal=INT", tools.cat]),
    env !== undefined && works(env, ["--default-signal=INT", tools.cat]),
    perl !== undefined && works(perl, ["-e", "1"]),
  ]);
  return { envArgv0, envSignals, perl: perlWorks };
}

function works(file: string, args: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = execFile(file, args, { env: {}, timeout: 5_000 }, (error) => resolve(error === null));
    child.stdin?.end();
  });
}

const perlProgram =
  'my($p,$n,$s,$c,$k)=splice@ARGV,0,5;$SIG{$_}="DEFAULT"for split/,/,$s;close$_ for split/,/,$c;' +
  "delete$ENV{PERL_BADLANG};" +
  "for(splice@ARGV,0,$k){my($a,$v)=split/=/,$_,2;defined$v?$ENV{$a}=$v:delete$ENV{$a}}" +
  'exec{$p}$n,@ARGV;print STDERR"$n: $!\\n";exit 126';

/**
 * The words before "$@" that start a real program, after `exec`. The best there is: GNU env that can do
 * everything, perl (unless the caller's variables would change what perl does), an env that restores
 * signals but not the name, the bare path.
 */
export function launchWords(needs: LaunchNeeds, there: Launchers, tools: ShimTools): string {
  const assignments = needs.assignments.map(([name, value]) => shellQuote(`${name}=${value}`));
  const removals = needs.unset.map((name) => `-u ${name}`);
  const signals = needs.defaultSignals.join(",");
  const restore = signals === "" ? [] : [`--default-signal=${signals}`];
  const words = (items: readonly string[]) => items.filter((item) => item !== "").join(" ");
  const path = shellQuote(needs.path);
  // env takes a path with "=" in it for one more variable.
  const env = needs.path.includes("=") ? undefined : tools.env;
  if (there.envArgv0 && env !== undefined) {
    return words([env, `--argv0=${shellQuote(needs.name)}`, ...removals, ...restore, ...assignments, path]);
  }
  if (
    there.perl &&
    tools.perl !== undefined &&
    !Object.keys(needs.env).some((name) => /^PERL(?!_BADLANG$)/.test(name))
  ) {
    const kept = needs.env["PERL_BADLANG"];
    const all = [...needs.unset, ...assignments];
    if (kept !== undefined) all.push(shellQuote(`PERL_BADLANG=${kept}`));
    const start = `${shellQuote(tools.perl)} -e ${shellQuote(perlProgram)}`;
    const closed = shellQuote(needs.closed.join(","));
    const facts = [path, shellQuote(needs.name), shellQuote(signals), closed, String(all.length)];
    return words([start, ...facts, ...all]);
  }
  if (there.envSignals && env !== undefined)
    return words([env, ...removals, ...restore, ...assignments, path]);
  const changes = [...removals, ...assignments];
  return env !== undefined && changes.length > 0 ? words([env, ...changes, path]) : path;
}

/**
 * The text by which a shim dies by a signal.
 * @param ignored signals, without SIG, that the caller ignored
 */
export async function dieText(
  signal: SignalName,
  ignored: readonly string[],
  launchers: () => Promise<Launchers>,
  tools: ShimTools,
): Promise<string> {
  const name = signal.slice(3);
  const status = 128 + (constants.signals[signal as NodeJS.Signals] ?? 0);
  const program = ignored.includes(name) ? dieProgram(name, await launchers(), tools) : undefined;
  return program === undefined
    ? `__bl_z ${name} ${status}`
    : `__bl_t d;ulimit -c 0;exec ${program} 8>&- 9<&-`;
}

/**
 * A program that dies by a signal which the shell ignores: because the caller ignored it, or because it is
 * SIGQUIT and the shell is bash. Undefined where nothing can do that.
 */
export function dieProgram(signal: string, there: Launchers, tools: ShimTools): string | undefined {
  if (there.perl && tools.perl !== undefined) {
    return `${shellQuote(tools.perl)} -e ${shellQuote(`$SIG{${signal}}="DEFAULT";kill ${signal}=>$$`)}`;
  }
  if (!there.envSignals || tools.env === undefined) return undefined;
  return `${shellQuote(tools.env)} --default-signal=${signal} /bin/sh -c 'kill -s ${signal} $$'`;
}
