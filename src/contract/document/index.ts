export type { Breach } from "./breach.ts";
export { answerFor, type CheckedAnswer, checkAnswer, isOpen } from "./check-answer.ts";
export { type CheckedRequest, checkRequest } from "./check-request.ts";
export type * from "./contract.ts";
export { checkExamples } from "./examples.ts";
export { contentFor, essence, isJsonType } from "./media-type.ts";
export { type ContractOptions, readContract } from "./read-contract.ts";
