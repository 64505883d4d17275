export type * from "./contract.ts";
export { readContract } from "./read-contract.ts";
