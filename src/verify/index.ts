export { allowedApart, type AfterAllow } from "./allow.ts";
export { type Order } from "./order.ts";
export { judgeOverRun, type SharedWorld } from "./over-run.ts";
export { verify, type VerifyScope } from "./verify.ts";
