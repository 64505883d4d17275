import type { BoundModel, Models, Operation } from "../../../contract/index.ts";
import {
  BacklotError,
  failed,
  finding,
  nearest,
  ok,
  quote,
  type Expectation,
  type Finding,
  type HttpHead,
  type HttpReply,
  type Json,
  type Place,
  type Result,
} from "../../../core/index.ts";
import type { Anchor } from "../../../drift/index.ts";
import type { Clock } from "../../../engine/index.ts";
import { contracts } from "./contracts.ts";
import { requestOf } from "./stub-request.ts";

/** A time for bodies that are only looked at, not sent. */
const someTime = "2000-01-01T00:00:00Z";

/**
 * What keeps the replies of a stub from being filled from their models. What a template comes to is only known when it
 * is called.
 * @param anchor undefined: the service has none
 */
export function checkModelReplies(
  anchor: Anchor | undefined,
  stub: Pick<Expectation, "answer" | "conditions" | "target" | "at">,
): readonly Finding[] {
  if (stub.answer.kind !== "reply") return [];
  return stub.answer.replies.flatMap((reply) => {
    if (reply.for !== "http" || reply.model === undefined) return [];
    // What test code declares is told at its line.
    const at = stub.at.kind === "code" ? stub.at : reply.model.at;
    const { method, path } = requestOf(stub);
    const operation =
      anchor === undefined || method === undefined || path === undefined
        ? undefined
        : contracts().operationOf(anchor, method, path);
    const told = filled(anchor, stub.target, operation, reply, someTime).findings;
    return told.map((one) => ({ ...one, at }));
  });
}

/** The body of a reply as its model completes it, at some time; undefined where it is only known at the call. */
export function filledBody(
  anchor: Anchor,
  reply: HttpReply,
  operation: Operation | undefined,
): Json | undefined {
  const made = reply.template ? undefined : filled(anchor, "", operation, reply, someTime);
  return made?.ok === true ? made.value : undefined;
}

/**
 * A reply with the body that its model makes of it; templates are filled before. The same object for the same time.
 * @throws BacklotError where the model does not allow it
 */
export function fillModel(
  anchor: Anchor | undefined,
  { service, method, path }: HttpHead,
  reply: HttpReply,
  clock: Pick<Clock, "now">,
): HttpReply {
  if (reply.model === undefined) return reply;
  const now = clock.now();
  const known = filledReplies.get(reply);
  if (known?.now === now) return known.reply;
  const found = anchor?.contract.find(method, path);
  const operation = found?.kind === "operation" ? found.operation : undefined;
  const made = filled(anchor, service, operation, { ...reply, template: false }, now);
  if (!made.ok) throw new BacklotError(made.findings);
  const whole: HttpReply = { ...reply, body: { type: "json", value: made.value } };
  filledReplies.set(reply, { now, reply: whole });
  return whole;
}

// Replies are put into bytes once for each object, and a world's clock seldom moves between two calls.
const filledReplies = new WeakMap<HttpReply, { readonly now: string; readonly reply: HttpReply }>();

function filled(
  anchor: Anchor | undefined,
  service: string,
  operation: Operation | undefined,
  reply: HttpReply,
  now: string,
): Result<Json> {
  const bound = modelOf(anchor, service, operation, reply);
  if (!bound.ok) return bound;
  const given = reply.body?.type === "json" ? reply.body.value : null;
  if (reply.template) return ok(given);
  const { name } = bound.value;
  const place = operation === undefined ? name : `${operation.method} ${operation.template}`;
  const made = contracts().fillBody(bound.value, given, now, { operation: place, at: reply.model?.at });
  const findings = made.findings.map((one) => placed(one, bound.value));
  return made.ok ? ok(made.value, findings) : failed(findings);
}

/** A finding about a body, with the place of its model, which is no name to correct. */
function placed(one: Finding, { name, at }: BoundModel): Finding {
  const place = at.kind === "file" ? ` ${name} stands at ${at.file}:${at.line}.` : "";
  return { ...one, why: `${one.why}${place}`, near: [] };
}

/** The model that a reply names, which must be the one that is bound where there is one. */
function modelOf(
  anchor: Anchor | undefined,
  service: string,
  operation: Operation | undefined,
  reply: HttpReply,
): Result<BoundModel> {
  const { name, at } = reply.model as NonNullable<HttpReply["model"]>;
  const models = anchor?.models;
  if (models === undefined) {
    const what = `the reply names the model ${quote(name, 60)}, and the service ${service} has no models`;
    const fix = `Give the service its models file: models = "${service}.models.yaml"`;
    return failed([
      finding("missing-field", { at, what, why: "Models are read from a file of the service.", fix }),
    ]);
  }
  const found = models.model(name) ?? models.bindings.find(({ model }) => model.name === name)?.model;
  if (found === undefined) return failed([unknownModel(models, name, at)]);
  const status = reply.status ?? (operation === undefined ? 200 : contracts().successStatus(operation));
  const bound = operation === undefined ? undefined : models.bound(operation, status);
  if (operation === undefined || bound === undefined || bound.name === name) return ok(bound ?? found);
  const { method, template } = operation;
  return failed([
    finding("invalid-value", {
      at,
      what: `the reply names the model ${quote(name, 60)}, and ${method} ${template} ${status} is ${bound.name}`,
      why: `${models.file} binds it, so the real service answers that.`,
      fix: `Write model = "${bound.name}", or correct the binding.`,
      near: [{ what: bound.name, at: bound.at }],
    }),
  ]);
}

function unknownModel(models: Models, name: string, at: Place): Finding {
  const known = [...new Set([...models.names, ...models.bindings.map(({ model }) => model.name)])];
  return finding("unknown-name", {
    at,
    what: `${models.file} has no model ${quote(name, 60)}`,
    why: "A reply is completed from a model of the service's models file.",
    fix: `Write one of its models: ${known.slice(0, 10).join(", ")}${known.length > 10 ? ", ..." : ""}`,
    near: nearest(name, known),
  });
}
