export { type FixSummary, renderFix } from "./fix-text.ts";
export { unifiedDiff } from "./unified-diff.ts";
