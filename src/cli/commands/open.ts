import { BacklotError, finding, quote, type Finding } from "../../core/index.ts";
import { openDetached, starterOf, worldExports } from "../../lot/index.ts";
import type { CliContext } from "../context.ts";
import { orFail } from "../fail.ts";
import { printFormat } from "../print-format.ts";

/** What the flags of `open` hold. */
export interface OpenFlags {
  readonly scenario?: readonly string[];
  readonly seed?: string;
  readonly now?: string;
  readonly allowCode?: boolean;
  readonly print?: string;
  readonly owner?: string;
  readonly maxMinutes?: string;
}

const defaultMinutes = 60;
/** Timers of Node hold no more than 2^31 - 1 ms. */
const minutesMax = 35_000;

/** Opens a world in a process of its own and prints what the shell has to set. */
export async function open(this: CliContext, flags: OpenFlags): Promise<void> {
  await orFail(this, async () => {
    const format = printFormat(flags.print);
    const owner = starterOf(flags.owner === undefined ? undefined : Number(flags.owner));
    const maxMinutes = Number(flags.maxMinutes ?? defaultMinutes);
    const problems: Finding[] = [];
    if (owner === undefined) problems.push(badOwner(flags.owner));
    if (!(maxMinutes > 0 && maxMinutes <= minutesMax)) problems.push(badMinutes(flags.maxMinutes ?? ""));
    if (owner === undefined || problems.length > 0) throw new BacklotError(problems);
    const { scenario = [], seed, now, allowCode } = flags;
    const exports = await openDetached({
      files: scenario,
      cwd: this.cwd,
      inherited: this.process.env,
      flags: { seed, now },
      allowCode,
      owner,
      maxMinutes,
    });
    this.process.stdout.write(worldExports(exports, format));
  });
}

function badOwner(given: string | undefined): Finding {
  return finding("usage", {
    at: { kind: "input", input: "--owner" },
    what: given === undefined ? "the calling process has ended" : `there is no process ${quote(given)}`,
    why: "The world ends when its owner does, so it needs one that runs.",
    fix: "Give the number of a running process, as in --owner $$.",
  });
}

function badMinutes(given: string): Finding {
  return finding("usage", {
    at: { kind: "input", input: "--max-minutes" },
    what: `--max-minutes must be a number above 0, at most ${minutesMax}, got ${quote(given)}`,
    why: "A world that nobody closes must end some time.",
    fix: "Give minutes, as in --max-minutes 10.",
  });
}
