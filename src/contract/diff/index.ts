export { type ChangeRule, type ContractChange, type ContractDiff, inverses } from "./change.ts";
export { type Contradiction, contradictionsOf, type FindContradictions } from "./contradictions.ts";
export { diffContracts } from "./diff-contracts.ts";
export { diffModels } from "./diff-models.ts";
