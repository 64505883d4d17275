import { EventEmitter } from "node:events";
import { PassThrough, Writable } from "node:stream";
import { describe, expect, test } from "vitest";
import { utf8, type CallInput, type CloseHow, type StreamKind } from "../../core/index.ts";
import type { Arrival } from "../../engine/index.ts";
import { answerProcess } from "./answer-process.ts";
import type { OwnProcess } from "./own-process.ts";

const invocation = { command: "claude", args: ["-p", "hello"], cwd: "/repo", env: { HOME: "/home/ada" } };

/** A terminal's or pipe's other end. */
class Screen extends Writable {
  text = "";
  columns: number | undefined;
  rows: number | undefined;
  override _write(chunk: Uint8Array, _: string, done: (error?: Error) => void): void {
    this.text += new TextDecoder().decode(chunk);
    done();
  }
}

function sampleProcess() {
  const signals = new EventEmitter();
  const stdin = Object.assign(new PassThrough(), {
    raw: [] as boolean[],
    setRawMode: (raw: boolean) => stdin.raw.push(raw),
  });
  const own = {
    pid: 7,
    stdin,
    stdout: new Screen(),
    stderr: new Screen(),
    on: (signal: string, listener: (name: NodeJS.Signals) => void) => signals.on(signal, listener),
    off: (signal: string, listener: (name: NodeJS.Signals) => void) => signals.off(signal, listener),
  } satisfies OwnProcess;
  return { ...own, signal: (name: string) => signals.emit(name, name), signals };
}

type Sample = ReturnType<typeof sampleProcess>;

/** Answers a process; gives how it has to end. */
function answer(
  own: Sample,
  accept: (arrival: Arrival) => Promise<void>,
  kinds: readonly StreamKind[] = ["pipe", "pipe", "pipe"],
): Promise<CloseHow> {
  return answerProcess({ accept }, invocation, own, (descriptor) => kinds[descriptor] ?? "closed");
}

/** Everything that a call is given. */
async function allOf(input: Arrival["input"]): Promise<CallInput[]> {
  const items: CallInput[] = [];
  for await (const item of input) items.push(item);
  return items;
}

async function nextOf(iterator: AsyncIterator<CallInput>): Promise<CallInput> {
  return (await iterator.next()).value as CallInput;
}

const iteratorOf = ({ input }: Arrival): AsyncIterator<CallInput> => input[Symbol.asyncIterator]();

const terminals = ["terminal", "terminal", "terminal"] as const;

describe("a process as a call", () => {
  test("has the head of a command, and its own exit code", async () => {
    const own = sampleProcess();
    let seen: Arrival | undefined;
    const how = await answer(own, async (arrival) => {
      seen = arrival;
      await arrival.reply.bytes(utf8("hi\n"));
      await arrival.reply.bytes(utf8("hm\n"), "stderr");
      await arrival.reply.close({ how: "exit", code: 3 });
      await arrival.reply.close({ how: "exit", code: 4 });
      await arrival.reply.bytes(utf8("too late\n"));
    });
    expect(seen?.head).toEqual({
      protocol: "command",
      ...invocation,
      stdin: "pipe",
      stdout: "pipe",
      stderr: "pipe",
      pid: 7,
    });
    expect([how, own.stdout.text, own.stderr.text]).toEqual([{ how: "exit", code: 3 }, "hi\n", "hm\n"]);
    expect(own.signals.eventNames()).toEqual([]);
  });

  test("may end by a signal, or simply end", async () => {
    const kill = { how: "signal", signal: "SIGKILL" } as const;
    expect(await answer(sampleProcess(), ({ reply }) => reply.close(kill))).toEqual(kill);
    expect(await answer(sampleProcess(), ({ reply }) => reply.end())).toEqual({ how: "exit", code: 0 });
  });

  test("reads standard input to its end, and closes it", async () => {
    const own = sampleProcess();
    own.stdin.end("words");
    await answer(own, async ({ input, reply }) => {
      const items: CallInput[] = [];
      for await (const item of input) {
        items.push(item);
        if (item.kind === "end") break;
      }
      expect(items).toEqual([{ kind: "bytes", bytes: utf8("words") }, { kind: "end" }]);
      await reply.end();
    });
    expect(own.stdin.destroyed).toBe(true);
  });

  test("is asked for input only when somebody reads", async () => {
    const own = sampleProcess();
    let touched = false;
    const watched = Object.defineProperty({ ...own }, "stdin", { get: () => (touched = true) && own.stdin });
    await answer(watched, ({ reply }) => reply.end());
    expect(touched).toBe(false);
  });

  test.each<StreamKind>(["null", "closed"])("of which standard input is %s has none", async (kind) => {
    const own = sampleProcess();
    own.stdin.write("never read");
    await answer(
      own,
      async (arrival) => {
        expect(await nextOf(iteratorOf(arrival))).toEqual({ kind: "end" });
        await arrival.reply.end();
      },
      [kind],
    );
    expect(own.stdin.readableFlowing).toBe(null);
  });

  test("ends its input once where it can't be read", async () => {
    const own = sampleProcess();
    await answer(own, async (arrival) => {
      const items = iteratorOf(arrival);
      const first = nextOf(items);
      own.stdin.emit("error", new Error("EISDIR"));
      own.stdin.emit("end");
      expect(await first).toEqual({ kind: "end" });
      const second = items.next();
      await arrival.reply.end();
      void second;
    });
  });

  test("holds back a writer that is faster than its reader", async () => {
    const own = sampleProcess();
    await answer(own, async (arrival) => {
      const items = iteratorOf(arrival);
      const first = items.next();
      for (let count = 0; count < 64; count += 1) own.stdin.emit("data", utf8("x"));
      await first;
      own.stdin.emit("data", utf8("x"));
      expect(own.stdin.isPaused()).toBe(true);
      await items.next();
      await items.next();
      expect(own.stdin.isPaused()).toBe(false);
      await arrival.reply.end();
    });
  });

  test("that nobody answers says so", async () => {
    const own = sampleProcess();
    expect(await answer(own, async () => undefined)).toEqual({ how: "exit", code: 70 });
    expect(own.stderr.text).toBe("backlot: claude: nobody answered the call\n");
  });

  test("has no status, no connection and no other program", async () => {
    await answer(sampleProcess(), async ({ reply }) => {
      await expect(reply.head(200, [])).rejects.toThrow("no status");
      await expect(reply.close({ how: "rst" })).rejects.toThrow("can't reset");
      await expect(reply.pipe({ kind: "command", mode: "wait" })).rejects.toThrow("no other program");
      await reply.end();
    });
  });
});

describe("a signal", () => {
  test("ends a process whose input nobody reads, once the call has ended", async () => {
    const own = sampleProcess();
    const how = answer(own, async ({ reply, gone }) => {
      own.signal("SIGCONT");
      setTimeout(() => own.signal("SIGTERM"), 1);
      expect(await reply.wait(60_000)).toBe(false);
      expect([gone.aborted, await reply.wait(60_000)]).toEqual([true, false]);
      await reply.close({ how: "exit", code: 5 });
    });
    expect(await how).toEqual({ how: "signal", signal: "SIGTERM" });
  });

  test("ends a process whose call does not end", async () => {
    const own = sampleProcess();
    const how = answer(own, () => new Promise(() => own.signal("SIGINT")));
    expect(await how).toEqual({ how: "signal", signal: "SIGINT" });
  });

  test("is told to who reads, and ends the process when it comes again before it was taken", async () => {
    const own = sampleProcess();
    const how = answer(own, async (arrival) => {
      const items = iteratorOf(arrival);
      const first = nextOf(items);
      own.signal("SIGINT");
      expect(await first).toEqual({ kind: "signal", signal: "SIGINT" });
      own.signal("SIGINT");
      expect(arrival.gone.aborted).toBe(false);
      own.signal("SIGINT");
      own.signal("SIGINT");
      expect(arrival.gone.aborted).toBe(true);
      expect([await nextOf(items), await nextOf(items), await items.next()]).toEqual([
        { kind: "signal", signal: "SIGINT" },
        { kind: "gone" },
        { value: undefined, done: true },
      ]);
    });
    expect(await how).toEqual({ how: "signal", signal: "SIGINT" });
  });
});

describe("a terminal", () => {
  test("gives its keys as they are pressed and its size, and is given back", async () => {
    const own = sampleProcess();
    Object.assign(own.stdout, { columns: 80, rows: 24 });
    const how = answer(
      own,
      async (arrival) => {
        const items = iteratorOf(arrival);
        await arrival.reply.attach({ raw: true });
        await arrival.reply.attach({ raw: true });
        expect(await nextOf(items)).toEqual({ kind: "resize", columns: 80, rows: 24 });
        Object.assign(own.stdout, { columns: 20 });
        own.stdout.emit("resize");
        own.signal("SIGWINCH");
        own.stdin.write("\u0003");
        expect([await nextOf(items), await nextOf(items)]).toEqual([
          { kind: "resize", columns: 20, rows: 24 },
          { kind: "bytes", bytes: utf8("\u0003") },
        ]);
        await arrival.reply.end();
      },
      terminals,
    );
    expect(await how).toEqual({ how: "exit", code: 0 });
    expect(own.stdin.raw).toEqual([true, true, false]);
    expect(own.stdout.listenerCount("resize")).toBe(0);
  });

  test("of unknown size tells none, and lines stay lines", async () => {
    const own = sampleProcess();
    await answer(
      own,
      async (arrival) => {
        await arrival.reply.attach();
        own.stdin.end();
        expect(await nextOf(iteratorOf(arrival))).toEqual({ kind: "end" });
        await arrival.reply.end();
      },
      terminals,
    );
    expect(own.stdin.raw).toEqual([false, false]);
  });

  test("is no part of a conversation through pipes", async () => {
    const own = sampleProcess();
    await answer(own, async ({ reply, input }) => {
      await reply.attach({ raw: true });
      const all = allOf(input);
      await reply.end();
      void all;
    });
    expect(own.stdin.raw).toEqual([]);
  });
});

describe("output", () => {
  test("is waited for as long as its reader takes", async () => {
    const own = sampleProcess();
    const release: (() => void)[] = [];
    own.stdout._write = (_chunk, _encoding, done: () => void) => void release.push(done);
    let isWritten = false;
    const how = answer(own, async ({ reply }) => {
      await reply.bytes(new Uint8Array(1_000_000));
      isWritten = true;
      expect(await reply.wait(1)).toBe(true);
      await reply.end();
    });
    await expect.poll(() => release.length).toBe(1);
    expect(isWritten).toBe(false);
    own.stdout._write = (_chunk, _encoding, done: () => void) => done();
    release[0]?.();
    expect(await how).toEqual({ how: "exit", code: 0 });
  });

  test("that nobody reads any more ends the call quietly", async () => {
    const own = sampleProcess();
    own.stdout._write = (_chunk, _encoding, done) => done(new Error("EPIPE"));
    const how = answer(own, async ({ reply, gone, input }) => {
      await reply.bytes(utf8("a"));
      await expect.poll(() => gone.aborted).toBe(true);
      await reply.bytes(utf8("b"));
      expect(await allOf(input)).toEqual([{ kind: "gone" }]);
    });
    expect(await how).toEqual({ how: "signal", signal: "SIGPIPE" });
    expect(own.stderr.text).toBe("");
  });

  test("of errors that nobody reads any more is left out", async () => {
    const own = sampleProcess();
    own.stderr._write = (_chunk, _encoding, done) => done(new Error("EPIPE"));
    const how = answer(own, async ({ reply, gone }) => {
      await reply.bytes(utf8("a"), "stderr");
      await expect.poll(() => own.stderr.destroyed).toBe(true);
      expect(gone.aborted).toBe(false);
      await reply.close({ how: "exit", code: 1 });
    });
    expect(await how).toEqual({ how: "exit", code: 1 });
  });
});
