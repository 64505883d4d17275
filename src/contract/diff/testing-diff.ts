import { utf8, type Json, type JsonObject } from "../../core/index.ts";
import { readContract } from "../document/read-contract.ts";
import type { ContractChange } from "./change.ts";
import { diffContracts } from "./diff-contracts.ts";
import type { Contract } from "../document/contract.ts";

/** A contract from an object. @throws Error with everything that is wrong with it */
export function contractFrom(value: Json, file = "api.json"): Contract {
  const read = readContract(file, utf8(JSON.stringify(value)));
  if (!read.ok) throw new Error(read.findings.map(({ what }) => what).join("\n"));
  return read.value;
}

/** A document with an operation that takes and answers a schema each. */
export function documentOf(
  schemas: { readonly request?: Json; readonly answer?: Json },
  components: Readonly<Record<string, Json>> = {},
  openapi = "3.1.0",
): Json {
  const body = (schema: Json): JsonObject => ({ content: { "application/json": { schema } } });
  const { request, answer } = schemas;
  return {
    openapi,
    info: { title: "a", version: "1" },
    paths: {
      "/a": {
        post: {
          ...(request === undefined ? {} : { requestBody: { required: true, ...body(request) } }),
          responses: {
            200: { description: "", ...(answer === undefined ? {} : body(answer)) },
          },
        },
      },
    },
    components: { schemas: components },
  };
}

/** The changes between two documents. */
export function changesOf(old: Json, now: Json): readonly ContractChange[] {
  const diff = diffContracts(contractFrom(old, "old.json"), contractFrom(now, "new.json"));
  if (!diff.ok) throw new Error(diff.findings.map(({ what }) => what).join("\n"));
  return diff.value.changes;
}

/** Changes in a line each: "breaks: answer 200, a: the field is gone". */
export function told(changes: readonly ContractChange[]): string[] {
  return changes.map(({ breaks, what }) => `${breaks ? "breaks" : "fine"}: ${what}`);
}

/** What a change of a schema comes to in a request, and in an answer: both are told as the same words. */
export function both(
  old: Json,
  now: Json,
  components: readonly [Readonly<Record<string, Json>>, Readonly<Record<string, Json>>] = [{}, {}],
) {
  const tell = (side: "request" | "answer"): string[] =>
    told(changesOf(documentOf({ [side]: old }, components[0]), documentOf({ [side]: now }, components[1])));
  return { request: tell("request"), answer: tell("answer") };
}

/** An object with these fields. */
export const object = (properties: Json, more: Readonly<Record<string, Json>> = {}): Json => ({
  type: "object",
  properties,
  ...more,
});
export const string = { type: "string" };
