import { escapeControl, textOf } from "../../core/index.ts";
import type { PreparedFix } from "../../lot/index.ts";
import { prepareFix, writeFix } from "../../lot/index.ts";
import { renderFindings, renderFix, unifiedDiff } from "../../report/index.ts";
import type { CliContext } from "../context.ts";
import { exitCodes, orFail } from "../fail.ts";
import { terminalStyle } from "../terminal.ts";

/** What the flags of `fix` hold. */
export interface FixFlags {
  readonly scenario?: readonly string[];
  readonly journal?: readonly string[];
  readonly write: boolean;
  readonly verbose: boolean;
}

/** Shows what can be repaired of scenarios, or repairs it. */
export async function fix(this: CliContext, flags: FixFlags, ...files: string[]): Promise<void> {
  await orFail(this, async () => {
    const joined = flags.scenario === undefined ? [] : [flags.scenario];
    const prepared = await prepareFix({
      scenarios: [...joined, ...files.map((file) => [file])],
      journals: flags.journal ?? [],
      cwd: this.cwd,
      env: this.process.env,
    });
    const { report, plan } = prepared;
    const style = { ...terminalStyle(this), verbose: flags.verbose };
    if (report.exitCode === 3) {
      const missing = report.findings.filter(({ name }) => name === "evidence-missing");
      this.process.stderr.write(renderFindings(missing, style));
      this.process.exitCode = exitCodes.machine;
      return;
    }
    this.process.stdout.write(diffText(prepared, this.process.stdout.isTTY === true));
    if (flags.write) writeFix(prepared);
    const open = plan.decisions.length > 0 || (plan.repairs.length > 0 && !flags.write);
    const exitCode = open ? 1 : 0;
    const changed = prepared.files.map(({ file }) => file);
    const summary = { ...plan, files: changed, written: flags.write, exitCode } as const;
    this.process.stderr.write(renderFix(summary, style));
    this.process.exitCode = exitCode;
  });
}

/** The diff of all files: as it is for programs, without control characters for a terminal. */
function diffText({ files }: PreparedFix, isTerminal: boolean): string {
  const diffs = files.map(({ file, before, after }) =>
    unifiedDiff(file, textOf(before) ?? "", textOf(after) ?? ""),
  );
  const text = diffs.join("");
  return isTerminal ? escapeControl(text, "\n\t") : text;
}
