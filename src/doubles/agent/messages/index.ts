export { jsonlKeys, manifestOf, type KeptKind, type Manifest } from "./manifest/manifest.ts";
export type { KeySet, KeySets } from "./manifest/keys.ts";
