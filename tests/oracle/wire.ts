import type { ServerResponse } from "node:http";
import type { Failure, Step } from "../../src/dialogue/index.ts";

/** How an answer is written: as events, or as one JSON object. */
export interface Wire {
  readonly model: string;
  readonly stream: boolean;
  readonly id: string;
}

type Block = Readonly<Record<string, unknown>> & { readonly type: string };

/** Says one message of the model. */
export function sayStep(response: ServerResponse, step: Step, wire: Wire): void {
  const blocks = blocksOf(step, wire);
  const stopReason = step.toolCalls.length > 0 ? "tool_use" : "end_turn";
  const {
    inputTokens = 10,
    outputTokens = 5,
    cacheReadInputTokens = 0,
    cacheCreationInputTokens = 0,
  } = step.usage ?? {};
  const usage = {
    input_tokens: inputTokens,
    cache_creation_input_tokens: cacheCreationInputTokens,
    cache_read_input_tokens: cacheReadInputTokens,
    output_tokens: outputTokens,
    service_tier: "standard",
  };
  if (!wire.stream) {
    json(response, 200, { ...message(wire, usage), content: blocks, stop_reason: stopReason });
    return;
  }
  const send = events(response);
  send("message_start", { message: message(wire, { ...usage, output_tokens: 0 }) });
  for (const [index, block] of blocks.entries()) {
    send("content_block_start", { index, content_block: emptied(block) });
    for (const delta of deltas(block)) send("content_block_delta", { index, delta });
    send("content_block_stop", { index });
  }
  send("message_delta", {
    delta: { stop_reason: stopReason, stop_sequence: null },
    usage: { ...usage, service_tier: undefined },
  });
  send("message_stop", {});
  response.end();
}

function message({ id, model }: Wire, usage: object): object {
  return {
    id,
    type: "message",
    role: "assistant",
    model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage,
  };
}

function blocksOf({ text, thinking, toolCalls }: Step, { id }: Wire): readonly Block[] {
  return [
    ...(thinking === undefined ? [] : [{ type: "thinking", thinking, signature: "c2lnbmF0dXJl" }]),
    ...(text === "" && toolCalls.length > 0 ? [] : [{ type: "text", text }]),
    ...toolCalls.map(({ tool, input }, index) => ({
      type: "tool_use",
      id: `toolu_${id.slice(4)}_${index}`,
      name: tool,
      input,
    })),
  ];
}

function emptied(block: Block): object {
  const empty = { text: { text: "" }, thinking: { thinking: "", signature: "" }, tool_use: { input: {} } };
  return { ...block, ...empty[block.type as keyof typeof empty] };
}

function deltas(block: Block): readonly object[] {
  if (block.type === "text") return [{ type: "text_delta", text: block["text"] }];
  if (block.type === "tool_use")
    return [{ type: "input_json_delta", partial_json: JSON.stringify(block["input"]) }];
  return [
    { type: "thinking_delta", thinking: block["thinking"] },
    { type: "signature_delta", signature: block["signature"] },
  ];
}

function events(response: ServerResponse): (type: string, data: object) => void {
  response.writeHead(200, { "content-type": "text/event-stream", "request-id": "req_oracle" });
  return (type, data) => response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`);
}

/** Answers one JSON object. */
export function json(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", "request-id": "req_oracle", ...headers });
  response.end(JSON.stringify(body));
}

/** Answers an error of the API. No client asks again: what it would be told is the same. */
export function refuse(response: ServerResponse, status: number, type: string, text: string): void {
  const headers = { "x-should-retry": "false" };
  json(response, status, { type: "error", error: { type, message: text } }, headers);
}

/** Fails as a scenario says. */
export function fail(response: ServerResponse, failure: Failure, wire: Wire): void {
  switch (failure.type) {
    case "auth_error":
      return refuse(response, 401, "authentication_error", failure.message);
    case "rate_limit":
      return refuse(response, 429, "rate_limit_error", "Too many requests; wait before the next one.");
    case "out_of_credits":
      return refuse(
        response,
        400,
        "invalid_request_error",
        "Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.",
      );
    case "partial_response": {
      if (!wire.stream) {
        response.writeHead(200, { "content-type": "application/json", "content-length": "500" });
        response.write(`{"text":${JSON.stringify(failure.partialText)}`);
        setTimeout(() => response.destroy(), 50);
        return;
      }
      const send = events(response);
      send("message_start", { message: message(wire, { input_tokens: 10, output_tokens: 1 }) });
      send("content_block_start", { index: 0, content_block: { type: "text", text: "" } });
      send("content_block_delta", { index: 0, delta: { type: "text_delta", text: failure.partialText } });
      setTimeout(() => response.destroy(), 50);
      return;
    }
    case "malformed_json":
      if (wire.stream) {
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.end(`event: message_start\ndata: ${failure.raw}\n\n`);
      } else {
        response.writeHead(200, { "content-type": "application/json" });
        response.end(failure.raw);
      }
      return;
    case "hang":
      return;
    case "connection_timeout":
      setTimeout(() => response.destroy(), failure.afterMs);
      return;
    case "network_unreachable":
    case "crash":
    case "cut_line":
    case "exit":
    case "garbage_line":
    case "kill":
      // Of a process that ends otherwise the API knows nothing: to it, the connection is gone.
      response.socket?.resetAndDestroy();
  }
}
