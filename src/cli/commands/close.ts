import { closeWorld } from "../../lot/index.ts";
import type { CliContext } from "../context.ts";
import { orFail } from "../fail.ts";
import { reportFormats, reportTargets } from "../report-targets.ts";
import { tellReport } from "../tell-report.ts";

/** What the flags of `close` hold. */
export interface CloseFlags {
  readonly report?: readonly string[];
}

/** Verifies and ends the open world of this shell. */
export async function close(this: CliContext, flags: CloseFlags): Promise<void> {
  await orFail(this, async () => {
    const targets = reportTargets(flags.report, reportFormats);
    tellReport(this, targets, await closeWorld(this.process.env));
  });
}
