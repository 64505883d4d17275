import { BacklotError, finding } from "../../core/index.ts";
import type { DriftReport } from "../../drift/index.ts";
import { gatherDrift, version, writeBaselineFile, type GatheredDrift } from "../../lot/index.ts";
import { renderDrift, type DriftFormat } from "../../report/index.ts";
import type { CliContext } from "../context.ts";
import { alsoFail, orFail } from "../fail.ts";
import { reportTargets, writeReports } from "../report-targets.ts";
import type { DriftFlags } from "./drift.command.ts";

const formats: readonly DriftFormat[] = ["text", "json", "sarif", "junit", "github"];

/** Holds scenarios and journals against contracts, and tells what does not fit. */
export async function drift(this: CliContext, flags: DriftFlags, ...files: string[]): Promise<void> {
  await orFail(this, async () => {
    const targets = reportTargets(flags.report, formats);
    const joined = flags.scenario === undefined ? [] : [flags.scenario];
    const gathered = await gatherDrift({
      scenarios: [...joined, ...files.map((file) => [file])],
      journals: flags.journal ?? [],
      frozen: flags.frozen,
      cwd: this.cwd,
      env: this.process.env,
    });
    if (flags.freeze) refuseWithoutBaseline(gathered);
    const report = flags.freeze ? await freeze(gathered) : await judge(gathered);
    this.process.exitCode = report.exitCode;
    const unwritten = writeReports(this, "stdout", targets, (format, style) =>
      renderDrift(report, { format, version, ...style, verbose: flags.verbose }),
    );
    alsoFail(this, unwritten);
  });
}

async function judge(gathered: GatheredDrift): Promise<DriftReport> {
  const { judgeDrift } = await import("../../drift/index.ts");
  const { evidence, allow, settings, baseline, findings } = gathered;
  return judgeDrift(evidence, { allow, failOn: settings?.failOn, baseline, more: findings });
}

function refuseWithoutBaseline({ settings }: GatheredDrift): void {
  if (settings?.baseline !== undefined) return;
  throw new BacklotError([
    finding("usage", {
      at: { kind: "input", input: "--freeze" },
      what: "no scenario names a baseline",
      why: "What is frozen is kept in a file of the project.",
      fix: 'Write into the scenario:\n[drift]\nbaseline = "drift-baseline.json"',
    }),
  ]);
}

/** Writes the baseline, and judges with it. Evidence that is missing is never frozen as if it were clean. */
async function freeze(gathered: GatheredDrift): Promise<DriftReport> {
  const report = await judge(gathered);
  const file = gathered.settings?.baseline;
  if (report.exitCode === 3 || file === undefined) return report;
  const { frozen } = await import("../../drift/index.ts");
  const baseline = frozen(gathered.baseline, report);
  await writeBaselineFile(gathered.root, file, baseline);
  return judge({ ...gathered, baseline });
}
