export { freezeHealth, healthBaselineJson, readHealthBaseline } from "./baseline.ts";
export { countsText, type TestCounts } from "./counts.ts";
export { suspectPaths } from "./dead.ts";
export type * from "./evidence.ts";
export { readJunit } from "./junit.ts";
export {
  allTests,
  healthLines,
  type HealthReport,
  type HealthTally,
  judgeHealth,
  type TestsTally,
} from "./judge.ts";
export { readTypes } from "./type-report.ts";
