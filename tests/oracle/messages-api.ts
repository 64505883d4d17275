import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { regexPort } from "../../src/adapters/regex/index.ts";
import { fold, stepOf, type AgentScenario } from "../../src/dialogue/index.ts";
import { transcriptOf, type MessagesRequest } from "./transcript-of.ts";
import { fail, json, refuse, sayStep, type Wire } from "./wire.ts";

/** A Messages API on loopback that says what a scenario says. */
export interface MessagesApi {
  readonly url: string;
  /** What it was asked so far, oldest first: "POST /v1/messages". */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** @param scenario what it answers to which prompt */
export async function startMessagesApi(scenario: AgentScenario): Promise<MessagesApi> {
  const asked: string[] = [];
  let messages = 0;
  const server = createServer((request, response) => {
    void answer(request, response);
  });
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? "/", "http://api");
    asked.push(`${request.method} ${pathname}`);
    const body = await read(request);
    if (request.method !== "POST" || !pathname.startsWith("/v1/messages"))
      return refuse(response, 404, "not_found_error", "There is nothing here.");
    if (pathname.endsWith("/count_tokens")) return json(response, 200, { input_tokens: 10 });
    const wanted = JSON.parse(body) as MessagesRequest;
    const wire: Wire = {
      model: wanted.model,
      stream: wanted.stream === true,
      id: `msg_oracle${++messages}`,
    };
    // A request without tools is the CLI's own business, of which a scenario knows nothing.
    if ((wanted.tools ?? []).length === 0)
      return sayStep(response, { text: "none", delayMs: 0, toolCalls: [] }, wire);
    const transcript = transcriptOf(wanted);
    const position = fold(scenario, transcript, { regex: regexPort });
    if (position.failure !== undefined) return fail(response, position.failure, wire);
    if (position.response === undefined)
      return refuse(response, 400, "invalid_request_error", "No rule takes the prompt.");
    return sayStep(response, stepOf(position.response, transcript.step), wire);
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
