import type { Operation } from "../../../contract/index.ts";
import { finding, type Finding, type HttpReply, type Json } from "../../../core/index.ts";
import type { Anchor } from "../../../drift/index.ts";
import { contracts } from "../anchor/contracts.ts";
import { emptyReply } from "../../../stubs/index.ts";
import { jsonContent, jsonType } from "./contract-body.ts";

/** An answer, and what is to be said of it. */
export interface Answered {
  readonly reply: HttpReply;
  readonly findings: readonly Finding[];
}

/** What the contract says of a call. */
export interface Declared {
  readonly anchor: Anchor;
  readonly operation: Operation;
}

/** An answer with a JSON body. */
export function jsonReply(status: number, value: Json, headers: HttpReply["headers"] = []): HttpReply {
  return { ...emptyReply, status, headers, body: { type: "json", value } };
}

/**
 * The answer of a service that can't do what is asked: in the form that the contract declares for the first of the
 * statuses that it has, with the message in it; where it declares none, `{ "error": message }`.
 */
export function errorReply(
  declared: Declared | undefined,
  statuses: readonly number[],
  message: string,
): Answered {
  const plain = (status: number): HttpReply => jsonReply(status, { error: message });
  const [first = 400] = statuses;
  if (declared === undefined) return { reply: plain(first), findings: [] };
  const { operation } = declared;
  const known = statuses.find((status) => contracts().answerFor(operation, status) !== undefined);
  if (known === undefined) return { reply: plain(first), findings: [undeclared(operation, first)] };
  const content = jsonContent(operation, known);
  const body = formOf(declared, known, message);
  if (body === undefined) return { reply: plain(known), findings: [] };
  const type = jsonType(content);
  return {
    reply: jsonReply(known, body, type === "application/json" ? [] : [["content-type", type]]),
    findings: [],
  };
}

function undeclared({ method, template }: Operation, status: number): Finding {
  return finding("undeclared-status", {
    severity: "note",
    what: `${method} ${template} was answered with ${status}, which the contract does not declare`,
    why: "Most services answer so all the same, in a form that nobody has said.",
    fix: "Have it declared; or write a stub with a reply for it.",
  });
}

/** What an error of a status is called in bodies that name it. */
const rules: Readonly<Record<number, string>> = { 404: "not-found", 409: "conflict" };

/** A body of the declared form with a message in it; undefined where there is no form, or none can be made. */
function formOf({ anchor, operation }: Declared, status: number, what: string): Json | undefined {
  const bound = anchor.models?.bound(operation, status);
  const known = bound !== undefined && !bound.unknown && !bound.list;
  const schemas = known ? bound.schemas : anchor.contract.schemas;
  const schema = known ? bound.schema : jsonContent(operation, status)?.schema;
  if (schema === undefined) return undefined;
  const rule = rules[status] ?? "invalid-request";
  const problems = [{ rule, part: status === 404 ? "path" : "query", path: "", what }];
  return contracts().sampleRefusal(schemas, schema, { status, rule, what, problems });
}
