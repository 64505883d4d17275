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
