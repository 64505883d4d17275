import { finding, isJsonObject } from "../../core/index.ts";
import type { Finding, Json, Place } from "../../core/index.ts";
import { pointerTokens } from "../../scenario/index.ts";
import type { Violation } from "../schema/index.ts";
import type { BoundModel } from "./bound-model.ts";

/** Whose body it is. */
export interface BodyPlace {
  /** "GET /api/actors/me" */
  readonly operation: string;
  /** The stub, or the call. */
  readonly at?: Place | undefined;
}

/** Fields that are named before the rest is counted; all stand in the evidence. */
const namedFields = 20;

/**
 * Holds a body against its model. Gives at most one finding for all missing fields (`thin-body`), and one for each
 * field that is too many (`unknown-body-field`) or wrong (`wrong-body-value`), in a list whatever many items have it.
 * A model whose fields are not known gives `model-unknown`: never nothing, which would look like a check.
 */
export function checkBody(bound: BoundModel, body: Json, place: BodyPlace): readonly Finding[] {
  const { operation, at } = place;
  if (bound.unknown) {
    const source = bound.source === undefined ? "" : ` (${bound.source})`;
    const what = `${operation}: the fields of ${bound.itemName}${source} are not known, so its body was not checked`;
    return [finding("model-unknown", { at, what, near: [modelNear(bound)] })];
  }
  const isList = Array.isArray(body);
  if (isList !== bound.list && (bound.list || bound.fields.length > 0)) {
    const [due, is] = bound.list ? ["a list", kindOf(body)] : ["an object", "a list"];
    const what = `${operation} body must be ${due}, ${bound.name}, and is ${is}`;
    return [finding("list-or-object", { at, what, near: [modelNear(bound)] })];
  }
  const items = bound.list ? (body as readonly Json[]) : [body];
  const told = items.map((item) => bound.validator.check(item));
  return [...thinBody(bound, items, told, place), ...wrongValues(bound, told, place)];
}

function modelNear(bound: BoundModel): { readonly what: string; readonly at: Place } {
  return { what: bound.name, at: bound.at };
}

function kindOf(value: Json): string {
  return isJsonObject(value) ? "an object" : JSON.stringify(value);
}

/** One finding for all fields that are missing, in all items. */
function thinBody(
  bound: BoundModel,
  items: readonly Json[],
  told: readonly (readonly Violation[])[],
  { operation, at }: BodyPlace,
): readonly Finding[] {
  const missing = new Set<string>();
  for (const violations of told) {
    for (const one of violations) if (one.keyword === "required") missing.add(fieldText(one.path));
  }
  const owned = items.map((item) =>
    bound.fields.filter((field) => isJsonObject(item) && Object.hasOwn(item, field)),
  );
  // What is missing but for a typo is told as the typo, and still makes the body thin.
  const thin = items.filter(
    (item, index) => isJsonObject(item) && (owned[index]?.length ?? 0) < bound.fields.length,
  );
  for (const [index, item] of items.entries()) {
    if (!isJsonObject(item)) continue;
    for (const field of bound.fields) if (!owned[index]?.includes(field)) missing.add(field);
  }
  if (missing.size === 0) return [];
  const names = [...missing].sort((left, right) => rank(bound, left) - rank(bound, right));
  const counts = owned.filter((_, index) => isJsonObject(items[index])).map((fields) => fields.length);
  const of = bound.fields.length;
  const has = Math.min(...counts);
  const fields = `${has} of ${of} ${bound.itemName} fields`;
  const subject = bound.list
    ? `${thin.length} of ${items.length} items ${thin.length === 1 ? "has" : "have"} ${counts.every((one) => one === has) ? fields : `${fields} or more`}`
    : `body has ${fields}`;
  const named = names.slice(0, namedFields).join(", ");
  const more = names.length > namedFields ? ` and ${names.length - namedFields} more` : "";
  return [
    finding("thin-body", {
      at,
      what: `${operation} ${subject}; missing ${named}${more}`,
      near: [modelNear(bound)],
      evidence: { model: bound.name, has, of, missing: names },
    }),
  ];
}

function rank(bound: BoundModel, field: string): number {
  const index = bound.fields.indexOf(field);
  return index < 0 ? bound.fields.length : index;
}

/** A finding for each mistake, however many items of a list have it. */
function wrongValues(
  bound: BoundModel,
  told: readonly (readonly Violation[])[],
  { operation, at }: BodyPlace,
): readonly Finding[] {
  const groups = new Map<string, { readonly violation: Violation; count: number }>();
  for (const violations of told) {
    for (const violation of violations) {
      if (violation.keyword === "required") continue;
      const key = JSON.stringify([violation.path, violation.keyword, violation.schemaPath]);
      const group = groups.get(key) ?? { violation, count: 0 };
      group.count += 1;
      groups.set(key, group);
    }
  }
  return [...groups.values()].map(({ violation, count }) => {
    const { keyword, path, what, schemaPath } = violation;
    const unknown = keyword === "additionalProperties" || keyword === "unevaluatedProperties";
    const subject = path === "" ? "body" : fieldText(path);
    return finding(unknown ? "unknown-body-field" : "wrong-body-value", {
      at,
      what: `${operation} ${subject} ${what}`,
      count,
      near: [modelNear(bound)],
      evidence: { model: bound.name, path, schema: schemaPath },
    });
  });
}

/** A JSON Pointer as a person writes it. @example fieldText("/address/lines/0") // "address.lines[0]" */
export function fieldText(path: string): string {
  return pointerTokens(path)
    .map((step, index) => (/^\d+$/.test(step) ? `[${step}]` : index === 0 ? step : `.${step}`))
    .join("");
}
