import { loadScenario, runInWorld } from "../../lot/index.ts";
import { fail } from "../fail.ts";
import { reportTargets, writeReports } from "../reports.ts";
import type { RunWork } from "./run.command.ts";

/** Opens the world, runs the command in it, verifies and reports. */
export const run: RunWork = async function (flags, ...command) {
  try {
    const targets = reportTargets(flags.report);
    const loaded = await loadScenario({ files: flags.scenario ?? [], cwd: this.cwd });
    const report = await runInWorld({
      loaded,
      command,
      cwd: this.cwd,
      inherited: this.process.env,
      flags: { seed: flags.seed, now: flags.now },
    });
    writeReports(this, targets, report);
    this.process.exitCode = report.exitCode;
  } catch (error) {
    fail(this, error);
  }
};
