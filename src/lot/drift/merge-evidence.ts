import { finding, type Finding } from "../../core/index.ts";
import type { DriftEvidence, ServiceEvidence, StubEvidence } from "../../drift/index.ts";
import type { ScenarioEvidence } from "./scenario-evidence.ts";

/** Evidence of scenarios and journals as one. */
export interface MergedEvidence {
  readonly evidence: DriftEvidence;
  readonly findings: readonly Finding[];
}

/**
 * Puts what scenarios declare and what journals saw together. A stub in both is the scenario's, which is whole and has its
 * place; where the two don't say the same, the journal is of an older scenario, and judging it would blame the wrong stubs.
 */
export function mergeEvidence(
  declared: readonly ScenarioEvidence[],
  journals: readonly DriftEvidence[],
): MergedEvidence {
  const stubs = new Map<string, StubEvidence>();
  for (const stub of declared.flatMap((one) => one.stubs)) stubs.set(stub.id, stub);
  const outdated = new Set<string>();
  for (const stub of journals.flatMap((one) => one.stubs)) {
    const known = stubs.get(stub.id);
    if (known === undefined) stubs.set(stub.id, stub);
    else if (!sameStub(known, stub)) outdated.add(`${stub.text} (now ${known.text})`);
  }
  const services = new Map<string, ServiceEvidence>();
  const all = [...declared.flatMap((one) => one.services), ...journals.flatMap((one) => one.services)];
  for (const service of all) {
    const known = services.get(service.name);
    if (known === undefined || (known.anchor === undefined && service.anchor !== undefined)) {
      services.set(service.name, service);
    }
  }
  return {
    evidence: {
      services: [...services.values()],
      stubs: [...stubs.values()],
      worlds: journals.flatMap((one) => one.worlds),
    },
    findings: outdated.size === 0 ? [] : [outdatedJournal([...outdated])],
  };
}

function sameStub(left: StubEvidence, right: StubEvidence): boolean {
  return left.service === right.service && left.method === right.method && left.path === right.path;
}

function outdatedJournal(texts: readonly string[]): Finding {
  const more = texts.length > 3 ? ` and ${texts.length - 3} more` : "";
  return finding("evidence-missing", {
    what: `the journal is of another scenario: it has ${texts.slice(0, 3).join(", ")}${more}`,
    why: "The scenario was changed since; which stub answered what is not known any more.",
    fix: "Run the tests again: backlot run -- COMMAND",
  });
}
