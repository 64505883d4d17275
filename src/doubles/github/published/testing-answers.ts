import { createSchemas, type Schemas } from "../../../contract/index.ts";
import type { Json } from "../../../core/index.ts";
import type { PackedSchemas } from "./schemas.ts";
import { packedAnswers } from "./testing-packed.ts";
import { unnamedKeys } from "./unnamed-keys.ts";

interface Described extends PackedSchemas {
  readonly schemas: Schemas;
}

let described: Described | undefined;

/** The schemas of all JSON answers, with a validator that shares nothing with what makes or sends answers. */
function describedAnswers(): Described {
  if (described !== undefined) return described;
  const packed = JSON.parse(packedAnswers()) as PackedSchemas;
  described = { ...packed, schemas: createSchemas(packed.definitions, { dialect: "openapi-3.0" }) };
  return described;
}

/**
 * Fails a test when an answer is not what GitHub's description says of it. A refusal that the description does not
 * mention has to be a `basic-error`; an answer without a JSON body has to be `undefined`.
 * @param operationId "issues/create"
 * @param body the answer's JSON, read; undefined where there is none
 * @returns paths of keys that no schema names: "/user/nickname". Where none is expected, say `expect(...).toEqual([])`
 * @throws Error whose message lists everything that does not fit
 * @example expect(expectValidAnswer("issues/create", 201, await response.json())).toEqual([]);
 */
export function expectValidAnswer(operationId: string, status: number, body: unknown): readonly string[] {
  const { answers, schemas } = describedAnswers();
  const own = answers[operationId];
  const schema =
    own?.[String(status)] ?? (status < 400 ? undefined : { $ref: "#/components/schemas/basic-error" });
  if (schema === undefined) {
    if (body === undefined) return [];
    const known = Object.keys(own ?? {}).join(", ") || "none";
    throw new Error(`${operationId} ${status} has no JSON answer in the description (statuses: ${known})`);
  }
  if (body === undefined) throw new Error(`${operationId} ${status} has a JSON answer in the description`);
  const validator = schemas.validator(schema, { direction: "answer" });
  if (!validator.ok) throw new Error(`${operationId} ${status}: ${JSON.stringify(validator.findings)}`);
  const violations = validator.value.check(body as Json);
  if (violations.length > 0) {
    const lines = violations.map(({ path, what }) => `  ${path === "" ? "the body" : path} ${what}`);
    throw new Error(`${operationId} ${status} does not fit GitHub's description:\n${lines.join("\n")}`);
  }
  return unnamedKeys(schema, body as Json, (one) => schemas.follow(one));
}
