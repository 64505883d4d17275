import { isJsonObject, type Finding, type Json, type JsonObject } from "../../core/index.ts";
import { pointerTokens } from "../../scenario/index.ts";
import type { Direction } from "../schema/index.ts";
import type { Contract } from "./contract.ts";
import { isJsonType } from "./media-type.ts";
import { findingsOf, type Problem } from "./problem.ts";
import { resolve } from "./references.ts";
import { below, walkDocument, type Kind } from "./walk.ts";

/** An example and the schema that it is one of. */
interface Example {
  readonly value: Json;
  readonly pointer: string;
  readonly schema: Json;
  readonly schemaPointer: string;
  readonly direction: Direction | undefined;
}

/**
 * The examples of a contract that do not fit their own schemas, one finding each. Compiles the schema of each
 * example, which takes seconds for a document with thousands, so it is asked for and no part of reading.
 */
export function checkExamples(contract: Contract): readonly Finding[] {
  const { document, schemas } = contract;
  const problems: Problem[] = [];
  walkDocument(document, (kind, value, pointer) => {
    for (const example of examplesOf(document, kind, value, pointer)) {
      const { direction, schemaPointer } = example;
      const validator = schemas.validator(example.schema, { direction, pointer: `#${schemaPointer}` });
      const [first, ...more] = validator.ok ? validator.value.check(example.value) : [];
      if (first === undefined) continue;
      const rest = more.length === 0 ? "" : ` (and ${more.length} more)`;
      problems.push({
        name: "invalid-example",
        pointer: `${example.pointer}${first.path}`,
        what: `example does not fit its schema: ${first.path === "" ? "it" : first.path} ${first.what}${rest}`,
        near: [{ what: "its schema", pointer: first.schemaPath.replace(/^#/, "") }],
      });
    }
  });
  return findingsOf(contract, problems);
}

function examplesOf(document: JsonObject, kind: Kind, owner: JsonObject, pointer: string): Example[] {
  if (kind === "schema") return schemaExamples(owner, pointer);
  if (kind !== "mediaType" && kind !== "parameter" && kind !== "header") return [];
  // An example of another media type is its text, not its value.
  if (kind === "mediaType" && !isJsonType(pointerTokens(pointer).at(-1) ?? "")) return [];
  const { schema, example, examples } = owner;
  if (schema === undefined) return [];
  const found: { value: Json; pointer: string }[] = [];
  if (example !== undefined) found.push({ value: example, pointer: `${pointer}/example` });
  if (isJsonObject(examples)) {
    for (const name of Object.keys(examples)) {
      const resolved = resolve(document, examples[name], below(`${pointer}/examples`, name));
      const value = isJsonObject(resolved.value)
        ? (resolved.value["value"] ?? resolved.value["dataValue"])
        : undefined;
      if (value !== undefined) found.push({ value, pointer: `${resolved.pointer}/value` });
    }
  }
  const direction = directionOf(pointer);
  return found.map((one) => ({ ...one, schema, schemaPointer: `${pointer}/schema`, direction }));
}

function schemaExamples(schema: JsonObject, pointer: string): Example[] {
  const { example, examples } = schema;
  const found: { value: Json; pointer: string }[] = [];
  if (example !== undefined) found.push({ value: example, pointer: `${pointer}/example` });
  if (Array.isArray(examples)) {
    examples.forEach((value: Json, index) => found.push({ value, pointer: `${pointer}/examples/${index}` }));
  }
  return found.map((one) => ({ ...one, schema, schemaPointer: pointer, direction: directionOf(pointer) }));
}

/** What only the other way has is not required; the schemas of `components` go both ways. */
function directionOf(pointer: string): Direction | undefined {
  if (pointer.includes("/responses/")) return "answer";
  return /\/(?:requestBody|requestBodies|parameters)\//.test(pointer) ? "request" : undefined;
}
