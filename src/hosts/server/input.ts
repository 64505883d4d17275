import type { IncomingMessage } from "node:http";
import type { CallInput } from "../../core/index.ts";

type Item = IteratorResult<CallInput, undefined>;

const finished: Item = { done: true, value: undefined };

/** The exchange that an input belongs to. */
interface Owner {
  /** Told before the first byte is asked for. */
  beforeRead(): void;
}

/**
 * A request's body as input of a call. Nothing is read from the socket beyond node's own buffer until
 * somebody asks, and then only as fast as they ask. A reader that stops early may go on later: the place
 * is kept here.
 */
export class RequestInput implements AsyncIterable<CallInput>, AsyncIterator<CallInput, undefined> {
  private readonly request: IncomingMessage;
  private readonly owner: Owner;
  private listening = false;
  private sawEnd = false;
  private state: "open" | "gone" | "closed" = "open";
  private wake: ((item: Item) => void) | undefined;

  constructor(request: IncomingMessage, owner: Owner) {
    this.request = request;
    this.owner = owner;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<Item> {
    const item = this.take();
    if (item !== undefined) return Promise.resolve(item);
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }

  /** Leaving a loop does not end the input: the same reader may come back for the rest. */
  return(): Promise<Item> {
    return Promise.resolve(finished);
  }

  /** The program left: what was read is still given, then `gone`. */
  leave(): void {
    if (this.state === "open") this.state = "gone";
    this.pump();
  }

  /** The call is over: the reader's loop ends. */
  close(): void {
    this.state = "closed";
    this.pump();
    if (!this.listening) return;
    // Node throws away what is left of a body only when nobody has read from it.
    this.request.removeListener("readable", this.pump);
    this.request.resume();
  }

  private take(): Item | undefined {
    if (this.state === "closed") return finished;
    if (!this.sawEnd) {
      this.listen();
      const bytes = this.request.read() as Buffer | null;
      if (bytes !== null) return { done: false, value: { kind: "bytes", bytes } };
      if (this.request.complete || !hasBody(this.request)) {
        this.sawEnd = true;
        return { done: false, value: { kind: "end" } };
      }
    }
    if (this.state === "gone") {
      this.state = "closed";
      return { done: false, value: { kind: "gone" } };
    }
    return undefined;
  }

  private listen(): void {
    if (this.listening) return;
    this.listening = true;
    if (!hasBody(this.request)) return;
    this.owner.beforeRead();
    this.request.on("readable", this.pump);
    this.request.on("end", this.pump);
    // Node destroys a request whose client left; that reaches the reader as `gone`.
    this.request.on("error", this.pump);
  }

  private readonly pump = (): void => {
    const wake = this.wake;
    if (wake === undefined) return;
    const item = this.take();
    if (item === undefined) return;
    this.wake = undefined;
    wake(item);
  };
}

/** Whether a request announces a body (RFC 9112, 6.3). */
function hasBody(request: IncomingMessage): boolean {
  const length = request.headers["content-length"];
  return request.headers["transfer-encoding"] !== undefined || (length !== undefined && Number(length) !== 0);
}
