import { isJsonObject, quote, type Json, type JsonObject } from "../../core/index.ts";
import { listedParameters, parameterKey } from "./listed-parameters.ts";
import { pathProblems, type PathUse } from "./paths.ts";
import type { Problem } from "./problem.ts";
import { referenceProblems, type Reference } from "./references.ts";
import { schemaProblems } from "./schema-problems.ts";
import { below, walkDocument } from "./walk.ts";

/** What the specification asks for and its schema can't say, all of it at once. */
export function semanticProblems(document: JsonObject): Problem[] {
  const seen = collect(document);
  return [
    ...seen.problems,
    ...referenceProblems(document, seen.references, seen),
    ...pathProblems(document, seen.paths),
  ];
}

interface Seen {
  readonly problems: Problem[];
  readonly references: Reference[];
  readonly anchors: Set<string>;
  readonly ids: Set<string>;
  readonly operationIds: Map<string, string>;
  readonly paths: PathUse[];
}

function collect(document: JsonObject): Seen {
  const seen: Seen = {
    problems: [],
    references: [],
    anchors: new Set(),
    ids: new Set(),
    operationIds: new Map(),
    paths: [],
  };
  const { openapi } = document;
  const is30 = typeof openapi === "string" && openapi.startsWith("3.0");
  walkDocument(document, (kind, value, pointer) => {
    const ref = value["$ref"];
    // A property of a schema may be called $ref; then it is a schema and no text.
    if (typeof ref === "string" && kind !== "document") seen.references.push({ kind, pointer, ref });
    if (kind === "schema") {
      noteNames(seen, value);
      seen.problems.push(...schemaProblems(value, pointer, !is30));
    } else if (kind === "pathItem" || kind === "operation") {
      seen.problems.push(...duplicateParameters(document, value, pointer));
      if (kind === "operation") noteOperation(document, seen, value, pointer);
      else if (/^\/paths\/[^/]+$/.test(pointer)) seen.paths.push({ item: value, pointer });
    } else if (kind === "document") {
      seen.problems.push(...securityProblems(document, value, pointer));
    }
  });
  return seen;
}

function noteNames(seen: Seen, schema: JsonObject): void {
  const { $anchor, $id, $dynamicAnchor } = schema;
  for (const name of [$anchor, $dynamicAnchor]) if (typeof name === "string") seen.anchors.add(`#${name}`);
  if (typeof $id === "string") seen.ids.add($id);
}

function noteOperation(document: JsonObject, seen: Seen, operation: JsonObject, pointer: string): void {
  const id = operation["operationId"];
  if (typeof id === "string") {
    const first = seen.operationIds.get(id);
    if (first === undefined) seen.operationIds.set(id, pointer);
    else {
      seen.problems.push({
        name: "duplicate-operation-id",
        pointer: below(pointer, "operationId"),
        what: `operationId ${quote(id, 80)} stands twice`,
        near: [{ what: id, pointer: below(first, "operationId") }],
      });
    }
  }
  seen.problems.push(...securityProblems(document, operation, pointer));
}

function duplicateParameters(document: JsonObject, owner: JsonObject, pointer: string): Problem[] {
  const first = new Map<string, string>();
  const problems: Problem[] = [];
  for (const { value, at } of listedParameters(document, owner, pointer)) {
    const key = value === undefined ? undefined : parameterKey(value);
    if (key === undefined) continue;
    const before = first.get(key);
    if (before === undefined) first.set(key, at);
    else {
      const what = `the ${key.replace(" ", " parameter ")} stands twice`;
      problems.push({
        name: "duplicate-parameter",
        pointer: at,
        what,
        near: [{ what: key, pointer: before }],
      });
    }
  }
  return problems;
}

function securityProblems(document: JsonObject, owner: JsonObject, pointer: string): Problem[] {
  const requirements = owner["security"];
  if (!Array.isArray(requirements)) return [];
  const components = document["components"];
  const schemes = isJsonObject(components) ? components["securitySchemes"] : undefined;
  const declared = isJsonObject(schemes) ? schemes : {};
  return requirements.flatMap((requirement: Json, index) =>
    !isJsonObject(requirement)
      ? []
      : Object.keys(requirement)
          // From 3.2 on a name may be the address of a scheme.
          .filter((name) => !Object.hasOwn(declared, name) && !name.includes("/"))
          .map((name): Problem => ({
            name: "undeclared-security",
            pointer: below(`${pointer}/security/${index}`, name),
            what: `the security scheme ${quote(name, 80)} is not declared`,
            near: Object.keys(declared)
              .slice(0, 3)
              .map((what) => ({ what })),
          })),
  );
}
