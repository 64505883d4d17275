import { BacklotError, finding } from "../../core/index.ts";
import { replayScenario, runInWorld } from "../../lot/index.ts";
import type { RunReport } from "../../engine/index.ts";
import type { CliContext } from "../context.ts";
import { orFail } from "../fail.ts";
import { reportFormats, reportTargets } from "../report-targets.ts";
import { tellReport } from "../tell-report.ts";

/** What the flags of `replay` hold. */
export interface ReplayFlags {
  readonly fuzzy?: boolean;
  readonly report?: readonly string[];
}

/** Runs a command with what it calls replayed from a fixture. */
export async function replay(this: CliContext, flags: ReplayFlags, ...words: string[]): Promise<void> {
  await orFail(this, async () => {
    const targets = reportTargets(flags.report, reportFormats);
    const [fixture, ...command] = words;
    if (fixture === undefined) {
      const what = "the fixture is missing";
      throw new BacklotError([
        finding("usage", {
          what,
          why: "It says what the commands answer.",
          fix: "Write: backlot replay fixtures/NAME.json -- COMMAND",
        }),
      ]);
    }
    const loaded = await replayScenario({ fixture, strict: flags.fuzzy !== true, cwd: this.cwd });
    const report = await runInWorld({ loaded, command, cwd: this.cwd, inherited: this.process.env });
    tellReport(this, targets, withOwnFixes(report, fixture));
  });
}

/** There is no scenario here whose fixture could be recorded by `backlot run`. */
function withOwnFixes(report: RunReport, fixture: string): RunReport {
  const fix = `Record again: backlot record --output ${fixture} -- COMMAND.`;
  const worlds = report.worlds.map((world) => ({
    ...world,
    findings: world.findings.map((one) =>
      one.name === "fixture-miss" || one.name === "unconsumed-recording" ? { ...one, fix } : one,
    ),
  }));
  return { ...report, worlds };
}
