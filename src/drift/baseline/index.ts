export { applyBaseline } from "./apply-baseline.ts";
export { baselineText, frozen } from "./freeze.ts";
export { readBaseline } from "./read-baseline.ts";
