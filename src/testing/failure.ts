import { verificationError, type WorldControl, type WorldReport } from "../lot/index.ts";

// What a test that stopped early did not get to; its own error has said why.
const onlyFollows = new Set(["unused-expectation", "too-few-calls"]);

/**
 * The error of a test's world, once, at the place of the expectation. Undefined when all is well, or when the
 * test has been told already.
 * @param bodyFailed the test has an error of its own: what it did not get to is not held against it again
 */
export function failureOf(world: WorldControl, report: WorldReport, bodyFailed: boolean): Error | undefined {
  if (world.told) return undefined;
  const findings = bodyFailed ? report.findings.filter((one) => !onlyFollows.has(one.name)) : report.findings;
  return verificationError({ ...report, findings }, world.opened.root);
}
