import type { BoundModel, Content, Found, Operation } from "../../../contract/index.ts";
import {
  failed,
  finding,
  isJsonObject,
  ok,
  type Finding,
  type HttpHead,
  type HttpReply,
  type Json,
  type JsonObject,
  type Result,
} from "../../../core/index.ts";
import type { Anchor } from "../../../drift/index.ts";
import { valueAt } from "../../../scenario/index.ts";
import { contracts } from "../anchor/contracts.ts";
import { emptyReply } from "../../../stubs/index.ts";
import { bodyFor, jsonContent, jsonType } from "../resource/contract-body.ts";
import { jsonReply } from "../resource/error-reply.ts";

/** An answer that was made from the contract alone, or why there is no honest one. */
export type SyntheticAnswer =
  | { readonly kind: "reply"; readonly reply: HttpReply }
  | { readonly kind: "none"; readonly why: string };

/** The header that tells a program, and who reads its log, that nobody said what the real service answers. */
const fidelityHeader = ["x-backlot-fidelity", "synthetic"] as const;

const reading: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS", "QUERY"]);

/**
 * Answers a call from its contract: an example that the document gives, else a value of the model or the schema, with
 * what the path says in the fields of those names. Refused where it would be a lie: where the contract leaves the body
 * open and no model is bound, and for a write whose answer tells of something that nobody has made.
 * @param now the world's time
 */
export function syntheticAnswer(anchor: Anchor, head: HttpHead, now: string): SyntheticAnswer {
  const found = anchor.contract.find(head.method, head.path);
  if (found.kind !== "operation") return none("the contract has no such operation");
  const { operation } = found;
  const status = contracts().successStatus(operation);
  const declared = contracts().answerFor(operation, status);
  if (declared === undefined || declared.status === "default") {
    return none("the contract declares no answer of success for it");
  }
  if (declared.content.length === 0 || status === 204) {
    return { kind: "reply", reply: marked({ ...emptyReply, status }) };
  }
  if (!reading.has(operation.method)) {
    return none(
      `${operation.method} changes what the service keeps, and its answer tells of it; nothing was kept`,
    );
  }
  const content = jsonContent(operation, status);
  if (content === undefined) return none("its answer is no JSON");
  const made = bodyOf(anchor, found, status, content, now);
  if (!made.ok) return none(made.findings[0]?.what ?? "none fits");
  const type = jsonType(content);
  const reply = jsonReply(status, made.value, type === "application/json" ? [] : [["content-type", type]]);
  return { kind: "reply", reply: marked(reply) };
}

function none(why: string): SyntheticAnswer {
  return { kind: "none", why };
}

function marked(reply: HttpReply): HttpReply {
  return { ...reply, headers: [...reply.headers, fidelityHeader] };
}

function bodyOf(
  anchor: Anchor,
  { operation, params }: Extract<Found, { kind: "operation" }>,
  status: number,
  content: Content,
  now: string,
): Result<Json> {
  const whole = (value: Json): Result<Json> => bodyFor(anchor, operation, status, value, now);
  for (const example of examplesOf(anchor.contract.document, content.pointer)) {
    const fitting = whole(example);
    if (fitting.ok) return fitting;
  }
  const sampled = sampledBody(anchor, operation, status, content, now);
  if (!sampled.ok) return sampled;
  // What the path names is what is answered, where a field has that name and may hold it.
  const named = whole(withParams(sampled.value, params));
  return named.ok ? named : whole(sampled.value);
}

/** The examples that a document gives for a whole answer. */
function examplesOf(document: JsonObject, pointer: string): readonly Json[] {
  const content = valueAt(document, pointer);
  if (!isJsonObject(content)) return [];
  const { example, examples } = content;
  const named = isJsonObject(examples) ? Object.values(examples) : [];
  return [
    ...(example === undefined ? [] : [example]),
    ...named.flatMap((one) => (isJsonObject(one) && one["value"] !== undefined ? [one["value"]] : [])),
  ];
}

function sampledBody(
  anchor: Anchor,
  operation: Operation,
  status: number,
  content: Content,
  now: string,
): Result<Json> {
  const name = `${operation.method} ${operation.template} ${status}`;
  const bound = anchor.models?.bound(operation, status);
  if (bound?.unknown === true) return nothing(name, `the fields of ${bound.itemName} are not known`);
  if (bound !== undefined) {
    const item = sampledItem(bound, name, now);
    return item.ok && bound.list ? ok([item.value]) : item;
  }
  const { contract } = anchor;
  if (content.schema === undefined || contracts().isOpen(contract, content))
    return nothing(name, "the contract leaves its body open, and no model is bound");
  return contracts().sampleAnswer(contract.schemas, content.schema, { operation: name });
}

function nothing(operation: string, why: string): Result<Json> {
  return failed([finding("no-synthetic-answer", { what: `${operation}: ${why}` })]);
}

/** Rounds in which a model's conditions may ask for further fields. */
const roundsMax = 4;

/**
 * An item of a model as a dump has it: defaults, null and the world's time where the model allows them, and made up
 * only what it asks for beyond that.
 */
function sampledItem(bound: BoundModel, operation: string, now: string): Result<Json> {
  const sampled = contracts().sampleAnswer(bound.schemas, bound.schema, { operation });
  if (!sampled.ok || !isJsonObject(sampled.value)) return sampled;
  const { value } = sampled;
  const one = { ...bound, list: false };
  const wanted = new Set<string>();
  for (let round = 0; round < roundsMax; round++) {
    const given = Object.fromEntries(Object.entries(value).filter(([field]) => wanted.has(field)));
    const filled = contracts().fillBody(one, given, now, { operation });
    if (filled.ok) return filled;
    for (const field of filled.findings.flatMap(fieldsAsked)) wanted.add(field);
  }
  return sampled;
}

/** The fields of a body that a finding says must be given. @example "agents[0].id" is the field "agents" */
function fieldsAsked({ evidence }: Finding): readonly string[] {
  const fields = isJsonObject(evidence) && Array.isArray(evidence["fields"]) ? evidence["fields"] : [];
  return fields.flatMap((field: Json) =>
    typeof field === "string" ? [field.split(/[.[]/, 1)[0] as string] : [],
  );
}

/** An object with what the path names, in the fields of the same names. */
function withParams(value: Json, params: Readonly<Record<string, string>>): Json {
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([field, own]): [string, Json] => {
    const param = Object.hasOwn(params, field) ? params[field] : undefined;
    if (param === undefined) return [field, own];
    return [field, typeof own === "number" ? Number(param) : param];
  });
  return Object.fromEntries(entries);
}
