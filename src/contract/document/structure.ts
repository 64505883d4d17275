import { type Json, type JsonObject, quote } from "../../core/index.ts";
import type { ErrorObject } from "../schema/engine-error.ts";
import { createSchemas, type Validator } from "../schema/index.ts";
import { compileOfficial, type OfficialCheck } from "./official/compile.ts";
import { type MinorVersion, officialSchema } from "./official/schema.ts";
import type { Problem } from "./problem.ts";

/** Bytes of a document up to which all that is wrong with its structure is told, past it the first thing. */
const tellAllBytes = 4 * 1024 * 1024;

const checks = new Map<MinorVersion, OfficialCheck>();

function checkOf(version: MinorVersion): OfficialCheck {
  const known = checks.get(version);
  if (known !== undefined) return known;
  const made = compileOfficial(version);
  checks.set(version, made);
  return made;
}

/**
 * Where a document differs from the official schema of its version. The one place where a whole document meets a
 * schema engine; a large one meets it once.
 */
export function structureProblems(document: JsonObject, version: MinorVersion, bytes: number): Problem[] {
  const check = checkOf(version);
  if (check(document)) return [];
  const [first] = check.errors ?? [];
  const all = bytes <= tellAllBytes ? everything(document, version) : [];
  return all.length > 0 || first === undefined ? all : [told(first)];
}

const explainers = new Map<MinorVersion, Validator>();

function explainer(version: MinorVersion): Validator | undefined {
  const known = explainers.get(version);
  if (known !== undefined) return known;
  const schema = officialSchema(version);
  const definitions = (schema["$defs"] ?? schema["definitions"]) as Readonly<Record<string, Json>>;
  const made = createSchemas(definitions, { dialect: "2020-12" }).validator(schema);
  if (!made.ok) return undefined;
  explainers.set(version, made.value);
  return made.value;
}

function everything(document: JsonObject, version: MinorVersion): Problem[] {
  const violations = explainer(version)?.check(document) ?? [];
  const joined = new Set(
    violations.filter(({ what }) => what.startsWith("must be one of")).map(({ path }) => path),
  );
  return violations
    .filter(({ keyword }) => keyword !== "budget")
    .filter(({ keyword, path, what }) => keyword !== "enum" || !joined.has(path) || what.includes("one of"))
    .map(({ path, what }) => ({ name: "invalid-contract", pointer: path, what: `${ownerOf(path)} ${what}` }));
}

function ownerOf(pointer: string): string {
  const last = pointer
    .slice(pointer.lastIndexOf("/") + 1)
    .replaceAll("~1", "/")
    .replaceAll("~0", "~");
  return pointer === "" ? "the document" : quote(last, 60);
}

function told({ instancePath, message }: ErrorObject): Problem {
  const what = `${ownerOf(instancePath)} ${message ?? "is not valid"}`;
  return { name: "invalid-contract", pointer: instancePath, what };
}
