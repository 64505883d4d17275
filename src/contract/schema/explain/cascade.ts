import type { ErrorObject } from "ajv";
import type { Json } from "../../../core/index.ts";
import type { Converted } from "../convert.ts";
import type { ExplainContext } from "./explain.ts";

/** The errors without those that only follow from others. */
export function withoutCascades(
  errors: readonly ErrorObject[],
  value: Json,
  root: Converted,
  context: ExplainContext,
): readonly ErrorObject[] {
  void [value, root, context];
  return errors;
}
