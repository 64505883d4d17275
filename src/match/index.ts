export { match, type MatchBuilders } from "./build.ts";
export type { CompiledMatcher, MatchTools } from "./compiled.ts";
export {
  type CompiledConditions,
  compileConditions,
  type FieldValue,
  type MatchFacts,
  type Question,
  testConditions,
  type Tried,
} from "./conditions.ts";
export { covers } from "./covers.ts";
export { explainMatcher } from "./explain.ts";
export { compileGlob, type Glob } from "./glob.ts";
export { type NearMiss, nearMisses } from "./near-misses.ts";
export { createPathTrie, type NearPath, type PathMatch, type PathTrie } from "./path-trie.ts";
export type { Ask, Mode, Outcome, Value } from "./value.ts";
