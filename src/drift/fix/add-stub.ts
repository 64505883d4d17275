import { answerFor, contentFor, isJsonType, type Operation } from "../../contract/index.ts";
import type { Json, JsonObject } from "../../core/index.ts";
import type { Anchor, ServiceCall, WorldEvidence } from "../evidence.ts";
import { operationName, successStatus } from "../stub/index.ts";
import { completeFromModel, sampleFromContract } from "./complete-body.ts";

/** A stub as it is written into a scenario. */
export interface NewStub {
  readonly stub: JsonObject;
  /** The body as the program gets it, where there is one. */
  readonly whole?: Json | undefined;
  /** "a stub for GET /api/actors/me/agents, from the model Actor[]" */
  readonly what: string;
  readonly notes: readonly string[];
}

/** Calls that no double answered, of one operation. */
export interface MissedCalls {
  readonly service: string;
  readonly anchor: Anchor;
  readonly operation: Operation;
  readonly calls: readonly ServiceCall[];
  /** The uppermost file of each scenario that missed it, where journals say so. */
  readonly files: readonly string[];
  /** Whether tests that ran to their end do without it. */
  readonly optional: boolean;
}

/** The calls of an operation that no double answered, in all worlds. */
export function missedCalls(
  { service, anchor, operation }: Omit<MissedCalls, "calls" | "files" | "optional">,
  worlds: readonly WorldEvidence[],
): MissedCalls {
  const own = (call: ServiceCall): boolean => {
    if (call.service !== service) return false;
    const found = anchor.contract.find(call.method, call.path);
    return found.kind === "operation" && found.operation === operation;
  };
  const missed = worlds.map(({ scenario, calls: all }) => ({
    file: scenario?.at(-1),
    calls: all.filter((call) => call.outcome === "refused" && call.stub === null && own(call)),
  }));
  const calls = missed.flatMap((one) => one.calls);
  const files = missed.flatMap(({ file, calls: its }) =>
    file === undefined || its.length === 0 ? [] : file,
  );
  const without = worlds.some(
    (world) =>
      world.complete && world.outcome !== "failed" && world.stubs.length > 0 && !world.calls.some(own),
  );
  return { service, anchor, operation, calls, files: [...new Set(files)], optional: without };
}

/** The stub that answers what was called: from the model, else from the contract's schema; why not where neither says. */
export function newStub(missed: MissedCalls): NewStub | { readonly why: string; readonly paste: JsonObject } {
  const { operation, anchor, service, optional } = missed;
  const request = { request: `${operation.method} ${pathOf(missed)}` };
  const more = optional ? { optional: true } : {};
  const status = successStatus(operation);
  const name = operationName(service, operation).slice(service.length + 1);
  const bound = anchor.models?.bound(operation, status);
  const made = (reply: JsonObject, from: string, notes: readonly string[], whole?: Json): NewStub => ({
    stub: { ...request, reply, ...more },
    whole,
    what: `a stub for ${request.request}, ${from}`,
    notes,
  });
  const told = (why: string, reply: JsonObject) => ({ why, paste: { ...request, reply, ...more } });
  if (bound !== undefined && !bound.unknown) {
    const empty: Json = bound.list ? [] : {};
    const body = completeFromModel(bound, empty, paramsOf(missed), { operation: name, invent: true });
    if ("why" in body) return told(body.why, { model: bound.name, json: empty });
    const json = Object.fromEntries(body.add.map(({ path, value }) => [path.join("."), value]));
    const notes = bound.list
      ? [`it answers an empty list: give items in json where the program needs some`]
      : body.madeUp.map((field) => `${field} is made up: ${JSON.stringify(json[field])} fits the model`);
    return made(
      { model: bound.name, ...(body.add.length === 0 ? {} : { json }) },
      `from the model ${bound.name}`,
      notes,
      body.whole,
    );
  }
  const declared = answerFor(operation, status);
  if (declared === undefined && operation.responses.size > 0) {
    const other = [...operation.responses.keys()].find((one) => /^[1-5]\d\d$/.test(one));
    const moved = other?.startsWith("3") === true ? { headers: { location: "/" } } : {};
    const reply = { ...(other === undefined ? {} : { status: Number(other) }), ...moved };
    return told(
      `the contract declares no answer of success, but ${[...operation.responses.keys()].join(", ")}`,
      reply,
    );
  }
  if (declared === undefined || declared.content.length === 0) {
    return made({ status }, `as the contract declares it: ${status} without a body`, []);
  }
  const content = contentFor(declared.content, "application/json") ?? declared.content[0];
  if (content === undefined || !isJsonType(content.mediaType)) {
    const { mediaType = "" } = content ?? {};
    return told(
      `the contract declares ${mediaType || "a body"}, which is not made up`,
      bodyToFill(mediaType),
    );
  }
  const sample = sampleFromContract(anchor.contract, content, name);
  if ("why" in sample) return told(sample.why, { json: {} });
  return made(
    { json: sample.value },
    "from the contract's examples and schema",
    ["its values are made up: put in those that the program needs"],
    sample.value,
  );
}

/** A reply of a media type, for a person to fill: text answers as text/plain, where nothing else is said. */
function bodyToFill(mediaType: string): JsonObject {
  const known = mediaType !== "" && !mediaType.includes("*") && mediaType !== "text/plain";
  const headers = known ? { headers: { "content-type": mediaType } } : {};
  return { ...headers, ...(/^text\/|json|xml|csv/.test(mediaType) ? { text: "" } : { base64: "" }) };
}

/** What the names of the path stand for, where all calls have the same. */
function paramsOf({ anchor, calls }: MissedCalls): JsonObject {
  const [path, ...others] = [...new Set(calls.map((call) => call.path))];
  if (path === undefined || others.length > 0) return {};
  const found = anchor.contract.find(calls[0]?.method ?? "", path);
  return found.kind === "operation" ? found.params : {};
}

/** The path that was called; the template where several were, or where a pattern could take it for something else. */
function pathOf({ anchor, operation, calls }: MissedCalls): string {
  const [path = operation.template, ...others] = [...new Set(calls.map((call) => call.path))];
  if (others.length === 0 && /^[\w.~/-]+$/.test(path)) return path;
  const base = anchor.contract.basePaths.find((one) => path.startsWith(`${one}/`)) ?? "";
  return base + operation.template;
}
