import type { CloseHow, HeaderList, PipeOutcome, Reply } from "../../src/core/index.ts";

/** A method of a reply that is to reject, and at which of its calls, counted from 1. */
export interface Fault {
  readonly method: keyof Reply;
  readonly at: number;
}

/** More calls than any honest double makes for one answer, or after its program has left. */
const patience = 5_000;

/**
 * The answer side of a call, written down. It behaves as hosts do, notes what breaks the contract of a
 * reply, and can be told to fail.
 */
export class RecordedReply implements Reply {
  /** What was answered, one line a method; bytes of one stream in a row are one line. */
  readonly lines: string[] = [];
  /** What broke the contract. */
  readonly faults: string[] = [];
  readonly counts: Partial<Record<keyof Reply, number>> = {};
  text = "";
  closed = false;
  private readonly http: boolean;
  private readonly fault: Fault | undefined;
  private readonly changed: () => void;
  private headed = false;
  private gone = false;
  private late = 0;

  constructor(protocol: "http" | "command", fault: Fault | undefined, changed: () => void) {
    this.http = protocol === "http";
    this.fault = fault;
    this.changed = changed;
  }

  /** The program left: from now on nothing has an effect. */
  leave(): void {
    this.gone = true;
  }

  async head(status: number, headers: HeaderList, reason = ""): Promise<void> {
    if (!(await this.enter("head"))) return;
    this.expect(this.http, "head() of a command");
    this.expect(!this.headed, "head() twice");
    this.headed = true;
    this.lines.push(`head ${status} ${reason} ${JSON.stringify(headers)}`);
  }

  async bytes(data: Uint8Array, stream: "stdout" | "stderr" = "stdout"): Promise<void> {
    if (!(await this.enter("bytes"))) return;
    this.expect(!this.http || this.headed, "bytes() before head()");
    const text = Buffer.from(data).toString("latin1");
    this.text += text;
    const last = this.lines.at(-1);
    if (last?.startsWith(`${stream}: `) === true) this.lines[this.lines.length - 1] = last + text;
    else this.lines.push(`${stream}: ${text}`);
    this.changed();
  }

  async raw(data: Uint8Array): Promise<void> {
    if (!(await this.enter("raw"))) return;
    this.expect(this.http, "raw() of a command");
    this.lines.push(`raw: ${Buffer.from(data).toString("latin1")}`);
  }

  async wait(_ms: number): Promise<boolean> {
    return (await this.enter("wait")) && !this.gone;
  }

  async pipe(): Promise<PipeOutcome> {
    if (await this.enter("pipe")) {
      this.expect(!this.http, "pipe() of an HTTP exchange");
      this.lines.push("pipe");
      this.end0();
    }
    return { exitCode: 0, signal: null, durationMs: 1 };
  }

  async attach(): Promise<void> {
    if (!(await this.enter("attach"))) return;
    this.expect(!this.http, "attach() of an HTTP exchange");
    this.lines.push("attach");
  }

  async end(): Promise<void> {
    if (!(await this.enter("end"))) return;
    this.expect(!this.http || this.headed, "end() before head()");
    this.lines.push("end");
    this.end0();
  }

  async close(how: CloseHow): Promise<void> {
    if (this.closed) return;
    if (!(await this.enter("close"))) return;
    const forHttp = how.how === "fin" || how.how === "rst";
    this.expect(
      forHttp === this.http,
      `close("${how.how}") of ${this.http ? "an HTTP exchange" : "a command"}`,
    );
    this.lines.push(`close ${JSON.stringify(how)}`);
    this.end0();
  }

  private end0(): void {
    this.closed = true;
    this.changed();
  }

  private expect(good: boolean, what: string): void {
    if (!good) this.faults.push(what);
  }

  /** What all methods have in common; false when the call has no effect any more. */
  private async enter(method: keyof Reply): Promise<boolean> {
    const count = (this.counts[method] ?? 0) + 1;
    this.counts[method] = count;
    await this.takeTime(method, count);
    if (this.fault?.method === method && this.fault.at === count) throw new Error(`${method}() failed`);
    if (this.gone) return false;
    this.expect(!this.closed, `${method}() after the end`);
    return !this.closed;
  }

  /** Lets other work run, and stops what would never end by itself. */
  private async takeTime(method: string, count: number): Promise<void> {
    if (this.gone) this.late += 1;
    if (count > patience || this.late > patience) {
      this.faults.push(this.gone ? "goes on after the program left" : `calls ${method}() without end`);
      await new Promise(() => {});
    }
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
}
