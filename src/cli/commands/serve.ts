import { holdWorld, worldExports } from "../../lot/index.ts";
import type { CliContext } from "../context.ts";
import { orFail } from "../fail.ts";
import { printFormat } from "../print-format.ts";
import { reportFormats, reportTargets } from "../report-targets.ts";
import { tellReport } from "../tell-report.ts";
import { nextSignal } from "../signals.ts";

/** What the flags of `serve` hold. */
export interface ServeFlags {
  readonly scenario?: readonly string[];
  readonly report?: readonly string[];
  readonly seed?: string;
  readonly now?: string;
  readonly allowCode?: boolean;
  readonly print?: string;
}

/** Keeps a world open until it is told to end. */
export async function serve(this: CliContext, flags: ServeFlags): Promise<void> {
  await orFail(this, async () => {
    const targets = reportTargets(flags.report, reportFormats);
    const format = printFormat(flags.print);
    // Asked for before the world is opened, so that a signal that comes early ends it as well.
    const signal = nextSignal(["SIGINT", "SIGTERM", "SIGHUP"]);
    try {
      const { scenario = [], seed, now, allowCode } = flags;
      const held = await holdWorld({
        files: scenario,
        cwd: this.cwd,
        inherited: this.process.env,
        flags: { seed, now },
        allowCode,
      });
      this.process.stdout.write(worldExports(held.exports, format));
      const report = await Promise.race([held.closed, signal.came.then(() => held.close())]);
      tellReport(this, targets, report);
    } finally {
      signal.stop();
    }
  });
}
