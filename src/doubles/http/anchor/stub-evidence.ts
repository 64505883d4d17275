import type { Expectation, HttpReply, Json } from "../../../core/index.ts";
import type { StubAnswer, StubEvidence } from "../../../drift/index.ts";
import { responseOf } from "../wire/response.ts";

/** An expectation as what a contract is held against. */
export function stubEvidence(expectation: Expectation): StubEvidence {
  const { id, name, target, text, times, at, answer } = expectation;
  const replies = answer.kind === "reply" ? answer.replies : [];
  return {
    id,
    name,
    service: target,
    ...requestOf(expectation),
    text,
    answers: replies.flatMap((reply) => (reply.for === "http" ? [answerEvidence(reply)] : [])),
    optional: times.min === 0,
    forbidden: times.max === 0,
    at,
  };
}

/** The request that a stub stands for, where it is one. */
function requestOf({ conditions }: Expectation): Pick<StubEvidence, "method" | "path"> {
  const [method, path] = ["method", "path"].map(
    (field) => conditions.find((one) => one.field === field)?.matcher,
  );
  const text = path?.is === "path" ? path.template : path?.is === "equals" ? path.value : undefined;
  const many = path?.is === "path" && path.template.includes("*");
  return {
    method: method?.is === "equals" && typeof method.value === "string" ? method.value : undefined,
    path: typeof text === "string" && !many ? text : undefined,
  };
}

/** What a reply answers. What a template or chunks come to is only known when they are called. */
function answerEvidence(reply: HttpReply): StubAnswer {
  const { status, body, template, fault } = reply;
  const { headers } = responseOf(reply);
  const known: Json | undefined = body?.type === "json" && !template ? body.value : undefined;
  return {
    status: status ?? undefined,
    mediaType: headers.find(([name]) => name.toLowerCase() === "content-type")?.[1],
    body: known,
    fault: fault !== null,
  };
}
