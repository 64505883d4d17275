import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { limits, type Finding } from "../../core/index.ts";
import { Connection } from "./connection.ts";
import { Exchange, type Service } from "./exchange.ts";
import { parseTarget } from "./head.ts";
import { sendWaiting } from "./send-together.ts";
import type { ServedService, ServerOptions } from "./options.ts";
import {
  cannotOpen,
  parseFailure,
  protocolRefused,
  refusalBytes,
  refusalHeaders,
  refusalText,
  tooManyConnections,
  unreadable,
} from "./refusal.ts";

/** Loopback by address: a name could mean another address on another machine. */
const loopback = "127.0.0.1";

/** The port of one service, from listening to the end of its last connection. */
export class Listener {
  readonly service: Service;
  /** 0 until a free port was given. */
  port: number;
  private readonly sockets: number;
  private readonly server: Server;
  private readonly connections = new Map<Duplex, Connection>();

  constructor(wanted: ServedService, options: ServerOptions) {
    this.port = wanted.port ?? 0;
    this.sockets = options.sockets ?? limits.serverSockets;
    const report = (finding: Finding): void => options.report?.(wanted.name, finding);
    this.service = { name: wanted.name, url: "", sink: options.sink, report };
    this.server = createServer({
      // Node counts target, names and values, and gives up when the count reaches the number.
      maxHeaderSize: limits.headBytes + 1,
      // A program under a debugger may take as long as it likes, and a connection that is kept must not be
      // closed just when a paused program goes on.
      headersTimeout: 0,
      requestTimeout: 0,
      keepAliveTimeout: 0,
      // Refused here instead, with a text that says why.
      requireHostHeader: false,
    });
    this.server.maxHeadersCount = 0;
    this.server.maxConnections = this.sockets;
    // A client that has sent all and closed its side still reads; node's own default would end its answer.
    Object.assign(this.server, { httpAllowHalfOpen: true });
    this.listenForCalls();
  }

  /** Starts to listen; gives what stands in the way, if anything. */
  open(): Promise<Finding | undefined> {
    return new Promise((resolve) => {
      const failed = (error: NodeJS.ErrnoException): void => {
        resolve(cannotOpen(this.service.name, this.port, error));
      };
      this.server.once("error", failed);
      const where = { host: loopback, port: this.port, backlog: limits.listenBacklog, exclusive: true };
      this.server.listen(where, () => {
        this.server.removeListener("error", failed);
        this.port = (this.server.address() as AddressInfo).port;
        this.service.url = `http://${loopback}:${this.port}`;
        resolve(undefined);
      });
    });
  }

  /** Stops listening, ends idle connections, resets those that carry calls; resolves when all are closed. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      // The callback has an error when it never listened; then it is closed all the same.
      sendWaiting();
      this.server.close(() => resolve());
      for (const connection of this.connections.values()) {
        if (connection.idle) connection.socket.destroy();
        else connection.reset();
      }
    });
  }

  private listenForCalls(): void {
    const { server } = this;
    server.on("connection", (socket: Socket) => {
      const connection = new Connection(socket);
      this.connections.set(socket, connection);
      socket.on("close", () => this.connections.delete(socket));
    });
    server.on("request", (request, response) => this.take(request, response, false));
    server.on("checkContinue", (request, response) => this.take(request, response, true));
    // An expectation nobody knows is the double's to judge.
    server.on("checkExpectation", (request, response) => this.take(request, response, false));
    server.on("connect", (request, socket) => {
      const refused = protocolRefused(request, "a tunnel");
      this.service.report(refused);
      socket.on("error", () => socket.destroy());
      socket.end(refusalBytes(501, refused, this.service.name));
    });
    server.on("clientError", (error: NodeJS.ErrnoException, socket) => this.refuseUnreadable(error, socket));
    server.on("drop", () => this.service.report(tooManyConnections(this.service.name, this.sockets)));
  }

  private take(request: IncomingMessage, response: ServerResponse, waitsForContinue: boolean): void {
    const connection = this.connections.get(request.socket);
    if (connection === undefined || connection.closing) return;
    response.sendDate = false;
    const target = parseTarget(request.url ?? "");
    if (target === undefined || (request.headers.host === undefined && request.httpVersion === "1.1")) {
      const why = target === undefined ? "its target is neither a path nor a URL" : "it has no Host header";
      this.refuse(response, 400, unreadable(request, why));
    } else if (asksForWebSocket(request)) {
      this.refuse(response, 426, protocolRefused(request, "a WebSocket"));
    } else void new Exchange(this.service, connection, response, target, waitsForContinue).serve();
  }

  /** Answers a request that is no call. */
  private refuse(response: ServerResponse, status: number, refused: Finding): void {
    this.service.report(refused);
    const text = refusalText(refused, this.service.name);
    const upgrade = status === 426 ? ["Upgrade", "HTTP/1.1"] : [];
    response.writeHead(status, [...upgrade, ...refusalHeaders(refused, text)]);
    response.end(text);
  }

  /** Node's parser gave up on a connection, or the connection itself failed. */
  private refuseUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
    const connection = this.connections.get(socket);
    if (connection?.closing === true) return;
    if (connection === undefined || !socket.writable || !(error.code ?? "").startsWith("HPE_")) {
      socket.destroy();
      return;
    }
    const { status, refused } = parseFailure(error);
    this.service.report(refused);
    connection.refuse(refusalBytes(status, refused, this.service.name));
  }
}

/** Other upgrades (HTTP/2 without TLS) are offers that a server may ignore, and clients go on without. */
function asksForWebSocket(request: IncomingMessage): boolean {
  return request.headers.upgrade?.toLowerCase() === "websocket";
}
