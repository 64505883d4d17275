import { BacklotError, finding } from "../../core/index.ts";
import { recordScenario, runInWorld } from "../../lot/index.ts";
import type { RunReport } from "../../engine/index.ts";
import type { CliContext } from "../context.ts";
import { orFail } from "../fail.ts";
import { reportFormats, reportTargets } from "../report-targets.ts";
import { tellReport } from "../tell-report.ts";

/** What the flags of `record` hold. */
export interface RecordFlags {
  readonly output?: string;
  readonly commands?: readonly string[];
  readonly review?: boolean;
  readonly rules?: string;
  readonly report?: readonly string[];
}

/** Runs a command with the commands it calls recorded. */
export async function record(this: CliContext, flags: RecordFlags, ...command: string[]): Promise<void> {
  await orFail(this, async () => {
    const targets = reportTargets(flags.report, reportFormats);
    const { output, commands, review, rules } = flags;
    if (output === undefined) {
      const what = "--output is missing: the fixture to write";
      throw new BacklotError([
        finding("usage", {
          what,
          why: "What is recorded needs a place.",
          fix: "Write: backlot record --output fixtures/NAME.json -- COMMAND",
        }),
      ]);
    }
    const { env } = this.process;
    const [program] = command;
    const loaded = await recordScenario({ output, commands, program, cwd: this.cwd, path: env["PATH"] });
    const report = await runInWorld({
      loaded,
      command,
      cwd: this.cwd,
      inherited: env,
      flags: { rules },
      review,
      mustRecord: output,
    });
    tellReport(this, targets, commands === undefined ? withoutUncalled(report) : report);
  });
}

/** Nobody asked for all the programs that could have been called. */
function withoutUncalled(report: RunReport): RunReport {
  const worlds = report.worlds.map((world) => ({
    ...world,
    expectations: world.expectations.filter((use) => use.calls.length > 0),
  }));
  return { ...report, worlds };
}
