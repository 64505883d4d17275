import { execFile } from "node:child_process";
import { createConnection, type Socket } from "node:net";
import type { CallInput, Finding } from "../../../src/core/index.ts";
import type { Arrival } from "../../../src/engine/index.ts";
import { openServers } from "../../../src/hosts/server/index.ts";

/** A server of one service that a test answers itself. */
export interface TestServer extends AsyncDisposable {
  readonly port: number;
  readonly url: string;
  readonly arrivals: readonly Arrival[];
  readonly findings: readonly Finding[];
  /** Resolves when the sink has served `count` calls. */
  served(count: number): Promise<void>;
  close(): Promise<void>;
}

/** Opens a server whose calls the given function answers. */
export async function serveWith(answer: (arrival: Arrival) => Promise<void>): Promise<TestServer> {
  const arrivals: Arrival[] = [];
  const findings: Finding[] = [];
  let finished = 0;
  const accept = async (arrival: Arrival): Promise<void> => {
    arrivals.push(arrival);
    try {
      await answer(arrival);
    } finally {
      finished += 1;
    }
  };
  const servers = await openServers({
    services: [{ name: "convo" }],
    sink: { accept },
    report: (_service, finding) => void findings.push(finding),
  });
  const { port, url } = servers.addresses["convo"] as { port: number; url: string };
  const served = (count: number): Promise<void> => until(() => finished >= count, `${count} served calls`);
  const close = (): Promise<void> => servers.close();
  return { port, url, arrivals, findings, served, close, [Symbol.asyncDispose]: close };
}

/** A client that speaks bytes, so that nothing of a client library stands between test and wire. */
export class RawClient implements Disposable {
  received = "";
  /** How the server ended the connection. */
  ending: "open" | "fin" | "rst" = "open";
  readonly socket: Socket;

  constructor(port: number) {
    this.socket = createConnection({ host: "127.0.0.1", port, allowHalfOpen: true });
    this.socket.on("data", (data) => {
      this.received += data.toString("latin1");
    });
    this.socket.on("end", () => {
      this.ending = "fin";
    });
    this.socket.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ECONNRESET") this.ending = "rst";
    });
  }

  send(text: string | Uint8Array): void {
    this.socket.write(text);
  }

  /** Waits until something that was received matches. */
  async reads(wanted: RegExp | string): Promise<string> {
    const found = (): boolean =>
      typeof wanted === "string" ? this.received.includes(wanted) : wanted.test(this.received);
    await until(found, () => `${String(wanted)} in ${JSON.stringify(this.received)}`);
    return this.received;
  }

  /** Waits until the server has ended the connection. */
  async ended(): Promise<"fin" | "rst"> {
    await until(
      () => this.ending !== "open",
      () => `the end after ${JSON.stringify(this.received)}`,
    );
    return this.ending as "fin" | "rst";
  }

  [Symbol.dispose](): void {
    this.socket.destroy();
  }
}

/** Polls with a deadline. */
export async function until(done: () => boolean, what: string | (() => string)): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!done()) {
    if (performance.now() > deadline)
      throw new Error(`never came: ${typeof what === "string" ? what : what()}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 2);
    });
  }
}

/** Reads the input of a call up to its end; `gone` counts as an end too. */
export async function readAll(arrival: Arrival): Promise<{ text: string; last: CallInput["kind"] }> {
  const parts: Uint8Array[] = [];
  for await (const item of arrival.input) {
    if (item.kind === "bytes") parts.push(item.bytes);
    else return { text: Buffer.concat(parts).toString(), last: item.kind };
  }
  return { text: Buffer.concat(parts).toString(), last: "end" };
}

/** Answers at once with a text. */
export async function answerText(arrival: Arrival, text: string, status = 200): Promise<void> {
  await arrival.reply.head(status, [["Content-Type", "text/plain"]]);
  await arrival.reply.bytes(Buffer.from(text));
  await arrival.reply.end();
}

/** Runs curl, which reads a connection's end exactly: 18 a cut body, 52 an empty answer, 56 a reset. */
export function curl(
  ...args: readonly string[]
): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile("curl", ["-q", "-sS", "--max-time", "10", ...args], (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
      resolve({ exitCode, stdout, stderr });
    });
  });
}
