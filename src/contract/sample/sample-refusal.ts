import { isJsonObject, type Json, type JsonObject } from "../../core/index.ts";
import { pointerTokens } from "../../scenario/index.ts";
import type { Schemas, Validator } from "../schema/index.ts";
import { sampleAnswer } from "./sample-answer.ts";

/** A request that is refused, and why. */
export interface RefusedRequest {
  readonly status: number;
  /** The rule, by its readable name: "invalid-request". */
  readonly rule: string;
  /** What is wrong, in one line. */
  readonly what: string;
  /** Everything that is wrong: where (a parameter's name, a JSON Pointer in a body) and what. */
  readonly problems: readonly {
    readonly rule: string;
    readonly part: string;
    readonly path: string;
    readonly what: string;
  }[];
}

/**
 * A body that tells of a refused request in the shape that a schema has for errors: the form of FastAPI, problem details,
 * else a sample of the schema with the message where messages stand. Undefined where the schema has no shape of its
 * own, or none can be made.
 */
export function sampleRefusal(schemas: Schemas, schema: Json, refused: RefusedRequest): Json | undefined {
  const made = schemas.validator(schema, { direction: "answer" });
  if (!made.ok) return undefined;
  const fits = (body: Json): boolean => made.value.check(body).length === 0;
  const followed = schemas.follow(schema);
  const own = isJsonObject(followed) && isJsonObject(followed["properties"]) ? followed["properties"] : {};
  const known = [fastApiForm(refused), problemForm(refused)].find(
    (form) => Object.keys(form).every((field) => Object.hasOwn(own, field)) && fits(form),
  );
  if (known !== undefined) return known;
  const sample = sampleAnswer(schemas, schema, { operation: "" });
  if (!sample.ok || saysNothing(sample.value)) return undefined;
  // A code from a closed list stays as it is; the reason is told all the same.
  const told = [withWords(sample.value, refused, "message"), withReason(sample.value, refused)].find(fits);
  return withoutRest(told ?? sample.value, made.value);
}

function saysNothing(sample: Json): boolean {
  return sample === null || (typeof sample === "object" && Object.keys(sample).length === 0);
}

function fastApiForm({ problems }: RefusedRequest): JsonObject {
  return {
    detail: problems.map(({ part, path, what, rule }) => ({
      loc: [part, ...stepsOf(part, path)],
      msg: what,
      type: rule,
    })),
  };
}

function stepsOf(part: string, path: string): readonly (string | number)[] {
  if (part !== "body") return path === "" ? [] : [path];
  return pointerTokens(path).map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

function problemForm({ rule, status, what }: RefusedRequest): JsonObject {
  return { type: "about:blank", title: rule, status, detail: what };
}

/** Names of fields that hold what is said to people. */
const messageNames = /^(?:message|msg|detail|details|description|error|error_description|reason|title)$/i;
const ruleNames = /^(?:code|error_?code|type|name|rule)$/i;
const statusNames = /^(?:status|status_?code|http_?status|code)$/i;

/** A sample with the refusal in the fields that are made for it. */
function withWords(sample: Json, refused: RefusedRequest, field: string): Json {
  if (Array.isArray(sample)) return sample.map((item: Json) => withWords(item, refused, field));
  if (isJsonObject(sample)) {
    return Object.fromEntries(
      Object.entries(sample).map(([name, value]) => [name, withWords(value, refused, name)]),
    );
  }
  if (typeof sample === "number") return statusNames.test(field) ? refused.status : sample;
  if (typeof sample !== "string") return sample;
  if (messageNames.test(field)) return refused.what;
  if (ruleNames.test(field)) return refused.rule;
  return statusNames.test(field) ? String(refused.status) : sample;
}

/** A sample with the reason, where it has words of its own for the rule and the status. */
function withReason(sample: Json, refused: RefusedRequest): Json {
  if (!isJsonObject(sample)) return sample;
  return Object.fromEntries(
    Object.entries(sample).map(([name, value]): [string, Json] => {
      if (typeof value === "string" && messageNames.test(name)) return [name, refused.what];
      return [name, withReason(value, refused)];
    }),
  );
}

/** A body without the fields that say nothing of the refusal and need not be there. */
function withoutRest(body: Json, validator: Validator): Json {
  if (!isJsonObject(body)) return body;
  let lean = body;
  for (const [name, value] of Object.entries(body)) {
    const { [name]: _, ...rest } = lean;
    const tried = saysSomething(name) ? { ...lean, [name]: withoutSilent(value) } : rest;
    if (validator.check(tried).length === 0) lean = tried;
  }
  return lean;
}

function withoutSilent(value: Json): Json {
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => saysSomething(name)));
}

function saysSomething(name: string): boolean {
  return [messageNames, ruleNames, statusNames].some((names) => names.test(name));
}
