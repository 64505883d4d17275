export { baselineText, frozen, invalidBaseline, readBaseline } from "./baseline/index.ts";
export * from "./catalogue/index.ts";
export type * from "./evidence.ts";
export * from "./fix/index.ts";
export { judgeDrift } from "./judge.ts";
export type { DriftFacts, Unchecked } from "./facts.ts";
export {
  type Baseline,
  type BaselineCoverage,
  type BaselineEntry,
  type DriftAllowed,
  type DriftReport,
  type DriftTally,
  type JudgeOptions,
  driftFacts,
  fingerprintOf,
  siteOf,
  withConsequences,
} from "./report.ts";
export * from "./stub/index.ts";
export * from "./journal/index.ts";
export * from "./health/index.ts";
