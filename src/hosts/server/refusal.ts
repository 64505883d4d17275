import { STATUS_CODES, type IncomingMessage } from "node:http";
import { escapeControl, finding, limits, quote, type Finding } from "../../core/index.ts";

/** What a client reads when the host itself refuses: who speaks, what is wrong, what to do. */
export function refusalText(refused: Finding, service: string): string {
  const lines = [
    `This is backlot, standing in for the service ${service}.`,
    "",
    `${refused.code} ${refused.name}: ${refused.what}`,
    `  ${refused.why}`,
    `  fix: ${refused.fix}`,
    "",
  ];
  return escapeControl(lines.join("\n"));
}

/** Headers of a refusal; names and values in turn. Clients that retry by status are asked not to. */
export function refusalHeaders(refused: Finding, body: string): string[] {
  return [
    ["Content-Type", "text/plain; charset=utf-8"],
    ["Content-Length", String(Buffer.byteLength(body))],
    ["x-backlot-refusal", refused.code],
    ["x-should-retry", "false"],
    ["Connection", "close"],
  ].flat();
}

/** A whole answer as bytes, for connections where node has no response to write to. */
export function refusalBytes(status: number, refused: Finding, service: string): Buffer {
  const body = refusalText(refused, service);
  const headers = refusalHeaders(refused, body);
  let head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\n`;
  for (let index = 0; index < headers.length; index += 2)
    head += `${headers[index]}: ${headers[index + 1]}\r\n`;
  return Buffer.from(`${head}\r\n${body}`);
}

/** A request that HTTP's grammar allows and HTTP's rules don't. */
export function unreadable(request: IncomingMessage, why: string): Finding {
  return finding("unreadable-call", {
    what: `${request.method} ${quote(request.url ?? "")} can't be served: ${why}.`,
  });
}

/** A request for something other than an exchange over HTTP/1.1. */
export function protocolRefused(request: IncomingMessage, wanted: string): Finding {
  return finding("unreadable-call", {
    what: `${request.method} ${quote(request.url ?? "")} asked for ${wanted}.`,
    why: "A service double answers plain HTTP/1.1 only.",
    fix: "Let the program talk plain HTTP to the service's own address.",
  });
}

/** Connections beyond the limit, which were closed unanswered. */
export function tooManyConnections(service: string, sockets: number): Finding {
  return finding("unreadable-call", {
    what: `A connection to ${service} was closed: ${sockets} are open already.`,
    why: "Every service has a limit, so that a leak in a program can't take the machine down.",
    fix: "Close connections, or use a client that keeps and reuses them.",
  });
}

/** An error of node's HTTP parser. */
interface ParseError extends NodeJS.ErrnoException {
  readonly reason?: string;
  readonly rawPacket?: Buffer;
}

/** What node's parser made of a request, in our words. */
export function parseFailure(error: ParseError): { readonly status: number; readonly refused: Finding } {
  const first = error.rawPacket?.[0];
  if (error.code === "HPE_HEADER_OVERFLOW") {
    return {
      status: 431,
      refused: finding("unreadable-call", {
        what: `The head of a request is longer than ${limits.headBytes} bytes.`,
        why: "Heads are kept in memory, so their length has a limit.",
        fix: "Send less in the target and the headers; large values belong in the body.",
      }),
    };
  }
  // A TLS handshake starts with record type 22.
  if (first === 0x16) {
    return {
      status: 400,
      refused: finding("unreadable-call", {
        what: "A client started TLS on a port that speaks plain HTTP.",
        why: "Services listen on loopback without TLS.",
        fix: "Use http:// instead of https:// in the program's base URL.",
      }),
    };
  }
  const reason = error.reason ?? error.message;
  return {
    status: 400,
    refused: finding("unreadable-call", {
      what: `A request could not be read: ${escapeControl(reason, "")}.`,
    }),
  };
}

/** A port that can't be listened on. */
export function cannotOpen(service: string, port: number, error: NodeJS.ErrnoException): Finding {
  const where = port === 0 ? "A free port" : `Port ${port}`;
  if (error.code === "EADDRINUSE") {
    return finding("port-in-use", { what: `${where} of the service ${service} is in use.` });
  }
  return finding("port-in-use", {
    what: `${where} of the service ${service} can't be opened: ${error.code ?? error.message}.`,
    why: error.code === "EACCES" ? "The system keeps low ports for privileged programs." : error.message,
  });
}
