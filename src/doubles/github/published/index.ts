export type {
  DescribedAnswer,
  JsonType,
  Method,
  Operation,
  Parameter,
  RequestBody,
  Shape,
} from "./operation.ts";
export type { PublishedIndex, Routed } from "./published-index.ts";
export { loadPublished, published } from "./published.ts";
export type { PackedSchemas } from "./schemas.ts";
export {
  publishedSchemas,
  type SynthesisContext,
  synthesise,
  type Synthetic,
} from "./synthetic/synthesise.ts";
export {
  coverage,
  type Coverage,
  type CoverageRow,
  type CoverageTotals,
  type Fidelity,
} from "./coverage/coverage.ts";
export { coverageMarkdown, coverageText, coverageTotals } from "./coverage/render.ts";
