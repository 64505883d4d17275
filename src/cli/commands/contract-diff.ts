import { diffContractFiles } from "../../lot/index.ts";
import { renderContractDiff, type ContractDiffFormat } from "../../report/index.ts";
import type { CliContext } from "../context.ts";
import { alsoFail, exitCodes, orFail } from "../fail.ts";
import { reportTargets, writeReports } from "../report-targets.ts";

/** What the flags of `contract diff` hold. */
export interface ContractDiffFlags {
  readonly report?: readonly string[];
  readonly verbose: boolean;
}

const formats: readonly ContractDiffFormat[] = ["text", "markdown", "json"];

/** Compares two versions of a contract or of a models file. */
export async function contractDiff(
  this: CliContext,
  flags: ContractDiffFlags,
  old: string,
  now: string,
): Promise<void> {
  await orFail(this, async () => {
    const targets = reportTargets(flags.report, formats);
    const diff = await diffContractFiles({ old, new: now, cwd: this.cwd });
    this.process.exitCode = diff.changes.some(({ breaks }) => breaks) ? exitCodes.verification : 0;
    const unwritten = writeReports(this, "stdout", targets, (format, style) =>
      renderContractDiff(diff, { format, ...style, verbose: flags.verbose }),
    );
    alsoFail(this, unwritten);
  });
}
