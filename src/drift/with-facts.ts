import { isJsonObject, type Finding, type FindingName } from "../core/index.ts";
import type { DriftFacts } from "./facts.ts";
import { fingerprintOf, siteOf } from "./report.ts";

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

/** What others found, with all facts that every finding of the gate has. */
export function withFacts(one: Finding): Finding {
  const evidence = isJsonObject(one.evidence) ? one.evidence : {};
  const site = siteOf(one.at);
  const own = gateFacts(one.name, site ?? "all", {
    witness: "A",
    sites: site === undefined ? [] : [site],
    problems: one.count,
  });
  const { consequences } = one;
  return {
    ...one,
    evidence: { ...own, ...evidence, fingerprint: fingerprintOf(one) },
    ...(consequences === undefined ? {} : { consequences: consequences.map(withFacts) }),
  };
}
