import { describe, expect, test } from "vitest";
import { utf8, type Call } from "../../src/core/index.ts";
import type { Double, ServeContext } from "../../src/engine/index.ts";
import { checks } from "./conformance.ts";
import { shelfSubject } from "./probes/shelf.ts";
import { tickerSubject } from "./probes/ticker.ts";
import type { Subject } from "./subject.ts";

type Serve = Double["serve"];
interface Shelf {
  books: unknown[];
}

/** The shelf with one thing done wrongly. */
function broken(change: Partial<Double> | ((whole: Double) => Partial<Double>)): Subject {
  const { double } = shelfSubject;
  return {
    ...shelfSubject,
    double: { ...double, ...(typeof change === "function" ? change(double) : change) },
  };
}

/** The shelf with a step before or after it serves. */
function serving(
  serve: (call: Call, context: ServeContext<unknown, unknown>, next: Serve) => Promise<void>,
): Subject {
  return broken((whole) => ({
    serve: (call, context) => serve(call, context, (...next) => whole.serve(...next)),
  }));
}

async function found(subject: Subject, name: string): Promise<readonly string[]> {
  const check = checks.find((one) => one.name.startsWith(name));
  if (check === undefined) throw new Error(`there is no check "${name}"`);
  return check.run(subject);
}

let outside = 0;
const shared = { next: 1, books: [] };

describe("the suite finds a double", () => {
  test.each<[string, string, Subject, RegExp]>([
    [
      "whose state is no JSON",
      "start()",
      broken({ start: () => ({ books: new Map() }) }),
      /state.books is a Map/,
    ],
    [
      "that starts differently each time",
      "start()",
      broken({ start: () => ({ next: outside++, books: [] }) }),
      /two starts differ/,
    ],
    [
      "that changes its configuration",
      "start()",
      { ...broken({ start: (config) => Object.assign(config as object, { seen: true }) }), config: {} },
      /start changes the configuration/,
    ],
    [
      "that shares state between worlds",
      "a world leaves nothing",
      broken({ start: () => shared }),
      /a new state is/,
    ],
    [
      "whose decide changes the state",
      "decide is pure",
      broken((whole) => ({
        decide: (state, command, at) => {
          (state as Shelf).books.push(null);
          return whole.decide(state, command, at);
        },
      })),
      /decide changes the state/,
    ],
    [
      "whose decide knows more than its arguments",
      "decide is pure",
      broken({ decide: () => [{ type: "book.removed", id: `b${outside++}` }] }),
      /two answers to one question/,
    ],
    [
      "whose reducer knows more than its arguments",
      "decide is pure",
      broken({ reduce: () => ({ next: outside++, books: [] }) }),
      /rebuilt it is/,
    ],
    [
      "whose reducer changes events",
      "decide is pure",
      broken((whole) => ({
        reduce: (state, event) => whole.reduce(state, Object.assign(event, { title: "changed" })),
      })),
      /POST \/books failed: .*read only/,
    ],
    [
      "whose events hold a token",
      "events hold none",
      serving(async (call, context, next) => {
        const authorization =
          call.head.protocol === "http"
            ? call.head.headers.find(([name]) => name === "Authorization")
            : undefined;
        const owner = Buffer.from(authorization?.[1] ?? "").toString("base64");
        await context.commit({ kind: "create", title: "x", owner });
        await next(call, context);
      }),
      /the secret token-that-nobody-may-keep stands in an event \(base64 behind/,
    ],
    [
      "whose events are no JSON",
      "decide is pure",
      broken({ decide: () => [{ type: "x", at: new Date(0) as never }] }),
      /events\[0\].at is a Date/,
    ],
    [
      "whose queries give no JSON",
      "queries give",
      broken({ queries: { list: () => undefined as never } }),
      /answer is undefined/,
    ],
    [
      "whose queries change state",
      "queries give",
      broken({ queries: { list: (state) => (state as Shelf).books.splice(0).length } }),
      /TypeError/,
    ],
    [
      "that contributes differently each time",
      "contribute()",
      broken({
        contribute: () => ({ env: { A: String(outside++) }, unset: [], files: {}, commands: [], hosts: {} }),
      }),
      /two contributions differ/,
    ],
    [
      "that names files outside and commands with slashes",
      "contribute()",
      broken({
        contribute: () => ({ env: {}, unset: [], files: { "../x": utf8("") }, commands: ["a/b"], hosts: {} }),
      }),
      /a\/b is no command's name,..\/x is no name of a file/,
    ],
    [
      "that answers differently each time",
      "the same calls",
      serving(async ({ reply }) => {
        await reply.head(200, [["x-count", String(outside++)]]);
        await reply.end();
      }),
      /is not/,
    ],
    [
      "that never ends its answer",
      "every conversation",
      serving(async ({ reply }) => reply.head(200, [])),
      /leaves the answer open/,
    ],
    [
      "that hangs",
      "every conversation",
      { ...serving(() => new Promise(() => {})), story: shelfSubject.story.slice(0, 1) },
      /never ends/,
    ],
    [
      "that writes after the end",
      "every conversation",
      serving(async (call, context, next) => {
        await next(call, context);
        await call.reply.bytes(utf8("more"));
      }),
      /bytes\(\) after the end/,
    ],
    [
      "that writes before the head",
      "every conversation",
      serving(({ reply }) => reply.bytes(utf8("x"))),
      /bytes\(\) before head\(\)/,
    ],
    [
      "that ends as a command does",
      "every conversation",
      serving(({ reply }) => reply.close({ how: "exit", code: 0 })),
      /close\("exit"\) of an HTTP exchange/,
    ],
    [
      "that fails instead of refusing",
      "nonsense",
      serving(async (call, context, next) => {
        if (call.head.protocol === "http") decodeURIComponent(call.head.path);
        await next(call, context);
      }),
      /URIError/,
    ],
    [
      "that takes a piece of input for a whole",
      "input in single bytes",
      serving(async ({ input, reply }) => {
        let text = "";
        for await (const item of input) {
          text = item.kind === "bytes" ? Buffer.from(item.bytes).toString() : item.kind;
          break;
        }
        await reply.head(200, []);
        await reply.bytes(utf8(text));
        await reply.end();
      }),
      /is answered with/,
    ],
    [
      "that waits for ever for a body that never comes",
      "a program may leave at any point",
      {
        ...serving(async ({ input, reply }) => {
          const kinds: string[] = [];
          for await (const { kind } of input) if (kinds.push(kind) > 0 && kind === "end") break;
          if (!kinds.includes("end")) await new Promise(() => {});
          await reply.close({ how: "fin" });
        }),
        story: shelfSubject.story.slice(0, 1),
      },
      /never ends/,
    ],
    [
      "that goes on after its client left",
      "a program may leave in the middle",
      {
        ...tickerSubject,
        double: {
          ...tickerSubject.double,
          serve: async ({ reply }) => {
            await reply.head(200, []);
            for (;;) await reply.bytes(utf8("tick 1 tick 2 tick 3"));
          },
        },
      },
      /goes on after the program left/,
    ],
    [
      "whose events have no type",
      "decide is pure",
      broken({ decide: () => [{ type: "" }] }),
      /an event has no type/,
    ],
    [
      "that changes state past its events when a write fails",
      "any method",
      serving(async (call, context, next) => {
        await next(call, context).catch((error: unknown) => {
          (context.state as Shelf).books.push({ lost: true });
          throw error;
        });
      }),
      /state was changed by no event/,
    ],
  ])("%s", async (_what, name, subject, expected) => {
    // Doubles that hang are meant to: nobody waits long for them.
    expect(String(await found({ ...subject, deadlineMs: 300 }, name))).toMatch(expected);
  });
});
