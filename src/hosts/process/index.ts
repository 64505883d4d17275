export { answerProcess, type Invocation } from "./answer-process.ts";
export { endBySignal } from "./end-by-signal.ts";
