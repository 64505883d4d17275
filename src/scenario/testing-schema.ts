import type { Json, JsonObject } from "../core/index.ts";

/** What a value of JSON breaks of the keywords that scenarioSchema writes: paths of values, deepest schema first. */
export function broken(schema: Json, value: Json, path: string, root: JsonObject): string[] {
  if (schema === true) return [];
  if (schema === false) return [path];
  const rules = schema as JsonObject;
  const ref = rules["$ref"];
  if (typeof ref === "string") return broken(definition(root, ref), value, path, root);
  return [
    ...brokenType(rules, value, path),
    ...brokenObject(rules, value, path, root),
    ...(Array.isArray(value) && rules["items"] !== undefined
      ? value.flatMap((item: Json, index) => broken(rules["items"] as Json, item, `${path}[${index}]`, root))
      : []),
    ...brokenParts(rules, value, path, root),
  ];
}

function definition(root: JsonObject, ref: string): Json {
  const found = (root["definitions"] as JsonObject)[ref.replace("#/definitions/", "")];
  if (found === undefined) throw new Error(`no definition ${ref}`);
  return found;
}

function typeOf(value: Json): string[] {
  if (value === null) return ["null"];
  if (Array.isArray(value)) return ["array"];
  if (typeof value === "number") return Number.isInteger(value) ? ["integer", "number"] : ["number"];
  return [typeof value];
}

function brokenType(rules: JsonObject, value: Json, path: string): string[] {
  const types = rules["type"] === undefined ? undefined : [rules["type"]].flat();
  const bad =
    (types !== undefined && !typeOf(value).some((type) => types.includes(type))) ||
    (Array.isArray(rules["enum"]) && !rules["enum"].includes(value)) ||
    (typeof value === "number" &&
      (value < Number(rules["minimum"] ?? -Infinity) || value > Number(rules["maximum"] ?? Infinity))) ||
    (typeof value === "string" && value.length < Number(rules["minLength"] ?? 0)) ||
    (typeof value === "string" &&
      typeof rules["pattern"] === "string" &&
      !new RegExp(rules["pattern"]).test(value));
  return bad ? [path] : [];
}

function brokenObject(rules: JsonObject, value: Json, path: string, root: JsonObject): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  const object = value as JsonObject;
  const properties = (rules["properties"] ?? {}) as JsonObject;
  const found: string[] = [];
  for (const [key, item] of Object.entries(object)) {
    const at = `${path}.${key}`;
    const named = rules["propertyNames"] as JsonObject | undefined;
    if (named !== undefined) found.push(...broken(named, key, at, root));
    if (Object.hasOwn(properties, key)) found.push(...broken(properties[key] as Json, item, at, root));
    else if (!(rules["patternProperties"] !== undefined && key.startsWith("x-"))) {
      found.push(...broken(rules["additionalProperties"] ?? true, item, at, root));
    }
  }
  for (const key of (rules["required"] ?? []) as string[])
    if (!Object.hasOwn(object, key)) found.push(`${path}.${key}`);
  for (const [key, needs] of Object.entries((rules["dependencies"] ?? {}) as JsonObject)) {
    if (!Object.hasOwn(object, key)) continue;
    found.push(...broken(Array.isArray(needs) ? { required: needs } : needs, value, path, root));
  }
  return found;
}

function brokenParts(rules: JsonObject, value: Json, path: string, root: JsonObject): string[] {
  const found = ((rules["allOf"] ?? []) as Json[]).flatMap((one) => broken(one, value, path, root));
  const anyOf = rules["anyOf"] as Json[] | undefined;
  if (anyOf !== undefined && !anyOf.some((one) => broken(one, value, path, root).length === 0))
    found.push(path);
  if (rules["if"] === undefined) return found;
  const good = broken(rules["if"], value, path, root).length === 0;
  return [...found, ...broken((good ? rules["then"] : rules["else"]) ?? true, value, path, root)];
}

/** Every schema in a schema. */
export function schemasIn(schema: Json): JsonObject[] {
  if (typeof schema !== "object" || schema === null || Array.isArray(schema)) return [];
  const rules = schema as JsonObject;
  const maps = ["properties", "patternProperties", "definitions", "dependencies"].flatMap((key) =>
    Object.values((rules[key] ?? {}) as JsonObject),
  );
  const lists = ["anyOf", "allOf"].flatMap((key) => (rules[key] ?? []) as Json[]);
  const single = ["if", "then", "else", "items", "additionalProperties", "propertyNames"].flatMap(
    (key) => rules[key] ?? [],
  );
  return [rules, ...[...maps, ...lists, ...single].flatMap((one) => schemasIn(one))];
}
