import { describe, expect, test } from "vitest";
import { answer, invocation, nextOf, readerOf, sampleProcess } from "../../../tests/samples/own-process.ts";
import { utf8, type CallInput, type StreamKind } from "../../core/index.ts";
import type { Arrival } from "../../engine/index.ts";

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
    const watched = Object.defineProperty({ ...own }, "stdin", {
      get: () => {
        touched = true;
        return own.stdin;
      },
    });
    await answer(watched, ({ reply }) => reply.end());
    expect(touched).toBe(false);
  });

  test.each<StreamKind>(["null", "closed"])("of which standard input is %s has none", async (kind) => {
    const own = sampleProcess();
    own.stdin.write("never read");
    await answer(
      own,
      async (arrival) => {
        expect(await nextOf(readerOf(arrival))).toEqual({ kind: "end" });
        await arrival.reply.end();
      },
      [kind],
    );
    expect(own.stdin.readableFlowing).toBe(null);
  });

  test("ends its input once where it can't be read", async () => {
    const own = sampleProcess();
    await answer(own, async (arrival) => {
      const items = readerOf(arrival);
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
      const items = readerOf(arrival);
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
