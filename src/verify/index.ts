export { applyAllow, type AfterAllow } from "./allow.ts";
export { groupSame, rootCauses } from "./causes.ts";
export { judgeCounts } from "./counts.ts";
export { judgeOrder, type Order } from "./order.ts";
export { verify, type VerifyScope } from "./verify.ts";
