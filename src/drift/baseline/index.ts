export { applyBaseline } from "./apply-baseline.ts";
export { baselineText, frozen } from "./freeze.ts";
export { invalidBaseline, readBaseline } from "./read-baseline.ts";
