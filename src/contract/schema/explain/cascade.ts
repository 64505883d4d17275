import type { ErrorObject } from "../engine-error.ts";
import { nearest } from "../../../core/index.ts";
import { pointerStep } from "../pointer.ts";
import { chooseBranch } from "./branches.ts";
import { errorsOf, pathOf, within } from "./errors-of.ts";
import type { ExplainContext } from "./reach.ts";
import { askedNames, fieldNames } from "./reach.ts";

/** Errors that are looked at; the first of them are the first of the value. */
const errorsMax = 2_000;

/**
 * The errors without those that only follow from others: of alternatives those that fit less, of conditions those
 * whose question was not answered, and what two keywords say about the same mistake.
 */
export function withoutCascades(
  errors: readonly ErrorObject[],
  context: ExplainContext,
): readonly ErrorObject[] {
  let alive: readonly ErrorObject[] = errors.slice(0, errorsMax);
  // What stands inside comes before what stands round it, and is settled first.
  for (const error of alive) {
    if (alive.includes(error)) alive = settled(error, alive, context);
  }
  return alive.filter((error) => !repeated(error, alive, context));
}

/** The errors after one that sums up others has been settled with them. */
function settled(
  error: ErrorObject,
  alive: readonly ErrorObject[],
  context: ExplainContext,
): readonly ErrorObject[] {
  switch (error.keyword) {
    case "anyOf":
    case "oneOf":
      return chooseBranch(error, alive, context);
    case "if":
      return settleCondition(error, alive, context);
    case "contains": {
      const inside = errorsOf((error.parentSchema as Keywords)["contains"], error, alive, context);
      return alive.filter((one) => !inside.has(one));
    }
    default:
      return alive;
  }
}

type Keywords = Readonly<Record<string, unknown>>;

/**
 * A condition that asked about a field that is missing, or wrong by itself, has no answer: what its branch says
 * would only confuse.
 */
function settleCondition(
  error: ErrorObject,
  alive: readonly ErrorObject[],
  context: ExplainContext,
): readonly ErrorObject[] {
  const { parentSchema, params, instancePath } = error;
  const schema = parentSchema as Keywords;
  const branch = errorsOf(schema[String(params["failingKeyword"])], error, alive, context);
  const asked = [...askedNames(schema["if"], context)].map((name) => instancePath + pointerStep(name));
  const unanswered = alive.some(
    (one) => one !== error && !branch.has(one) && asked.some((path) => within(path, pathOf(one))),
  );
  if (unanswered) return alive.filter((one) => one !== error && !branch.has(one));
  return branch.size === 0 ? alive : alive.filter((one) => one !== error);
}

/** Whether another error says the same better. */
function repeated(error: ErrorObject, alive: readonly ErrorObject[], context: ExplainContext): boolean {
  const { keyword, params, parentSchema, instancePath } = error;
  const others = (test: (one: ErrorObject) => boolean): boolean =>
    alive.some((one) => one !== error && test(one));
  switch (keyword) {
    case "enum":
    case "const":
      return others(
        (one) =>
          one.keyword === "type" && one.parentSchema === parentSchema && one.instancePath === instancePath,
      );
    case "propertyNames":
      return others(
        (one) => one.propertyName === params["propertyName"] && one.instancePath === instancePath,
      );
    case "unevaluatedProperties":
      // A field counts as looked at only by schemas that the value fits.
      return (
        fieldNames(parentSchema, context).includes(String(params["unevaluatedProperty"])) &&
        others((one) => one.keyword !== keyword && within(instancePath, one.instancePath))
      );
    case "required":
      return others((one) => isTypoOf(one, error, context));
    default:
      return false;
  }
}

/** Whether a field that is too many is the one that is missing, spelled wrong. */
function isTypoOf(extra: ErrorObject, missing: ErrorObject, context: ExplainContext): boolean {
  const field: unknown = extra.params["additionalProperty"] ?? extra.params["unevaluatedProperty"];
  if (typeof field !== "string" || extra.instancePath !== missing.instancePath) return false;
  const known = fieldNames(extra.parentSchema, context).filter(
    (name) => !Object.hasOwn(extra.data as object, name),
  );
  return nearest(field, known, 1)[0] === missing.params["missingProperty"];
}
