import { BacklotError, escapeControl, finding } from "../../core/index.ts";
import type { DriftReport } from "../../drift/index.ts";
import {
  freezeGatheredHealth,
  gatherDrift,
  gatherHealth,
  judgeGathered,
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

/** What the flags of `drift` hold. */
export interface DriftFlags {
  readonly scenario?: readonly string[];
  readonly journal?: readonly string[];
  readonly junit?: readonly string[];
  readonly types?: readonly string[];
  readonly stage?: string;
  readonly freeze: boolean;
  readonly frozen: boolean;
  readonly catalogue?: string;
  readonly report?: readonly string[];
  readonly verbose: boolean;
}

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
    const report = flags.freeze ? await freeze(this, gathered, health) : await judge(gathered, health);
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
  const health = await judgeGatheredHealth(read, gathered.baseline);
  return judgeGathered(gathered, { more: health.findings, health });
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
async function freeze(
  context: CliContext,
  gathered: GatheredDrift,
  read: GatheredHealth,
): Promise<DriftReport> {
  const report = await judge(gathered, read);
  const file = gathered.settings?.baseline;
  if (file === undefined) return report;
  const tell = (text: string): void => void context.process.stderr.write(`${escapeControl(text)}\n`);
  if (report.exitCode === 3) {
    tell(`not written: ${file}, as evidence is missing`);
    return report;
  }
  const { frozen } = await import("../../drift/index.ts");
  const baseline = frozen(gathered.baseline, report, await freezeGatheredHealth(read, gathered.baseline));
  await writeBaselineFile(gathered.root, file, baseline);
  const number = baseline.findings.length;
  const less = (gathered.baseline?.findings.length ?? number) - number;
  tell(
    `written: ${file}, ${number} ${number === 1 ? "finding" : "findings"} frozen${less > 0 ? `, ${less} fewer than before` : ""}`,
  );
  return judge({ ...gathered, baseline }, read);
}
