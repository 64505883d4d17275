export { createMessages, type Messages } from "./create-messages.ts";
export type { MessageFacts } from "./facts.ts";
export { failureOf } from "./failure-text.ts";
export { jsonlKeys, type KeptKind } from "./manifest/manifest.ts";
export type { KeySet, KeySets } from "./manifest/keys.ts";
export { builtInTools } from "./manifest/vocabulary.ts";
export { exitCodeOf } from "./outcome.ts";
export { printedMode } from "./permission-mode.ts";
export { costOf } from "./prices.ts";
