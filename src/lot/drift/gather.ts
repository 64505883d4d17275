import { BacklotError, isJsonObject, sensitiveHint, type Finding } from "../../core/index.ts";
import type { Baseline, DriftEvidence } from "../../drift/index.ts";
import { redactData, redactText } from "../../engine/index.ts";
import type { Allow, DriftSettings } from "../../scenario/index.ts";
import { exampleFindings } from "../contract/example-findings.ts";
import { stampContracts } from "../contract/stamp-contracts.ts";
import { tryLoadScenario, type LoadedScenario } from "../load.ts";
import { readBaselineFile } from "./baseline-file.ts";
import { findJournals } from "./journal-files.ts";
import { journaledScenarios } from "./journaled-scenarios.ts";
import { mergeEvidence } from "./merge-evidence.ts";
import { scenarioEvidence, type ScenarioEvidence } from "./scenario-evidence.ts";

/** What the gate is to look at. */
export interface DriftRequest {
  /** Each a scenario, of one file or of several that are joined; none: the nearest one, and those of the journals. */
  readonly scenarios: readonly (readonly string[])[];
  /** Files and folders; none: the run that this process is a part of, else the last one. */
  readonly journals: readonly string[];
  /** Contracts that are not as they were locked are an error. */
  readonly frozen?: boolean | undefined;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Everything that the gate judges, read. */
export interface GatheredDrift {
  readonly evidence: DriftEvidence;
  readonly scenarios: readonly LoadedScenario[];
  /** The files that each of them was asked for by. */
  readonly named: readonly (readonly string[])[];
  /** The project's folder: places and files start here. */
  readonly root: string;
  readonly allow: readonly Allow[];
  /** The first `[drift]` of the scenarios. */
  readonly settings: DriftSettings | undefined;
  /** Undefined: there is none, or none yet. */
  readonly baseline: Baseline | undefined;
  /** What was found while reading: parts of the evidence that are missing, what contracts have of notes. */
  readonly findings: readonly Finding[];
}

/**
 * Reads scenarios with their contracts, journals and the baseline.
 * @throws BacklotError with everything that is wrong with them: bad input is no drift
 */
export async function gatherDrift(request: DriftRequest): Promise<GatheredDrift> {
  const { cwd, env, journals, frozen = false } = request;
  const asked = await loadAll(request.scenarios.length === 0 ? [[]] : request.scenarios, cwd);
  const found = findJournals({ journals, cwd, env });
  const read = await readAll(found.files, asked);
  const worlds = request.scenarios.length === 0 ? read.flatMap(({ value }) => value.worlds) : [];
  const others = journaledScenarios(
    worlds,
    asked.map(({ value }) => value),
  );
  const loaded = [...asked, ...(await loadAll(others, cwd))];
  const scenarios = loaded.map(({ value }) => value);
  const [first] = scenarios as [LoadedScenario];
  const merged = mergeEvidence(
    scenarios.map(({ scenario }) => withoutSecrets(scenarioEvidence(scenario))),
    read.map(({ value }) => value),
  );
  const stamped = await stampContracts({ root: first.root, evidence: merged.evidence, frozen });
  const settings = scenarios.flatMap(({ scenario }) => scenario.drift ?? [])[0];
  const baseline =
    settings?.baseline === undefined ? undefined : await readBaselineFile(settings.baseline, first.readFile);
  return {
    evidence: { ...merged.evidence, services: stamped.services },
    scenarios,
    named: loaded.map(({ files }) => files),
    root: first.root,
    // What several scenarios include is theirs only once.
    allow: withoutRepeats(scenarios.flatMap(({ scenario }) => scenario.allow)),
    settings,
    baseline,
    findings: [
      ...found.findings,
      ...read.flatMap(({ findings }) => findings),
      ...merged.findings,
      ...stamped.findings,
      ...(await exampleFindings(stamped.services)),
      ...withoutRepeats(loaded.flatMap(({ findings }) => findings.filter(isOfContract))),
    ],
  };
}

interface NamedScenario {
  /** What it was asked for by. */
  readonly files: readonly string[];
  readonly value: LoadedScenario;
  readonly findings: readonly Finding[];
}

/** @throws BacklotError with everything that is wrong with any of them */
async function loadAll(
  named: readonly (readonly string[])[],
  cwd: string,
): Promise<readonly NamedScenario[]> {
  const loaded = await Promise.all(
    named.map(async (files) => ({ files, ...(await tryLoadScenario({ files, cwd })) })),
  );
  if (loaded.some(({ ok }) => !ok)) {
    throw new BacklotError(withoutRepeats(loaded.flatMap((one) => (one.ok ? [] : one.findings))));
  }
  return loaded.flatMap((one) => (one.ok ? [one] : []));
}

/** Stubs by the names that journals know them by; what they answer is judged as it is. */
function withoutSecrets(evidence: ScenarioEvidence): ScenarioEvidence {
  const stubs = evidence.stubs.map((stub) => {
    const { name, path, text } = stub;
    const clean = redactData({ label: name, path, text });
    return { ...stub, name: clean.label, path: clean.path, text: clean.text };
  });
  return { ...evidence, stubs };
}

/** What may be shown of a journal's line: nothing of one that can't be read and may hold a secret. */
function shownLine(line: string): string {
  return isJson(line) || !sensitiveHint.test(line) ? redactText(line) : "";
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

interface ReadJournal {
  readonly value: DriftEvidence;
  readonly findings: readonly Finding[];
}

/** @throws BacklotError with everything that is wrong with any of them */
async function readAll(
  files: ReturnType<typeof findJournals>["files"],
  scenarios: readonly NamedScenario[],
): Promise<readonly ReadJournal[]> {
  const hosts = new Map(scenarios.flatMap(({ value }) => [...scenarioEvidence(value.scenario).hosts]));
  const { readJournal } = await import("../../drift/index.ts");
  const read = files.map(({ name, bytes }) =>
    readJournal(name, bytes, {
      serviceOf: (host) => hosts.get(host.replace(/:\d+$/, "")),
      shown: shownLine,
    }),
  );
  if (read.some(({ ok }) => !ok)) {
    throw new BacklotError(redactData(read.flatMap((one) => (one.ok ? [] : one.findings))));
  }
  // Journals of other programs' doubles hold what was really sent.
  return read.flatMap((one) => (one.ok ? [redactData(one)] : []));
}

function withoutRepeats<T>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map((one) => [JSON.stringify(one), one])).values()];
}

/** What reading a contract tells. What stubs are told of when a scenario loads, the gate's own rules say. */
function isOfContract({ code, name, evidence }: Finding): boolean {
  if (!code.startsWith("BKL3") || name === "doubles-disagree") return false;
  return !isJsonObject(evidence) || evidence["expectation"] === undefined;
}
