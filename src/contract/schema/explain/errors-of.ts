import type { ErrorObject } from "../engine-error.ts";
import { pointerStep } from "../pointer.ts";
import type { ExplainContext } from "./reach.ts";
import { reach } from "./reach.ts";

/** The errors that come from a schema, for the value that another error is about or what is inside that. */
export function errorsOf(
  schema: unknown,
  about: ErrorObject,
  alive: readonly ErrorObject[],
  context: ExplainContext,
): ReadonlySet<ErrorObject> {
  const schemas = reach(schema, context);
  return new Set(
    alive.filter(
      (one) => one !== about && schemas.has(one.parentSchema) && within(about.instancePath, one.instancePath),
    ),
  );
}

/** Whether a path is another one or goes on from there. */
export function within(outer: string, path: string): boolean {
  return path === outer || path.startsWith(`${outer}/`);
}

/** The path of the value that an error is about, or of the field that is missing or too many. */
export function pathOf({ instancePath, params, propertyName }: ErrorObject): string {
  const field: unknown =
    params["missingProperty"] ??
    params["additionalProperty"] ??
    params["unevaluatedProperty"] ??
    propertyName;
  return typeof field === "string" ? instancePath + pointerStep(field) : instancePath;
}
