import { isJsonObject, type Json } from "../../core/index.ts";
import type { Schemas } from "../schema/index.ts";
import { valueBreaches } from "./body.ts";
import type { Breach } from "./breach.ts";
import { itemSchema, partsOf } from "./coerce.ts";
import type { Content, Contract, DeclaredAnswer, Operation } from "./contract.ts";
import { contentFor, essence, isJsonType } from "./media-type.ts";

/** An answer as a double would give it. */
export interface CheckedAnswer {
  readonly status: number;
  /** Content-Type; undefined where there is no body. */
  readonly mediaType: string | undefined;
  /** The body where it is JSON. */
  readonly body: Json | undefined;
}

/** What an operation declares for a status: the status itself, then its range ("4XX"), then "default". */
export function answerFor(operation: Operation, status: number): DeclaredAnswer | undefined {
  const { responses } = operation;
  return (
    responses.get(String(status)) ??
    responses.get(`${Math.floor(status / 100)}XX`) ??
    responses.get("default")
  );
}

/** What of an answer the operation does not declare. Empty when nothing is wrong. */
export function checkAnswer(contract: Contract, operation: Operation, answer: CheckedAnswer): Breach[] {
  const declared = answerFor(operation, answer.status);
  if (declared === undefined) return [undeclaredStatus(operation, answer.status)];
  const breaches = contentBreaches(contract, declared, answer);
  // A service with a success of its own means its errors by "default": what is wrong is the status.
  const own = operation.responses.has(String(answer.status)) || operation.responses.has("2XX");
  const succeeds = answer.status < 300 && [...operation.responses.keys()].some((one) => /^2\d\d$/.test(one));
  return breaches.length > 0 && succeeds && !own ? [undeclaredStatus(operation, answer.status)] : breaches;
}

function contentBreaches(contract: Contract, declared: DeclaredAnswer, answer: CheckedAnswer): Breach[] {
  const { mediaType, body } = answer;
  const { content } = declared;
  if (mediaType === undefined || content.length === 0) return [];
  const found = contentFor(content, mediaType);
  if (found === undefined) {
    const near = content.map((one) => one.mediaType);
    const what = `${answer.status} is answered as ${essence(mediaType)}; declared: ${near.join(", ")}`;
    return [
      { rule: "undeclared-answer-type", what, part: "body", path: "", declared: declared.pointer, near },
    ];
  }
  if (body === undefined || !isJsonType(mediaType)) return [];
  return valueBreaches(contract.schemas, found, body, "answer");
}

/**
 * Whether a status may come whatever is declared: faults, refusals by what stands before a service (408, 429), and
 * refused credentials where some are asked for. Few documents declare them, and a program has to live with them.
 */
function mayComeAnyway({ security = [] }: Operation, status: number): boolean {
  if (status >= 500 || status === 408 || status === 429) return true;
  return (status === 401 || status === 403) && security.some((choice) => choice.length > 0);
}

function undeclaredStatus(operation: Operation, status: number): Breach {
  const near = [...operation.responses.keys()];
  return {
    rule: mayComeAnyway(operation, status) ? "undeclared-fault" : "undeclared-status",
    what: `${status} is not declared; declared: ${near.join(", ") || "none"}`,
    part: "status",
    path: "",
    declared: `${operation.pointer}/responses`,
    near,
  };
}

/** Keywords that say nothing of what stands in a body. */
const openKeywords: ReadonlySet<string> = new Set([
  "type",
  "title",
  "description",
  "example",
  "examples",
  "nullable",
]);

/**
 * Whether a media type leaves its body open: any value, any object, or a list of such. What is open is checked by a
 * model or not at all.
 */
export function isOpen({ schemas }: Pick<Contract, "schemas">, { schema }: Pick<Content, "schema">): boolean {
  return saysNothing(schemas, schema, new Set());
}

function saysNothing(schemas: Schemas, schema: Json | undefined, seen: Set<Json>): boolean {
  return partsOf(schemas, schema).every((part) => {
    // A list of itself says no more the second time.
    if (seen.has(part)) return true;
    seen.add(part);
    const says = Object.keys(part).filter((key) => !openKeywords.has(key) && !key.startsWith("x-"));
    const more = part["additionalProperties"];
    const anyFields = more === true || (isJsonObject(more) && Object.keys(more).length === 0);
    const rest = says.filter(
      (key) =>
        !["allOf", "anyOf", "oneOf", "items"].includes(key) && !(key === "additionalProperties" && anyFields),
    );
    if (rest.length > 0 || scalar(part["type"])) return false;
    return part["items"] === undefined || saysNothing(schemas, itemSchema(schemas, part), seen);
  });
}

function scalar(type: Json | undefined): boolean {
  const types = Array.isArray(type) ? type : [type];
  return types.some((one) => ["string", "number", "integer", "boolean"].includes(String(one)));
}
