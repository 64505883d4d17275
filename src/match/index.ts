export { compileMatcher } from "./compile.ts";
export type { CompiledMatcher, MatchTools } from "./compiled.ts";
export {
  type CompiledCondition,
  type CompiledConditions,
  compileConditions,
  type Fields,
  type FieldValue,
  type Question,
  testConditions,
  type Tried,
} from "./conditions.ts";
export { covers, coversConditions } from "./covers.ts";
export { explainCondition, explainConditions, explainMatcher } from "./explain.ts";
export { escapeGlob } from "./glob.ts";
export {
  conditionsDifferences,
  conditionsDistance,
  type Candidate,
  type NearMiss,
  nearMisses,
} from "./near-misses.ts";
export { parseTemplate, type PathTemplate, templateProblem } from "./path-template.ts";
export type { Ask, Mode, Outcome, Value } from "./value.ts";
