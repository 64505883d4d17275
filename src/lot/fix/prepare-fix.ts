import { relative, resolve, sep } from "node:path";
import { failed, finding, limits, ok, type Finding, type Result } from "../../core/index.ts";
import type { Decision, DriftReport, FixPlan, Repair, StubEvidence } from "../../drift/index.ts";
import { editScenario, readOutline } from "../../scenario/index.ts";
import { judgeGathered } from "../drift/judge-gathered.ts";
import { gatherDrift, type DriftRequest, type GatheredDrift } from "../drift/gather.ts";
import { tryLoadScenario } from "../load.ts";

/** A scenario file before and after its repairs. */
export interface FileFix {
  /** Relative to the project, with "/". */
  readonly file: string;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

/** What `backlot fix` would do; nothing is written yet. */
export interface PreparedFix {
  readonly root: string;
  readonly report: DriftReport;
  readonly plan: FixPlan;
  readonly files: readonly FileFix[];
}

/**
 * Judges scenarios and journals as the gate does, and makes the files that its repairs come to. Each of them is read
 * again before it counts: a repair with which a scenario would not load is told as a decision instead. Where evidence
 * is missing nothing is repaired, as what was not seen is not known to be right.
 * @throws BacklotError with everything that is wrong with scenarios, contracts and journals
 */
export async function prepareFix(request: DriftRequest): Promise<PreparedFix> {
  const gathered = await gatherDrift(request);
  const { planFix } = await import("../../drift/index.ts");
  const { evidence, root } = gathered;
  const report = await judgeGathered(gathered);
  if (report.exitCode === 3) {
    return { root, report, plan: { repairs: [], decisions: [], lesser: 0 }, files: [] };
  }
  const written = writtenFiles(request.cwd, gathered);
  const plan = planFix(report, evidence, {
    isWritten: (stub) => fileOf(stub) !== undefined && written.all.has(fileOf(stub) ?? ""),
    isShared: (stub) => !written.own.has(fileOf(stub) ?? ""),
  });
  const fixing: Fixing = { request, gathered, written };
  const whole = await tryRepairs(fixing, plan.repairs);
  if (whole.ok) return { root, report, plan, files: whole.value };
  return { root, report, ...(await withoutRefused(fixing, report, plan)) };
}

interface WrittenFiles {
  /** All that the scenarios are joined from. */
  readonly all: ReadonlySet<string>;
  /** Those of them that were named, or found: not what they include. */
  readonly own: ReadonlySet<string>;
}

interface Fixing {
  readonly request: DriftRequest;
  readonly gathered: GatheredDrift;
  readonly written: WrittenFiles;
}

function writtenFiles(cwd: string, { scenarios, named, root }: GatheredDrift): WrittenFiles {
  const all = scenarios.flatMap(({ scenario }) => scenario.files);
  const own = scenarios.flatMap(({ scenario }, index) => {
    const files = (named[index] ?? []).map((file) => relative(root, resolve(cwd, file)).split(sep).join("/"));
    // What a file includes lies underneath it, so the one that was found, or that a journal names, is the last.
    const joined = files.length === scenario.files.length;
    return files.length === 0 || joined ? (scenario.files.at(-1) ?? []) : files;
  });
  return { all: new Set(all), own: new Set(own) };
}

function fileOf({ at }: Pick<StubEvidence, "at">): string | undefined {
  return at?.kind === "file" ? at.file : undefined;
}

/**
 * The file that a repair changes. A new stub goes where its service is declared, unless others include that file: then
 * to the scenario of a world that missed it.
 */
function targetOf({ gathered, written }: Fixing, repair: Repair): string | undefined {
  if (repair.repair !== "add") return fileOf(repair.stub);
  const service = gathered.evidence.services.find(({ name }) => name === repair.service);
  const declared = fileOf({ at: service?.at });
  const missing = repair.missedIn.find((file) => written.own.has(file));
  if (missing !== undefined) return missing;
  return declared !== undefined && written.own.has(declared) ? declared : [...written.own].at(-1);
}

/** The files with all of some repairs, if the scenarios load with them. */
async function tryRepairs(fixing: Fixing, repairs: readonly Repair[]): Promise<Result<readonly FileFix[]>> {
  const files = new Map<string, Repair[]>();
  for (const one of repairs) {
    const file = targetOf(fixing, one);
    if (file === undefined) return failed([lost(one)]);
    const known = files.get(file);
    if (known === undefined) files.set(file, [one]);
    else known.push(one);
  }
  const made: FileFix[] = [];
  for (const [file, own] of files) {
    const fixed = await fixFile(fixing, file, own);
    if (!fixed.ok) return fixed;
    made.push(fixed.value);
  }
  const changed = new Map(made.map(({ file, after }) => [file, after]));
  const { cwd } = fixing.request;
  for (const one of fixing.gathered.named) {
    const loaded = changed.size === 0 ? undefined : await tryLoadScenario({ files: one, cwd, changed });
    if (loaded?.ok === false) return loaded;
  }
  return ok(made);
}

async function fixFile(
  { gathered }: Fixing,
  file: string,
  repairs: readonly Repair[],
): Promise<Result<FileFix>> {
  const read = gathered.scenarios[0]?.readFile(file, limits.scenarioFileBytes);
  if (read?.ok !== true) return failed(repairs.map(lost));
  const outline = await readOutline(file, read.bytes);
  if (!outline.ok) return outline;
  const { fixEdits } = await import("../../drift/index.ts");
  const pathOf = ({ at }: StubEvidence) => {
    const path = at === undefined ? undefined : outline.value.pathAt(at);
    return path?.at(-1) === "request" ? path.slice(0, -1) : undefined;
  };
  const gone = repairs.find((one) => one.repair !== "add" && pathOf(one.stub) === undefined);
  if (gone !== undefined) return failed([lost(gone)]);
  const edits = await fixEdits({ file, value: outline.value.value, pathOf }, repairs);
  const after = await editScenario(file, read.bytes, edits);
  return after.ok ? ok({ file, before: read.bytes, after: after.value }) : after;
}

function lost({ operation }: Repair): Finding {
  return finding("not-editable", { what: `the stub for ${operation} was not found in its file` });
}

/** The plan without the repairs that can't be made: each is tried alone, and told with what stands in its way. */
async function withoutRefused(
  fixing: Fixing,
  report: DriftReport,
  plan: FixPlan,
): Promise<{ readonly plan: FixPlan; readonly files: readonly FileFix[] }> {
  const good: Repair[] = [];
  const refused: Decision[] = [];
  for (const one of plan.repairs) {
    const tried = await tryRepairs(fixing, [one]);
    if (tried.ok) good.push(one);
    else refused.push(await refusal(report, one, tried.findings));
  }
  const files = await tryRepairs(fixing, good);
  if (files.ok)
    return {
      plan: { ...plan, repairs: good, decisions: [...plan.decisions, ...refused] },
      files: files.value,
    };
  const rest = await Promise.all(good.map((one) => refusal(report, one, files.findings)));
  return { plan: { ...plan, repairs: [], decisions: [...plan.decisions, ...refused, ...rest] }, files: [] };
}

async function refusal(report: DriftReport, repair: Repair, findings: readonly Finding[]): Promise<Decision> {
  const { driftFacts, stubText, withConsequences } = await import("../../drift/index.ts");
  const { rule, operation } = repair;
  const own = withConsequences(report.findings).find(
    (one) => one.name === rule && driftFacts(one)?.operation === operation,
  );
  const why = findings[0]?.what ?? "the scenario would not load with it";
  const paste = repair.repair === "add" ? stubText(repair.service, repair.stub) : undefined;
  const told = own ?? finding(rule, { what: repair.what });
  return { finding: told, options: told.fix.split("\n"), why, paste };
}
