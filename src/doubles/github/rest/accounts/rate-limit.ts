import { answered } from "../answer.ts";
import { operation, type Operation } from "../call.ts";

/** What is left of the caller's limits. Asking costs nothing. */
export const rateLimitOperations: readonly Operation[] = [
  operation("rate-limit/get", (call) => answered(call.rates)),
];
