import { failed, finding, hasErrors, isJsonObject, ok, quote } from "../../core/index.ts";
import type { Finding, JsonObject, Result } from "../../core/index.ts";
import { createPathTrie } from "../../match/index.ts";
import { readDocument, type TextDocument } from "../../scenario/index.ts";
import { createSchemas } from "../schema/index.ts";
import type { Contract, Operation } from "./contract.ts";
import { createFind } from "./find.ts";
import { operationsIn } from "./operation.ts";
import { findingsOf } from "./problem.ts";
import { semanticProblems } from "./semantics.ts";
import { structureProblems, type MinorVersion } from "./structure.ts";

/**
 * Reads an OpenAPI document, 3.0, 3.1 or 3.2, in YAML or JSON. Everything that is wrong with it is told at once, each
 * with its place; warnings and notes come with a contract that can be used. Never throws, whatever the bytes are.
 * @param file path as the user would write it; its ending says the format
 * @example
 * const contract = readContract("convo.openapi.yaml", bytes);
 * if (contract.ok) contract.value.find("GET", "/api/actors/me").kind // "operation"
 */
export function readContract(file: string, bytes: Uint8Array): Result<Contract> {
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
  return ok(contractOf(text, document, version as string), findings);
}
