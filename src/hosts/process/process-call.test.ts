import { describe, expect, test } from "vitest";
import { allOf, answer, nextOf, readerOf, sampleProcess } from "../../../tests/samples/own-process.ts";
import { utf8 } from "../../core/index.ts";

const terminals = ["terminal", "terminal", "terminal"] as const;

describe("a signal", () => {
  test("ends a process whose input nobody reads, once the call has ended", async () => {
    const own = sampleProcess();
    const how = answer(own, async ({ reply, gone }) => {
      own.signal("SIGCONT");
      setTimeout(() => own.signal("SIGTERM"), 1);
      expect(await reply.wait(60_000)).toBe(false);
      expect([gone.aborted, await reply.wait(60_000)]).toEqual([true, false]);
      await reply.bytes(utf8("too late"));
      await reply.close({ how: "exit", code: 5 });
    });
    expect(await how).toEqual({ how: "signal", signal: "SIGTERM" });
    expect(own.stdout.text).toBe("");
  });

  test("ends a process whose call does not end", async () => {
    const own = sampleProcess();
    const how = answer(own, () => new Promise(() => own.signal("SIGINT")));
    expect(await how).toEqual({ how: "signal", signal: "SIGINT" });
  });

  test("is told to who reads, and ends the process when it comes again before it was taken", async () => {
    const own = sampleProcess();
    const how = answer(own, async (arrival) => {
      const items = readerOf(arrival);
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
        const items = readerOf(arrival);
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
        expect(await nextOf(readerOf(arrival))).toEqual({ kind: "end" });
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
    own.stdout.take = (done) => void release.push(done);
    let isWritten = false;
    const how = answer(own, async ({ reply }) => {
      await reply.bytes(new Uint8Array(1_000_000));
      isWritten = true;
      expect(await reply.wait(1)).toBe(true);
      await reply.end();
    });
    await expect.poll(() => release.length).toBe(1);
    expect(isWritten).toBe(false);
    own.stdout.take = (done) => done();
    release[0]?.();
    expect(await how).toEqual({ how: "exit", code: 0 });
  });

  test("that nobody reads any more ends the call quietly", async () => {
    const own = sampleProcess();
    own.stdout.take = (done) => done(new Error("EPIPE"));
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
    own.stderr.take = (done) => done(new Error("EPIPE"));
    const how = answer(own, async ({ reply, gone }) => {
      await reply.bytes(utf8("a"), "stderr");
      await expect.poll(() => own.stderr.destroyed).toBe(true);
      expect(gone.aborted).toBe(false);
      await reply.close({ how: "exit", code: 1 });
    });
    expect(await how).toEqual({ how: "exit", code: 1 });
  });
});
