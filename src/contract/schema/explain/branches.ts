import type { ErrorObject } from "../engine-error.ts";
import { isJsonObject } from "../../../core/index.ts";
import type { Json } from "../../../core/index.ts";
import { pointerStep } from "../pointer.ts";
import { errorsOf } from "./errors-of.ts";
import type { ExplainContext } from "./reach.ts";

/** An alternative with what keeps the value from fitting it. */
interface Branch {
  readonly schema: unknown;
  readonly errors: ReadonlySet<ErrorObject>;
}

/**
 * The errors after one of anyOf or oneOf was settled: those of the alternative that fits best remain, or one that
 * says what all of them ask for.
 */
export function chooseBranch(
  error: ErrorObject,
  alive: readonly ErrorObject[],
  context: ExplainContext,
): readonly ErrorObject[] {
  const branches = (error.schema as readonly unknown[]).map((schema) => ({
    schema,
    errors: errorsOf(schema, error, alive, context),
  }));
  const best = bestOf(error, branches, context);
  const keep = best instanceof Set ? (best as ReadonlySet<ErrorObject>) : new Set<ErrorObject>();
  const drop = new Set(branches.flatMap(({ errors }) => [...errors]).filter((one) => !keep.has(one)));
  const rest = alive.filter((one) => !drop.has(one));
  if (keep.size > 0) return rest.filter((one) => one !== error);
  return best instanceof Set ? rest : rest.map((one) => (one === error ? (best as ErrorObject) : one));
}

/** The errors of the alternative that fits best, or one error in place of all of them. */
function bestOf(
  error: ErrorObject,
  branches: readonly Branch[],
  context: ExplainContext,
): ReadonlySet<ErrorObject> | ErrorObject {
  // More than one fits: what keeps the others from it is no mistake.
  if (Array.isArray(error.params["passingSchemas"])) return error;
  const told = byDiscriminator(error, branches, context);
  if (told !== undefined) return told;
  const failing = branches.filter(({ errors }) => errors.size > 0);
  const right = failing.filter(({ errors }) => !wrongKind(error, errors));
  if (right.length === 0) return joinedTypes(error, branches);
  const values = joinedValues(error, right);
  if (values !== undefined) return values;
  let best = right[0] as Branch;
  for (const one of right) if (distance(error, one) < distance(error, best)) best = one;
  return best.errors;
}

/** Whether the value is of another type altogether. */
function wrongKind({ instancePath }: ErrorObject, errors: ReadonlySet<ErrorObject>): boolean {
  return [...errors].some((one) => one.keyword === "type" && one.instancePath === instancePath);
}

/** How far a value is from an alternative: a fixed value that it does not have tells them apart more than all else. */
function distance({ instancePath }: ErrorObject, { errors }: Branch): number {
  const depth = instancePath.split("/").length;
  let sum = 0;
  for (const one of errors) {
    const fixed = one.keyword === "const" || one.keyword === "enum";
    sum += fixed && one.instancePath.split("/").length <= depth + 1 ? 100 : 1;
  }
  return sum;
}

/** "must be a string or null" instead of an alternative each. */
function joinedTypes(error: ErrorObject, branches: readonly Branch[]): ErrorObject {
  const types = new Set<Json>();
  for (const { errors } of branches) {
    const own = [...errors].filter(
      (one) => one.keyword === "type" && one.instancePath === error.instancePath,
    );
    if (own.length === 0) return error;
    for (const { schema } of own) for (const type of [schema].flat()) types.add(type as Json);
  }
  return { ...error, keyword: "type", schema: [...types] };
}

/** "must be one of ..." where each alternative is some values. */
function joinedValues(error: ErrorObject, branches: readonly Branch[]): ErrorObject | undefined {
  const values: Json[] = [];
  for (const { errors } of branches) {
    const [one, ...more] = errors;
    if (one === undefined || more.length > 0 || one.instancePath !== error.instancePath) return undefined;
    if (one.keyword === "const") values.push(one.schema as Json);
    else if (one.keyword === "enum") values.push(...(one.schema as readonly Json[]));
    else return undefined;
  }
  return { ...error, keyword: "enum", schema: values };
}

/** The alternative that OpenAPI's `discriminator` names, or what is wrong with the field that it goes by. */
function byDiscriminator(
  error: ErrorObject,
  branches: readonly Branch[],
  context: ExplainContext,
): ReadonlySet<ErrorObject> | ErrorObject | undefined {
  const written = context.origins.get(error.parentSchema as object)?.written;
  const discriminator = isJsonObject(written) ? written["discriminator"] : undefined;
  const data = error.data as Json;
  if (!isJsonObject(discriminator) || !isJsonObject(data)) return undefined;
  const field = discriminator["propertyName"];
  if (typeof field !== "string") return undefined;
  if (!Object.hasOwn(data, field))
    return { ...error, keyword: "required", params: { missingProperty: field } };
  const mapping = isJsonObject(discriminator["mapping"]) ? discriminator["mapping"] : {};
  const names = new Map<Json, Branch>();
  for (const branch of branches) {
    const name = nameOf(branch.schema, context);
    if (name !== undefined) names.set(name, branch);
  }
  for (const [value, target] of Object.entries(mapping)) {
    const branch = typeof target === "string" ? names.get(target.split("/").at(-1) as string) : undefined;
    if (branch !== undefined) names.set(value, branch);
  }
  const value = data[field] as Json;
  const chosen = names.get(value);
  if (chosen !== undefined) return chosen.errors;
  const mapped = Object.keys(mapping).filter((one) => names.has(one));
  const allowed = mapped.length > 0 ? mapped : [...names.keys()];
  return {
    ...error,
    keyword: "enum",
    schema: allowed,
    data: value,
    instancePath: error.instancePath + pointerStep(field),
  };
}

/** The name of the definition that an alternative refers to. */
function nameOf(schema: unknown, context: ExplainContext): string | undefined {
  const ref = (schema as Readonly<Record<string, unknown>>)["$ref"];
  const target = typeof ref === "string" ? context.target(ref) : undefined;
  return target === undefined ? undefined : context.origins.get(target)?.name;
}
