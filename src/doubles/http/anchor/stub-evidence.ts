import type { Expectation, HttpReply, Json } from "../../../core/index.ts";
import type { Anchor, ServiceEvidence, StubAnswer, StubEvidence } from "../../../drift/index.ts";
import type { HttpConfig } from "../config.ts";
import { responseOf } from "../../../stubs/index.ts";
import { anchorOf } from "./anchor.ts";
import { contracts } from "./contracts.ts";
import { filledBody } from "./model-reply.ts";
import { requestOf } from "./stub-request.ts";

/** What the gate judges of a scenario's services: their contracts, and the stubs among some expectations. */
export function httpEvidence(
  config: HttpConfig,
  expectations: readonly Expectation[],
): { readonly services: readonly ServiceEvidence[]; readonly stubs: readonly StubEvidence[] } {
  const services = config.services.map((service) => ({
    name: service.name,
    anchor: anchorOf(service),
    at: service.at,
  }));
  const anchors = new Map(services.map(({ name, anchor }) => [name, anchor]));
  const stubs = expectations
    .filter(({ double }) => double === "http")
    .map((one) => stubEvidence(one, anchors.get(one.target)));
  return { services, stubs };
}

/** An expectation as what a contract is held against. */
function stubEvidence(expectation: Expectation, anchor: Anchor | undefined): StubEvidence {
  const { id, name, target, text, times, at, answer } = expectation;
  const replies = answer.kind === "reply" ? answer.replies : [];
  const request = requestOf(expectation);
  return {
    id,
    name,
    service: target,
    ...request,
    text,
    answers: replies.flatMap((reply) =>
      reply.for === "http" ? [answerEvidence(reply, request, anchor)] : [],
    ),
    optional: times.min === 0,
    forbidden: times.max === 0,
    at,
  };
}

/** What a reply answers. What a template or chunks come to is only known when they are called. */
function answerEvidence(
  reply: HttpReply,
  request: Pick<StubEvidence, "method" | "path">,
  anchor: Anchor | undefined,
): StubAnswer {
  const { headers } = responseOf(reply);
  return {
    status: reply.status ?? undefined,
    mediaType: headers.find(([name]) => name.toLowerCase() === "content-type")?.[1],
    body: bodyOf(reply, request, anchor),
    fault: reply.fault !== null,
  };
}

function bodyOf(
  reply: HttpReply,
  { method, path }: Pick<StubEvidence, "method" | "path">,
  anchor: Anchor | undefined,
): Json | undefined {
  if (reply.model !== undefined && anchor !== undefined) {
    const named = method !== undefined && path !== undefined;
    return filledBody(anchor, reply, named ? contracts().operationOf(anchor, method, path) : undefined);
  }
  return reply.body?.type === "json" && !reply.template ? reply.body.value : undefined;
}
