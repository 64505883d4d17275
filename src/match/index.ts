export { compileMatcher } from "./compile.ts";
export type { CompiledMatcher, MatchTools } from "./compiled.ts";
export {
  type CompiledCondition,
  type CompiledConditions,
  compileConditions,
  type FieldValue,
  type MatchFacts,
  type Question,
  testConditions,
  type Tried,
} from "./conditions.ts";
export { covers, coversConditions } from "./covers.ts";
export { explainCondition, explainConditions, explainMatcher } from "./explain.ts";
export { conditionsDifferences, conditionsDistance, type NearMiss, nearMisses } from "./near-misses.ts";
export { match, type MatchBuilders } from "./build.ts";
export { capturePath, parseTemplate, type PathTemplate, type Segment } from "./path-template.ts";
export { createPathTrie, type NearPath, type PathMatch, type PathTrie } from "./path-trie.ts";
export type { Ask, Mode, Outcome, Value } from "./value.ts";
