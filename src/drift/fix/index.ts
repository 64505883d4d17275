export { planFix } from "./plan.ts";
export type { FixOptions } from "./settle.ts";
export type * from "./repair.ts";
export { fixEdits, type FixedFile } from "./edits.ts";
export { stubText } from "./paste.ts";
