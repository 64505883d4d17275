import type { Content, Operation } from "../../../contract/index.ts";
import {
  isJsonObject,
  type Finding,
  type FindingName,
  type HttpHead,
  type HttpReply,
  type Json,
} from "../../../core/index.ts";
import type { Anchor } from "../../../drift/index.ts";
import { redactData, refusalHeaders } from "../../../engine/index.ts";
import { emptyReply, refusalBody } from "../../../stubs/index.ts";
import { contracts } from "./contracts.ts";

/** Statuses that services refuse a request with, likeliest first. Clients retry none of them. */
const statuses: Partial<Record<FindingName, readonly number[]>> = {
  "missing-credentials": [401, 403, 400],
  "undeclared-request-type": [415, 400, 422],
};
const otherStatuses: readonly number[] = [422, 400];

/**
 * How the service itself refuses a request, where its contract says so: the status and the shape of the body that are
 * declared. Undefined where it declares neither, or no body of that shape can be made.
 * @param told what is wrong with the request, as checkCall says it
 */
export function refusalInContract(
  anchor: Anchor,
  { method, path }: HttpHead,
  told: readonly Finding[],
): HttpReply | undefined {
  const found = anchor.contract.find(method, path);
  const [first] = told;
  if (found.kind !== "operation" || first === undefined) return undefined;
  const declared = declaredRefusal(found.operation, statuses[first.name] ?? otherStatuses);
  if (declared === undefined) return undefined;
  const { status, content } = declared;
  const json = content.find(({ mediaType }) => contracts().isJsonType(mediaType));
  if (content.length > 0 && json === undefined) return undefined;
  const body = bodyOf(anchor, json, status, told);
  if (body === undefined) return undefined;
  const type = json?.mediaType.includes("*") === false ? json.mediaType : "application/json";
  const headers = [...refusalHeaders(first), ["content-type", type] as const];
  return { ...emptyReply, status, headers, body: { type: "json", value: body } };
}

function declaredRefusal(
  operation: Operation,
  wanted: readonly number[],
): { readonly status: number; readonly content: readonly Content[] } | undefined {
  const named = wanted.find((status) => operation.responses.has(String(status)));
  const status = named ?? wanted[0] ?? 422;
  const answer = contracts().answerFor(operation, status);
  return answer === undefined ? undefined : { status, content: answer.content };
}

function bodyOf(
  { contract }: Anchor,
  json: Content | undefined,
  status: number,
  told: readonly Finding[],
): Json | undefined {
  const [first] = told as readonly [Finding];
  const ours = refusalBody(first);
  const schema = json?.schema;
  if (schema === undefined) return ours;
  const problems = told.map((one) => {
    const { part = "", path = "" } = isJsonObject(one.evidence) ? one.evidence : {};
    return { rule: one.name, part: part as string, path: path as string, what: redactData(one).what };
  });
  const refused = { status, rule: first.name, what: redactData(first).what, problems };
  const made = contracts().sampleRefusal(contract.schemas, schema, refused);
  if (made !== undefined) return made;
  const validator = contract.schemas.validator(schema, { direction: "answer" });
  return validator.ok && validator.value.check(ours).length === 0 ? ours : undefined;
}
