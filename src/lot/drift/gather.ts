import { BacklotError, isJsonObject, type Finding } from "../../core/index.ts";
import type { Baseline, DriftEvidence } from "../../drift/index.ts";
import type { Allow, DriftSettings } from "../../scenario/index.ts";
import { stampContracts } from "../contract/stamp-contracts.ts";
import { tryLoadScenario, type LoadedScenario } from "../load.ts";
import { readBaselineFile } from "./baseline-file.ts";
import { findJournals } from "./journal-files.ts";
import { mergeEvidence } from "./merge-evidence.ts";
import { scenarioEvidence } from "./scenario-evidence.ts";

/** What the gate is to look at. */
export interface DriftRequest {
  /** Each a scenario, of one file or of several that are joined; none: the nearest one. */
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
  const files = request.scenarios.length === 0 ? [[]] : request.scenarios;
  const loaded = await Promise.all(files.map((one) => tryLoadScenario({ files: one, cwd })));
  const scenarios = loaded.flatMap((one) => (one.ok ? [one.value] : []));
  const [first] = scenarios;
  if (first === undefined || scenarios.length < loaded.length) {
    throw new BacklotError(loaded.flatMap((one) => (one.ok ? [] : one.findings)));
  }
  const declared = scenarios.map(({ scenario }) => scenarioEvidence(scenario));
  const hosts = new Map(declared.flatMap((one) => [...one.hosts]));
  const found = findJournals({ journals, cwd, env });
  const { readJournal } = await import("../../drift/index.ts");
  const read = found.files.map(({ name, bytes }) =>
    readJournal(name, bytes, { serviceOf: (host) => hosts.get(host.replace(/:\d+$/, "")) }),
  );
  if (read.some(({ ok }) => !ok)) {
    throw new BacklotError(read.flatMap((one) => (one.ok ? [] : one.findings)));
  }
  const merged = mergeEvidence(
    declared,
    read.flatMap((one) => (one.ok ? [one.value] : [])),
  );
  const stamped = await stampContracts({ root: first.root, evidence: merged.evidence, frozen });
  const settings = scenarios.flatMap(({ scenario }) => scenario.drift ?? [])[0];
  const baseline =
    settings?.baseline === undefined ? undefined : await readBaselineFile(settings.baseline, first.readFile);
  return {
    evidence: { ...merged.evidence, services: stamped.services },
    scenarios,
    root: first.root,
    allow: scenarios.flatMap(({ scenario }) => scenario.allow),
    settings,
    baseline,
    findings: [
      ...found.findings,
      ...read.flatMap(({ findings }) => findings),
      ...merged.findings,
      ...stamped.findings,
      ...loaded.flatMap(({ findings }) => findings.filter(isOfContract)),
    ],
  };
}

/** What reading a contract tells. What stubs are told of when a scenario loads, the gate's own rules say. */
function isOfContract({ code, name, evidence }: Finding): boolean {
  if (!code.startsWith("BKL3") || name === "doubles-disagree") return false;
  return !isJsonObject(evidence) || evidence["expectation"] === undefined;
}
