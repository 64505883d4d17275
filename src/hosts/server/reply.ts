import type { ServerResponse } from "node:http";
import type { EventEmitter } from "node:events";
import {
  BacklotError,
  finding,
  limits,
  type CloseHow,
  type HeaderList,
  type PipeOutcome,
  type Reply,
} from "../../core/index.ts";
import type { Connection } from "./connection.ts";
import { flushSoon } from "./flush.ts";
import { sendTogether } from "./send-together.ts";
import { mayHaveBody, wireHead, type WireHead } from "./wire-head.ts";

const done: Promise<void> = Promise.resolve();

/** Bytes up to which a body goes out in one string with its head: node writes bytes and head apart. */
const joinedBytesMax = 16 * 1024;

/** The exchange that a reply belongs to. */
interface Owner {
  /** Told when the reply is over. */
  over(): void;
}

/**
 * The answer side of one exchange. Head and first bytes are held back until it is known whether they are
 * the whole body: an answer given in one go gets a Content-Length, one that lets time pass is chunked.
 * Once the client has left, every method resolves without effect.
 */
export class HttpReply implements Reply {
  private readonly response: ServerResponse;
  private readonly connection: Connection;
  private readonly owner: Owner;
  private stage: "waiting" | "head" | "held" | "open" | "over" = "waiting";
  private wire: WireHead | undefined;
  private held: Uint8Array | undefined;
  private written = 0;
  private wroteRaw = false;
  private left = false;
  private waiting: Set<() => void> | undefined;

  constructor(response: ServerResponse, connection: Connection, owner: Owner) {
    this.response = response;
    this.connection = connection;
    this.owner = owner;
  }

  /** Whether the reply is closed, or the client is gone. */
  get over(): boolean {
    return this.stage === "over";
  }

  /** Whether anything of it is on its way to the client. */
  get begun(): boolean {
    return this.stage === "open" || this.wroteRaw;
  }

  head(status: number, headers: HeaderList, reason?: string): Promise<void> {
    if (this.left) return done;
    if (this.stage !== "waiting") return misuse("head() was called twice or after the end");
    try {
      this.wire = wireHead(status, headers, reason);
    } catch (error) {
      return Promise.reject(error);
    }
    this.stage = "head";
    flushSoon(this);
    return done;
  }

  bytes(data: Uint8Array): Promise<void> {
    if (this.left) return nextTurn();
    if (this.stage === "waiting") return misuse("bytes() was called before head()");
    if (this.stage === "over") return misuse("bytes() was called after the end");
    if (data.length === 0) return done;
    this.written += data.length;
    // An encoded body has parts that a reader may want to see as such; any other may be one piece.
    if (this.stage === "head" && this.wire?.encoded === false) {
      this.held = data;
      this.stage = "held";
      return done;
    }
    if (this.stage === "held") this.flush();
    const room = this.stage === "open" ? this.response.write(data) : this.open(data);
    return room ? done : this.until(this.response, "drain");
  }

  async wait(ms: number): Promise<boolean> {
    this.flush();
    if (this.stage === "over") return !this.left;
    await this.pause(ms);
    return !this.left;
  }

  pipe(): Promise<PipeOutcome> {
    return misuse("pipe() is for commands");
  }

  attach(): Promise<void> {
    return misuse("attach() is for commands");
  }

  end(): Promise<void> {
    if (this.left) return done;
    const wire = this.wire;
    if (this.stage === "over") return misuse("end() was called after the end");
    if (this.wroteRaw) return this.endRaw();
    if (wire === undefined) return misuse("end() was called before head()");
    // A length that was promised and not kept leaves no way to say where the next answer starts.
    const broken = wire.promised !== undefined && wire.promised !== this.written && this.hasBody(wire);
    if (broken) return this.close({ how: "fin" });
    if (this.stage === "open") this.response.end();
    else this.endWhole(wire);
    this.finish();
    return done;
  }

  close(how: CloseHow): Promise<void> {
    if (how.how !== "fin" && how.how !== "rst") return misuse(`close("${how.how}") is for commands`);
    if (this.stage === "over") return done;
    this.flush();
    const turn = this.turn();
    if (turn === undefined && (how.how === "fin" || !this.begun)) {
      this.closeConnection(how.how);
      return done;
    }
    return this.closeLater(how.how, turn);
  }

  async raw(data: Uint8Array): Promise<void> {
    if (this.left) return nextTurn();
    if (this.stage === "over") return misuse("raw() was called after the end");
    this.flush();
    await this.turn();
    this.wroteRaw = true;
    const { socket } = this.connection;
    if (!socket.write(data)) await this.until(socket, "drain");
  }

  /** Writes what is held back; from then on the body counts as one that comes in parts. */
  flush(): void {
    if (this.stage !== "head" && this.stage !== "held") return;
    this.open(this.held);
    this.held = undefined;
  }

  /** The client left: nothing more can be said to it. */
  leave(): void {
    this.left = true;
    this.held = undefined;
    this.finish();
  }

  /** Answers with a refusal of the host's own; resets the connection when an answer is under way already. */
  fail(status: number, headers: readonly string[], body: string): void {
    if (this.stage === "over") return;
    if (this.begun) return void this.close({ how: "rst" });
    this.held = undefined;
    this.response.writeHead(status, [...headers]);
    this.response.end(body);
    this.finish();
  }

  /** Sends the head with the first bytes behind it, if there are any; false when the client is to be waited for. */
  private open(first: Uint8Array | undefined): boolean {
    this.stage = "open";
    this.writeHead(this.wire as WireHead);
    if (first !== undefined) return this.response.write(first);
    this.response.flushHeaders();
    return true;
  }

  private endWhole(wire: WireHead): void {
    const length = this.held?.length ?? 0;
    // The length of an answer to HEAD is that of the body it stands for; nobody knows it without one.
    const framed = wire.encoded || wire.promised !== undefined;
    if (!framed && mayHaveBody(wire.status) && (length > 0 || this.hasBody(wire))) {
      wire.headers.push("Content-Length", String(length));
    }
    sendTogether(this);
  }

  /** Writes a whole answer. */
  send(): void {
    if (this.left || this.connection.socket.destroyed) return;
    this.writeHead(this.wire as WireHead);
    if (this.held === undefined) this.response.end();
    else if (this.held.length > joinedBytesMax) this.response.end(this.held);
    else this.response.end(latin1(this.held), "latin1");
  }

  private writeHead(wire: WireHead): void {
    if (wire.reason === undefined) this.response.writeHead(wire.status, wire.headers);
    else this.response.writeHead(wire.status, wire.reason, wire.headers);
  }

  /** Bytes outside of the framing leave a connection that nobody can use again. */
  private endRaw(): Promise<void> {
    if (this.stage === "open") this.response.end();
    return this.close({ how: "fin" });
  }

  private hasBody(wire: WireHead): boolean {
    return this.response.req.method !== "HEAD" && mayHaveBody(wire.status);
  }

  private async closeLater(how: "fin" | "rst", turn: Promise<void> | undefined): Promise<void> {
    this.stage = "over";
    await turn;
    // Node writes what waited for its turn only now. A reset overtakes bytes that the client has not read:
    // a client in Node would take both together for a plain end.
    if (how === "rst") await this.pause(limits.resetPauseMs);
    else await nextTurn();
    this.closeConnection(how);
  }

  private closeConnection(how: "fin" | "rst"): void {
    if (how === "rst") this.connection.reset();
    else this.connection.finish();
    this.finish();
    // What is still on its way is thrown away: unread bytes would turn the end into a reset.
    if (how === "fin") this.response.req.resume();
  }

  private finish(): void {
    this.stage = "over";
    const waiting = this.waiting;
    this.waiting = undefined;
    if (waiting !== undefined) for (const wake of waiting) wake();
    this.owner.over();
  }

  /** Answers to pipelined requests wait for their turn; undefined when it has come. */
  private turn(): Promise<void> | undefined {
    const settled = this.wroteRaw || this.connection.socket.destroyed;
    if (settled || this.response.socket !== null) return undefined;
    return this.until(this.response, "socket");
  }

  private until(emitter: EventEmitter, event: string): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        emitter.removeListener(event, wake);
        this.waiting?.delete(wake);
        resolve();
      };
      emitter.once(event, wake);
      this.whenOver(wake);
    });
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.waiting?.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      this.whenOver(wake);
    });
  }

  private whenOver(wake: () => void): void {
    this.waiting ??= new Set();
    this.waiting.add(wake);
  }
}

/** Bytes as a string with a character for each. */
function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
}

/** A reply that nobody gets still lets other work run, so that a double that writes on and on can't block. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

function misuse(what: string): Promise<never> {
  return Promise.reject(
    new BacklotError([finding("internal", { what: `${what}.`, why: "A double used its reply wrongly." })]),
  );
}
