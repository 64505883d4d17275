import fc from "fast-check";
import type { CallHead, CommandHead, HttpHead, SignalName } from "../../../src/core/index.ts";
import type { Conversation, Step } from "../subject.ts";

/** Conversations that nobody expects: those of a story with parts exchanged for nonsense. */
export function garbled(story: readonly Conversation[]): fc.Arbitrary<Conversation> {
  return fc
    .constantFrom(...story)
    .chain((conversation) =>
      fc
        .record({ head: headLike(conversation.head), steps: stepsLike(conversation.steps) })
        .map((parts) => ({ name: `garbled ${conversation.name}`, ...parts })),
    );
}

/** Text that a host may hand over: bytes that were not UTF-8 are lone surrogates. */
const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constantFrom("", "\0", "\udcff", "..", "__proto__", "constructor", "%", "%zz", "-", "--", "\u001b[31m"),
);

function headLike(head: CallHead): fc.Arbitrary<CallHead> {
  return head.protocol === "http" ? httpLike(head) : commandLike(head);
}

function httpLike(head: HttpHead): fc.Arbitrary<HttpHead> {
  return fc.record({
    protocol: fc.constant("http" as const),
    service: fc.constant(head.service),
    method: either(
      head.method,
      fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "QUERY"),
    ),
    path: either(
      head.path,
      fc.oneof(
        text.map((word) => `/${word}`),
        text.map((word) => `${head.path}/${word}`),
        fc.constant("*"),
      ),
    ),
    query: either(head.query, text),
    headers: either(
      head.headers,
      fc.array(fc.tuple(fc.constantFrom("Authorization", "Content-Type", "Accept", "x"), text)),
    ),
    httpVersion: fc.constantFrom("1.1", "1.0"),
    origin: fc.constant(head.origin),
  });
}

function commandLike(head: CommandHead): fc.Arbitrary<CommandHead> {
  const args = fc.oneof(
    fc.array(text, { maxLength: 5 }),
    fc.array(text, { maxLength: 2 }).map((more) => [...head.args, ...more]),
    fc.constant(head.args.slice(0, -1)),
  );
  return fc.record({
    protocol: fc.constant("command" as const),
    command: fc.constant(head.command),
    args: either(head.args, args),
    cwd: either(head.cwd, text),
    env: either(head.env, fc.dictionary(text, text)),
    stdin: fc.constantFrom(head.stdin, "null", "closed", "file"),
    stdout: fc.constantFrom(head.stdout, "closed", "file"),
    stderr: fc.constant(head.stderr),
    pid: fc.constant(head.pid),
  });
}

/** Steps that end: the program closes its side and then leaves, so that whoever waits for more is told. */
function stepsLike(steps: readonly Step[]): fc.Arbitrary<Step[]> {
  const bytes = fc.uint8Array({ maxLength: 40 }).map((data): Step => ({ kind: "bytes", bytes: data }));
  const known = fc.constantFrom(
    ...steps.filter((step) => step.kind !== "after" && step.kind !== "gone"),
    end,
  );
  const signal = fc
    .constantFrom<SignalName[]>("SIGINT", "SIGTERM", "SIGHUP", "SIGWINCH")
    .map((name): Step => ({ kind: "signal", signal: name }));
  const resize = fc.constant<Step>({ kind: "resize", columns: 0, rows: 0 });
  return fc
    .array(fc.oneof(known, bytes, bytes, signal, resize), { maxLength: 6 })
    .map((middle) => [...middle.filter((step) => step.kind !== "end"), end, { kind: "gone" }]);
}

const end: Step = { kind: "end" };

/** What was there, half of the time. */
function either<T>(known: T, other: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof(fc.constant(known), other);
}
