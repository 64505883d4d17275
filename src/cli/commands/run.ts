import { loadScenario, runInWorld } from "../../lot/index.ts";
import type { CliContext } from "../context.ts";
import { orFail } from "../fail.ts";
import { reportFormats, reportTargets } from "../report-targets.ts";
import { tellReport } from "../tell-report.ts";

/** What the flags of `run` hold. */
export interface RunFlags {
  readonly scenario?: readonly string[];
  readonly report?: readonly string[];
  readonly journal?: string;
  readonly seed?: string;
  readonly now?: string;
  readonly allowCode?: boolean;
  readonly record?: string;
  readonly rules?: string;
}

/** Opens the world, runs the command in it, verifies and reports. */
export async function run(this: CliContext, flags: RunFlags, ...command: string[]): Promise<void> {
  await orFail(this, async () => {
    const targets = reportTargets(flags.report, reportFormats);
    const loaded = await loadScenario({ files: flags.scenario ?? [], cwd: this.cwd });
    const report = await runInWorld({
      loaded,
      command,
      cwd: this.cwd,
      journal: flags.journal,
      allowCode: flags.allowCode,
      inherited: this.process.env,
      flags: { seed: flags.seed, now: flags.now, record: flags.record, rules: flags.rules },
    });
    tellReport(this, targets, report);
  });
}
