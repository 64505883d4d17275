import { isJsonObject, type Finding, type FindingName } from "../core/index.ts";
import { driftFacts, fingerprintOf, siteOf, type DriftFacts } from "./report.ts";

/**
 * Facts of a finding that is about no stub and no call.
 * @example gateFacts("coverage-fell", "all operations", { witness: "JSA" })
 */
export function gateFacts(rule: FindingName, operation: string, more: Partial<DriftFacts> = {}): DriftFacts {
  return {
    witness: "S",
    tests: 0,
    test_names: [],
    sites: [],
    stubs: [],
    problems: 1,
    ...more,
    operation,
    fingerprint: `${rule} ${operation}`,
  };
}

/** What others found, with the facts that every finding of the gate has. */
export function withFacts(one: Finding): Finding {
  if (driftFacts(one) !== undefined) return one;
  const evidence = isJsonObject(one.evidence) ? one.evidence : {};
  const site = siteOf(one.at);
  const own = gateFacts(one.name, site ?? "all", {
    witness: "A",
    sites: site === undefined ? [] : [site],
    problems: one.count,
  });
  return { ...one, evidence: { ...own, ...evidence, fingerprint: fingerprintOf(one) } };
}
