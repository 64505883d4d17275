import { join, resolve } from "node:path";
import { projectGit } from "../../adapters/git/index.ts";
import {
  BacklotError,
  finding,
  limits,
  type Finding,
  type JsonObject,
  type Result,
} from "../../core/index.ts";
import { redactData } from "../../engine/index.ts";
import { readInside, readLimited } from "../../disk/index.ts";
import type {
  Baseline,
  DoubleFile,
  GitEvidence,
  HealthEvidence,
  HealthReport,
  TestReport,
} from "../../drift/index.ts";
import type { DriftRefresh } from "../../scenario/index.ts";
import type { LoadedScenario } from "../load.ts";
import { scrubPorts } from "../scrub-ports.ts";
import type { GatheredDrift } from "./gather.ts";

/** Reports that the rules about test health read. */
export interface HealthRequest {
  /** Reports of tests, in JUnit's XML. */
  readonly junit: readonly string[];
  /** Reports of tsc or pyright. */
  readonly types: readonly string[];
  /** The last stage of the declared refresh that is done; undefined: all are. */
  readonly stage: string | undefined;
  readonly cwd: string;
}

/** Evidence of test health, read; the baseline is given when it is judged, since freezing changes it. */
export interface GatheredHealth {
  readonly evidence: Omit<HealthEvidence, "baseline">;
  /** The baseline's file, for what is wrong in it. */
  readonly baselineFile: string;
  /** Reports that are not there, or hold nothing. */
  readonly findings: readonly Finding[];
}

/**
 * Reads reports, git, test files and the files of doubles.
 * @throws BacklotError with everything that is wrong with reports and stage: bad input is no drift
 */
export async function gatherHealth(request: HealthRequest, gathered: GatheredDrift): Promise<GatheredHealth> {
  const { readJunit, readTypes, unknownStage } = await import("../../drift/index.ts");
  const { root, settings, scenarios } = gathered;
  const refresh = settings?.refresh;
  const unknown = request.stage === undefined ? undefined : unknownStage(refresh, request.stage);
  const tests = readAll(request.junit, request.cwd, (name, bytes) => readJunit(name, bytes, root));
  const types = readAll(request.types, request.cwd, (name, bytes) => readTypes(name, bytes, root));
  const wrong = [...(unknown === undefined ? [] : [unknown]), ...tests.wrong, ...types.wrong];
  if (wrong.length > 0) throw new BacklotError(redactData(wrong));
  const own = scenarios.flatMap((one) => one.scenario.files);
  return {
    evidence: {
      root,
      tests: tests.read,
      types: types.read,
      git: await gitEvidence(root, tests.read, refresh),
      ...sourcesOf(root, tests.read),
      doubles: scenarios.flatMap(doubleFiles),
      worlds: gathered.evidence.worlds,
      refresh,
      own: settings?.baseline === undefined ? own : [...own, settings.baseline],
      stage: request.stage,
    },
    baselineFile: settings?.baseline ?? "the baseline",
    findings: [...tests.missing, ...types.missing],
  };
}

/** What the rules about test health find, held against what is frozen. @throws BacklotError `invalid-baseline` */
export async function judgeGatheredHealth(
  { evidence, baselineFile, findings }: GatheredHealth,
  baseline: Baseline | undefined,
): Promise<HealthReport> {
  const { judgeHealth, readHealthBaseline } = await import("../../drift/index.ts");
  const read = readHealthBaseline(baselineFile, baseline?.health);
  if (!read.ok) throw new BacklotError(read.findings);
  const report = judgeHealth({ ...evidence, baseline: read.value }, scrubPorts.inflate);
  return { ...report, findings: [...findings, ...report.findings] };
}

/** What is frozen of tests and types: the first time all, later only less. @throws BacklotError `invalid-baseline` */
export async function freezeGatheredHealth(
  { evidence, baselineFile }: GatheredHealth,
  baseline: Baseline | undefined,
): Promise<JsonObject | undefined> {
  const { allTests, freezeHealth, healthBaselineJson, readHealthBaseline } =
    await import("../../drift/index.ts");
  const before = readHealthBaseline(baselineFile, baseline?.health);
  if (!before.ok) throw new BacklotError(before.findings);
  const refreshing = evidence.refresh !== undefined;
  return healthBaselineJson(freezeHealth(before.value, allTests(evidence), evidence.types, refreshing));
}

interface ReadReports<T> {
  readonly read: readonly T[];
  readonly missing: readonly Finding[];
  readonly wrong: readonly Finding[];
}

/** Reads each file once. */
function readAll<T>(
  names: readonly string[],
  cwd: string,
  readOne: (name: string, bytes: Uint8Array) => Result<T>,
): ReadReports<T> {
  const read: T[] = [];
  const missing: Finding[] = [];
  const wrong: Finding[] = [];
  const paths = new Map(names.map((name) => [resolve(cwd, name), name]));
  for (const [path, name] of paths) {
    const file = readLimited(path, limits.reportFileBytes, name);
    if (!file.ok && file.reason === "missing") {
      missing.push(
        finding("evidence-missing", { at: { kind: "input", input: name }, what: file.what, fix: writeIt }),
      );
      continue;
    }
    if (!file.ok) {
      wrong.push(finding("invalid-report", { at: { kind: "input", input: name }, what: file.what }));
      continue;
    }
    const result = readOne(name, file.bytes);
    // Titles of tests and what failed ones said may hold secrets; they are judged and frozen without them.
    if (result.ok) read.push(redactData(result.value));
    // Nothing was run: that is no broken file, but evidence that is missing.
    else for (const one of result.findings) (one.name === "empty-report" ? missing : wrong).push(one);
  }
  return { read, missing, wrong };
}

const writeIt =
  "Have the tests or the type checker write it: vitest run --reporter=junit --outputFile=FILE, pytest --junitxml=FILE, node --test --test-reporter=junit, tsc -p . > FILE, pyright --outputjson > FILE";

/** Asked only where a report or a refresh needs it: git takes longer than the rest. */
async function gitEvidence(
  root: string,
  tests: readonly TestReport[],
  refresh: DriftRefresh | undefined,
): Promise<GitEvidence | undefined> {
  const scoped = refresh !== undefined && refresh.only.length > 0;
  if (tests.length === 0 && !scoped) return undefined;
  const git = await projectGit(root);
  if ("why" in git) return undefined;
  const { suspectPaths } = await import("../../drift/index.ts");
  const since = scoped && refresh.since !== undefined ? await git.commit(refresh.since) : undefined;
  return {
    tracked: new Set(await git.tracked()),
    ignored: new Set(await git.ignored(suspectPaths({ tests, root }))),
    changed: since === undefined ? undefined : await git.changedSince(since),
  };
}

/** Texts of the files of tests that passed, up to a limit in all. */
function sourcesOf(root: string, reports: readonly TestReport[]): Pick<HealthEvidence, "sources" | "unread"> {
  const passed = reports.flatMap((report) => report.tests).filter((one) => one.outcome === "passed");
  const sources = new Map<string, string>();
  const unread: string[] = [];
  let left: number = limits.testSourceBytes;
  for (const file of new Set(passed.flatMap((one) => one.file ?? []))) {
    const read = readInside(root, join(root, "scenario"), file, { bytesMax: left });
    if (read.ok) {
      left -= read.value.length;
      sources.set(file, Buffer.from(read.value).toString());
    } else unread.push(file);
  }
  return { sources, unread };
}

/** Files of a scenario, and the fixtures that it names. */
function doubleFiles({ scenario, readFile }: LoadedScenario): readonly DoubleFile[] {
  const fixtures = scenario.layers.flatMap((layer) =>
    layer.expectations.flatMap(({ answer }) => (answer.kind === "fixture" ? [answer.fixture.path] : [])),
  );
  return [...new Set([...scenario.files, ...fixtures])].flatMap((file) => {
    const read = readFile(file, limits.fixtureFileBytes);
    return read.ok ? [{ file, bytes: read.bytes }] : [];
  });
}
