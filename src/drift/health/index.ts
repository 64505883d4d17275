export { freezeHealth, healthBaselineJson, readHealthBaseline } from "./baseline.ts";
export type { TestCounts } from "./counts.ts";
export { suspectPaths } from "./dead.ts";
export type * from "./evidence.ts";
export { readJunit } from "./junit.ts";
export {
  allTests,
  type HealthReport,
  type HealthTally,
  judgeHealth,
  type TestsTally,
  unknownStage,
} from "./judge.ts";
export { readTypes } from "./type-report.ts";
