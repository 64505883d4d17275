import { BacklotError, finding, limits, type Call, type HttpHead, type HttpReply } from "../core/index.ts";
import { recordBytes, type Match, type ServeContext } from "../engine/index.ts";

/** A match that succeeded. */
export type Matched = Extract<Match, { kind: "matched" }>;

/**
 * What a stub answers: the reply that is written, or what its handler returns; templates are not filled yet.
 * @throws BacklotError where it has none, or where its handler failed
 */
export async function replyOf(
  call: Call,
  { ports }: Pick<ServeContext<unknown, unknown>, "ports">,
  match: Matched,
  body: Uint8Array,
): Promise<HttpReply> {
  const reply =
    match.answer.kind === "handler"
      ? await ports.handler.run(match.answer.handler, "http", handlerInput(call, match, body))
      : match.reply;
  if (reply?.for === "http") return reply;
  throw new BacklotError([
    finding("unsupported-feature", {
      at: match.expectation.at,
      what: `${match.expectation.text} has no HTTP reply (${match.answer.kind})`,
    }),
  ]);
}

function handlerInput(call: Call, match: Matched, body: Uint8Array): Parameters<RunHandler>[2] {
  const head = call.head as HttpHead;
  return {
    call: call.id,
    use: match.use,
    method: head.method,
    path: head.path,
    query: head.query,
    headers: head.headers.map(([name, value]) => [name, value]),
    captures: { ...match.captures },
    body: recordBytes(body, limits.bodyBytes).data,
  };
}

type RunHandler = ServeContext<unknown, unknown>["ports"]["handler"]["run"];
