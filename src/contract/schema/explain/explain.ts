import type { ErrorObject } from "../engine-error.ts";
import { limits } from "../../../core/index.ts";
import { pointerStep } from "../pointer.ts";
import type { Violation } from "../violation.ts";
import { withoutCascades } from "./cascade.ts";
import { pathOf } from "./errors-of.ts";
import { say } from "./words.ts";
import type { ExplainContext } from "./reach.ts";

/** ajv's errors as violations: what only follows from another one left out, each once, in the order of the value. */
export function explain(errors: readonly ErrorObject[], context: ExplainContext): readonly Violation[] {
  const told = new Map<string, Violation>();
  for (const error of withoutCascades(errors, context)) {
    const origin = context.origins.get(error.parentSchema as object);
    const violation: Violation = {
      path: pathOf(error),
      keyword: error.keyword,
      what: say(error, context),
      schemaPath: `${origin?.pointer ?? "#"}${pointerStep(error.keyword)}`,
    };
    const key = JSON.stringify([violation.path, violation.keyword, violation.what]);
    if (!told.has(key)) told.set(key, violation);
    if (told.size === limits.violations) break;
  }
  return [...told.values()];
}
