import { finding, type Finding, type FindingName } from "../core/index.ts";
import type { DriftEvidence } from "./evidence.ts";
import type { DriftFacts } from "./facts.ts";
import type { DriftTally } from "./report.ts";
import { gateFacts } from "./with-facts.ts";

/** Findings that say that a part of the evidence is not there. */
const names: ReadonlySet<string> = new Set<FindingName>([
  "evidence-missing",
  "journal-cut-short",
  "world-not-closed",
  "empty-report",
  "unloaded-tests",
]);

/** Whether a finding says that evidence is missing: then nothing is clean. */
export function isMissing({ name }: Finding): boolean {
  return names.has(name);
}

/**
 * What has to be there, so that finding nothing means something.
 * @param told whoever read the journals has said already what is missing of them
 */
export function missingEvidence(
  { worlds, services }: DriftEvidence,
  tally: DriftTally,
  told: boolean,
): readonly Finding[] {
  // Reports of tests can be judged where no service is declared at all.
  if (tally.health !== undefined && services.length === 0 && worlds.length === 0) return [];
  const missing: Finding[] = [];
  const add = (subject: string, what: string, fix?: string, more?: Partial<DriftFacts>): void => {
    const evidence = gateFacts("evidence-missing", subject, { witness: "J", ...more });
    missing.push(finding("evidence-missing", { what, fix, evidence }));
  };
  if (worlds.length === 0 && !told) add("journals", "no journal is there, so no call was looked at");
  if (services.length === 0) {
    add(
      "services",
      "no service is there to judge",
      "Declare what the program calls: [services.NAME] with openapi",
    );
  } else if (tally.services.anchored > 0 && tally.stubs.judged + tally.calls.judged === 0) {
    add("stubs and calls", "no stub and no call of a service with a contract is there");
  }
  const cut = worlds.filter(({ complete }) => !complete).map(({ title }) => title);
  if (cut.length > 0 && !told) {
    const what = `${cut.length} of ${worlds.length} journals are not whole`;
    add("whole journals", what, undefined, { tests: cut.length, test_names: cut.slice(0, 5) });
  }
  return missing;
}
