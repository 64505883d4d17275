export { type ChangeRule, type ContractChange, type ContractDiff, inverses } from "./change.ts";
export { contradictions, type Contradiction } from "./contradictions.ts";
export { diffContracts } from "./diff-contracts.ts";
export { diffModels } from "./diff-models.ts";
