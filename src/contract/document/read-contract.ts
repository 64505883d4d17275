import { failed, finding, hasErrors, isJsonObject, ok, quote } from "../../core/index.ts";
import type { Finding, Json, JsonObject, RegexPort, Result } from "../../core/index.ts";
import { readDocument, type TextDocument, valueAt } from "../../scenario/index.ts";
import { createSchemas } from "../schema/index.ts";
import type { Contract } from "./contract.ts";
import { basePathsOf, createFind } from "./find.ts";
import type { MinorVersion } from "./official/schema.ts";
import { operationsIn } from "./operation.ts";
import { findingsOf } from "./problem.ts";
import { localPointer } from "./references.ts";
import { semanticProblems } from "./semantics.ts";
import { structureProblems } from "./structure.ts";

/** How a contract is used. */
export interface ContractOptions {
  /** Runs patterns with a timer; without it, one that may be too much work for a text is not run on it. */
  readonly regex?: RegexPort | undefined;
}

/**
 * Reads an OpenAPI document, 3.0, 3.1 or 3.2, in YAML or JSON. Everything that is wrong with it is told at once, each
 * with its place; warnings and notes come with a contract that can be used. Never throws, whatever the bytes are.
 * @param file path as the user would write it; its ending says the format
 * @example
 * const contract = readContract("convo.openapi.yaml", bytes);
 * if (contract.ok) contract.value.find("GET", "/api/actors/me").kind // "operation"
 */
export function readContract(
  file: string,
  bytes: Uint8Array,
  options: ContractOptions = {},
): Result<Contract> {
  const read = readDocument(file, bytes);
  if (!read.ok) return read;
  const { value: text } = read;
  const document = text.value;
  if (!isJsonObject(document)) return failed([notOpenApi(text, `${file} is no object`)]);
  const version = document["openapi"];
  const minor = typeof version === "string" ? /^3\.[012](?=\.\d)/.exec(version)?.[0] : undefined;
  if (minor === undefined) return failed([unknownVersion(text, document)]);
  const problems = [
    ...structureProblems(document, minor as MinorVersion, bytes.length),
    ...semanticProblems(document),
  ];
  const findings = problems.length === 0 ? [] : findingsOf(text, problems);
  if (hasErrors(findings)) return failed(findings);
  return ok(contractOf(text, document, version as string, options), findings);
}

function notOpenApi(text: TextDocument, what: string): Finding {
  const [at] = text.placesOf([""]);
  return finding("invalid-contract", { at, what });
}

function unknownVersion(text: TextDocument, document: JsonObject): Finding {
  const { openapi, swagger } = document;
  const [at] = text.placesOf([Object.hasOwn(document, "openapi") ? "/openapi" : ""]);
  const what =
    swagger !== undefined
      ? "Swagger 2.0 is not read"
      : openapi === undefined
        ? "no openapi field: this is not an OpenAPI document"
        : `openapi ${quote(JSON.stringify(openapi), 40)} is not read`;
  return finding("invalid-contract", {
    at,
    what,
    why: "OpenAPI 3.0, 3.1 and 3.2 are read.",
    fix: "Convert the document to OpenAPI 3.",
  });
}

function contractOf(
  text: TextDocument,
  document: JsonObject,
  version: string,
  { regex }: ContractOptions,
): Contract {
  const info = isJsonObject(document["info"]) ? document["info"] : {};
  const components = isJsonObject(document["components"]) ? document["components"] : {};
  const definitions = isJsonObject(components["schemas"]) ? components["schemas"] : {};
  const placesOf: Contract["placesOf"] = (pointers) => text.placesOf(pointers);
  const operations = operationsIn(document, placesOf);
  const basePaths = basePathsOf(document);
  return {
    file: text.file,
    version,
    title: typeof info["title"] === "string" ? info["title"] : text.file,
    operations,
    schemas: createSchemas(definitions, {
      regex,
      dialect: version.startsWith("3.0") ? "openapi-3.0" : "2020-12",
      resolve: (ref): Json | undefined => {
        const pointer = localPointer(ref);
        return pointer === undefined ? undefined : valueAt(document, pointer);
      },
      places: (pointers) => placesOf(pointers.map((pointer) => pointer.replace(/^#/, ""))),
    }),
    document,
    basePaths,
    find: createFind(operations, basePaths),
    placesOf,
  };
}
