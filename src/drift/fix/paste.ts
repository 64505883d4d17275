import type { Json, JsonObject } from "../../core/index.ts";
import { tomlValue } from "../../scenario/index.ts";
import type { StubEvidence } from "../evidence.ts";
import { withAdditions } from "./complete-body.ts";
import type { AnswerChange } from "./repair.ts";

/** A stub as it would stand in a scenario file. */
export function stubText(service: string, stub: JsonObject): string {
  const lines = Object.entries(stub).map(([key, value]) => `${key} = ${tomlValue(tomlFit(value))}`);
  return [`[[services.${service}.stubs]]`, ...lines].join("\n");
}

/**
 * A stub for doubles that no scenario file holds: as backlot's handles take it, else the request and the whole answer.
 * @param ours whether they are declared in test code of backlot's
 */
export function codeText(service: string, stub: JsonObject, ours: boolean, whole: Json | undefined): string {
  const { request = "", reply = {} } = stub;
  if (ours) {
    const name = stub["optional"] === true ? "stub" : "mock";
    return `world.service(${JSON.stringify(service)}).${name}(${JSON.stringify(request)}).reply(${JSON.stringify(reply)})`;
  }
  const body = whole === undefined ? reply : { json: whole };
  return `${JSON.stringify(request)}\n${JSON.stringify(body, null, 2)}`;
}

/** TOML has no null: bodies that hold one are JSON text. */
export function tomlFit(value: Json, key?: string): Json {
  if (key === "json" && holdsNull(value)) return JSON.stringify(value, null, 2);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, tomlFit(item, name)]));
}

/** Whether null stands anywhere in a value. */
export function holdsNull(value: Json): boolean {
  if (value === null) return true;
  return typeof value === "object" && Object.values(value).some((item: Json) => holdsNull(item));
}

/** Whether a stub stands in code that backlot's handles are used in. */
export function isOwnCode({ at }: StubEvidence): boolean {
  return at?.kind === "code" && /\.[cm]?[jt]sx?$/.test(at.file);
}

/** What a stub that no scenario file holds should answer: the reply for backlot's own handles, else the whole answer. */
export function answerText(stub: StubEvidence, reply: JsonObject, change: AnswerChange | undefined): string {
  if (!isOwnCode(stub)) {
    const { status, headers } = reply;
    const head = [
      ...(status === undefined ? [] : [`status ${JSON.stringify(status)}`]),
      ...(headers === undefined ? [] : [JSON.stringify(headers)]),
    ];
    return [...head, ...(change === undefined ? [] : [JSON.stringify(change.whole, null, 2)])].join("\n");
  }
  const given = change?.model === undefined ? change?.whole : withAdded(stub, change);
  return `reply(${JSON.stringify({ ...reply, ...(given === undefined ? {} : { json: given }) }, null, 2)})`;
}

/** The author's body and what is put into it; the model fills the rest. */
function withAdded(stub: StubEvidence, { answer, add }: AnswerChange): Json | undefined {
  const body = stub.answers[answer]?.body;
  if (body === undefined) return undefined;
  return withAdditions(body, add);
}
