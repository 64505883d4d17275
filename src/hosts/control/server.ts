import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type Json, limits } from "../../core/index.ts";
import { refusalOf, type ControlRule } from "./checks.ts";

/** The one Host of a control plane on a unix socket, where there is no name to resolve. */
export const controlHost = "backlot";

/** One thing that can be asked. GET changes nothing; there is none that runs a command. */
export interface ControlRoute {
  readonly method: "GET" | "POST";
  readonly path: string;
  answer(body: Json): Promise<Json> | Json;
}

/** An open control plane. */
export interface Control {
  /** What who asks has to know; give it to nobody but the user. */
  readonly token: string;
  /** Stops listening; what is being answered is answered. */
  close(): Promise<void>;
}

/**
 * Opens a control plane on a unix socket. Its folder must be one that only the user can enter.
 * @param socketPath fewer than 100 bytes
 * @example const control = await openControl(join(folder, "control.sock"), routes);
 */
export async function openControl(socketPath: string, routes: readonly ControlRoute[]): Promise<Control> {
  const token = randomBytes(32).toString("hex");
  const rule: ControlRule = { token, hosts: [controlHost], origins: [] };
  const server = createServer((request, response) => void respond(request, response, rule, routes));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ path: socketPath, backlog: limits.listenBacklog }, resolve);
  });
  return { token, close: () => closed(server) };
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  rule: ControlRule,
  routes: readonly ControlRoute[],
): Promise<void> {
  const { method = "", rawHeaders, url } = request;
  const refused = refusalOf({ method, rawHeaders }, rule);
  if (refused !== undefined) return send(response, refused.status, { error: refused.why });
  const found = routes.filter((route) => route.path === url);
  const route = found.find((one) => one.method === method);
  if (route === undefined) {
    return found.length > 0
      ? send(response, 405, { error: "another method" })
      : send(response, 404, { error: "no such route" });
  }
  try {
    const body = method === "GET" ? null : await readBody(request);
    if (body === undefined) return send(response, 413, { error: "the body is too large" });
    send(response, 200, await route.answer(body));
  } catch (error) {
    send(response, 500, { error: error instanceof Error ? error.message : String(error) });
  }
}

/** @returns undefined when it is larger than the limit */
async function readBody(request: IncomingMessage): Promise<Json | undefined> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > limits.controlBodyBytes) return undefined;
    parts.push(part);
  }
  const text = Buffer.concat(parts).toString("utf8");
  return text === "" ? null : (JSON.parse(text) as Json);
}

function send(response: ServerResponse, status: number, body: Json): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(text),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    connection: "close",
  });
  response.end(text);
}
