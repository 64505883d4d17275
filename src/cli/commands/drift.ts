import { BacklotError, finding } from "../../core/index.ts";
import type { DriftReport } from "../../drift/index.ts";
import {
  freezeGatheredHealth,
  gatherDrift,
  gatherHealth,
  judgeGatheredHealth,
  version,
  writeBaselineFile,
  type GatheredDrift,
  type GatheredHealth,
} from "../../lot/index.ts";
import { renderDrift, type DriftFormat } from "../../report/index.ts";
import type { CliContext } from "../context.ts";
import { alsoFail, orFail } from "../fail.ts";
import { reportTargets, writeReports } from "../report-targets.ts";
import { catalogueFormat, writeCatalogue } from "./drift-catalogue.ts";
import type { DriftFlags } from "./drift.command.ts";

const formats: readonly DriftFormat[] = ["text", "json", "sarif", "junit", "github"];

/** Holds scenarios and journals against contracts, and tells what does not fit. */
export async function drift(this: CliContext, flags: DriftFlags, ...files: string[]): Promise<void> {
  await orFail(this, async () => {
    const catalogue = catalogueFormat(flags.catalogue);
    // A catalogue stands instead of the report, unless that is asked for too.
    const reported = catalogue === undefined || flags.report !== undefined;
    const targets = reported ? reportTargets(flags.report, formats) : [];
    const joined = flags.scenario === undefined ? [] : [flags.scenario];
    const gathered = await gatherDrift({
      scenarios: [...joined, ...files.map((file) => [file])],
      journals: flags.journal ?? [],
      frozen: flags.frozen,
      cwd: this.cwd,
      env: this.process.env,
    });
    if (flags.freeze) refuseWithoutBaseline(gathered);
    const { junit = [], types = [], stage, verbose } = flags;
    const health = await gatherHealth({ junit, types, stage, cwd: this.cwd }, gathered);
    const report = flags.freeze ? await freeze(gathered, health) : await judge(gathered, health);
    if (reported) this.process.exitCode = report.exitCode;
    const { evidence, scenarios } = gathered;
    if (catalogue !== undefined) await writeCatalogue(this, catalogue, { evidence, report, verbose });
    const file = scenarios[0]?.scenario.files[0];
    const unwritten = writeReports(this, "stdout", targets, (format, style) =>
      renderDrift(report, { format, version, file, ...style, verbose }),
    );
    alsoFail(this, unwritten);
  });
}

async function judge(gathered: GatheredDrift, read: GatheredHealth): Promise<DriftReport> {
  const { judgeDrift } = await import("../../drift/index.ts");
  const { evidence, allow, settings, baseline, findings } = gathered;
  const health = await judgeGatheredHealth(read, baseline);
  const more = [...findings, ...health.findings];
  return judgeDrift(evidence, { allow, failOn: settings?.failOn, baseline, more, health });
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
async function freeze(gathered: GatheredDrift, read: GatheredHealth): Promise<DriftReport> {
  const report = await judge(gathered, read);
  const file = gathered.settings?.baseline;
  if (report.exitCode === 3 || file === undefined) return report;
  const { frozen } = await import("../../drift/index.ts");
  const baseline = frozen(gathered.baseline, report, await freezeGatheredHealth(read, gathered.baseline));
  await writeBaselineFile(gathered.root, file, baseline);
  return judge({ ...gathered, baseline }, read);
}
