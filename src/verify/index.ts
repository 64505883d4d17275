export { type AfterAllow } from "./allow.ts";
export { judgeCounts } from "./counts.ts";
export { type Order } from "./order.ts";
export { verify, type VerifyScope } from "./verify.ts";
