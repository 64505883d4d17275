export { type ChangeRule, type ContractChange, type ContractDiff, inverses } from "./change.ts";
export { diffContracts } from "./diff-contracts.ts";
export { diffModels } from "./diff-models.ts";
