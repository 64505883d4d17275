import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { finding } from "../core/index.ts";
import { redactText } from "./redact.ts";
import { RecordWriter } from "./record-text.ts";
import type { CallRecord, HttpRecord, JournalRecord } from "./record.ts";

const response = { status: 200, headers: [["content-type", "application/json"]] } as const;

function exchange(more: Partial<HttpRecord> = {}): HttpRecord {
  const headers = [["Host", "127.0.0.1:1"]] as const;
  return { protocol: "http", method: "GET", path: "/me", query: "", headers, response, ...more };
}

function call(id: number, more: Partial<CallRecord> = {}): CallRecord {
  return {
    kind: "call",
    id,
    target: "convo",
    double: "http",
    text: "GET /me",
    detail: exchange(),
    outcome: "answered",
    expectation: "backlot.toml#services.convo[0]",
    answeredBy: "GET /me",
    at: "2025-01-15T10:30:00Z",
    durationMs: 0.25,
    findings: [],
    ...more,
  };
}

// Whatever may differ between two calls of one expectation, most of it mostly the same.
const either = <T>(usual: T, other: T): fc.Arbitrary<T> =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constant(other) });
const details = fc.record({
  method: either("GET", "HEAD"),
  path: either("/me", '/"durationMs":0.25'),
  query: either("", "at=2025-01-15T10:30:00Z"),
  headers: either<HttpRecord["headers"]>([["Host", "a"]], [["Host", "b"]]),
  response: either<HttpRecord["response"]>(response, { ...response, status: 201 }),
  body: either<HttpRecord["body"]>(undefined, { data: "x" }),
  varying: fc.oneof(
    fc.constant(undefined),
    fc.nat(3).map((count) => [["x-count", String(count)]] as const),
    fc.constant([
      ["content-type", "application/json"],
      ["x-count", '"0"'],
    ] as const),
  ),
});
const records: fc.Arbitrary<JournalRecord> = fc
  .record({
    id: fc.nat(1_000_000),
    at: fc.constantFrom("2025-01-15T10:30:00Z", "2025-01-15T10:30:01Z"),
    durationMs: fc.oneof(
      fc.nat(5),
      fc.nat(5_000).map((us) => us / 1000),
    ),
    text: either("GET /me", "GET /you"),
    answeredBy: either<string | null>("GET /me", "me"),
    expectation: either<string | null>("a#1", null),
    target: either("convo", "other"),
    outcome: either<CallRecord["outcome"]>("answered", "gone"),
    findings: either<CallRecord["findings"]>([], [finding("internal", { what: "x" })]),
    scripted: either<boolean | undefined>(undefined, true),
    fidelity: either<CallRecord["fidelity"]>(undefined, "synthetic"),
    counted: either<CallRecord["counted"]>(undefined, ["core"]),
    identity: either<CallRecord["identity"]>(undefined, { carried: "ci", actor: "octocat" }),
    detail: fc.oneof(
      {
        weight: 6,
        arbitrary: details.map((more) => exchange(JSON.parse(JSON.stringify(more)) as HttpRecord)),
      },
      { weight: 6, arbitrary: details.map((more) => exchange(more as Partial<HttpRecord>)) },
      {
        weight: 1,
        arbitrary: fc.constant({ protocol: "command" as const, command: "git", args: ["x"], cwd: "/" }),
      },
    ),
  })
  .map(({ id, ...more }) => call(id, more as Partial<CallRecord>));

/** A record as it should be told: the headers of an answer in one list. */
function told(record: JournalRecord): string {
  if (record.kind !== "call" || record.detail.protocol !== "http") return JSON.stringify(record);
  const { varying = [], ...detail } = record.detail;
  const { response: sent } = detail;
  if (sent === undefined) return JSON.stringify({ ...record, detail });
  const response = { ...sent, headers: [...sent.headers, ...varying] };
  return JSON.stringify({ ...record, detail: { ...detail, response } });
}

describe("the text of a record", () => {
  test("is its JSON, whatever was written before it", () => {
    fc.assert(
      fc.property(fc.array(records, { minLength: 2, maxLength: 12 }), (list) => {
        const writer = new RecordWriter(redactText);
        for (const record of list) expect(writer.whole(writer.text(record).json)).toBe(told(record));
      }),
      { numRuns: 500 },
    );
  });

  test("is known to hold no secret from the second call of a kind on", () => {
    const writer = new RecordWriter(redactText);
    const clean = [1, 2, 3].map((id) => writer.text(call(id, { detail: exchange() })).clean);
    expect(clean).toEqual([false, true, true]);
  });

  test("that no expectation answered is known as well, where its double says what varies", () => {
    const writer = new RecordWriter(redactText);
    const clean = [1, 2, 3].map((id) => {
      const detail = exchange({ varying: [["x-count", String(id)]] });
      return writer.text(call(id, { expectation: null, identity: { carried: "ci", actor: null }, detail }))
        .clean;
    });
    expect(clean).toEqual([false, true, true]);
  });

  test("holds once what many have in common", () => {
    const writer = new RecordWriter(redactText);
    const body = { data: "\u0001".repeat(50) + "words ".repeat(1000) };
    const same: HttpRecord["response"] = { ...response, body };
    const record = (id: number): CallRecord => call(id, { detail: exchange({ response: same }) });
    const texts = [1, 2, 3, 4].map((id) => writer.text(record(id)).json);
    expect(texts.map((text) => text.length < 200)).toEqual([false, true, true, true]);
    expect(texts.map((text) => writer.whole(text))).toEqual(
      [1, 2, 3, 4].map((id) => JSON.stringify(record(id))),
    );
  });

  test("is written whole when too much would be held", () => {
    const writer = new RecordWriter(redactText);
    const lengths: number[] = [];
    for (let kind = 0; kind < 6; kind += 1) {
      const body = { data: `${kind} `.repeat(500_000) };
      const detail = exchange({ response: { ...response, body } });
      for (const id of [1, 2, 3])
        lengths.push(writer.text(call(id, { expectation: `a#${kind}`, detail })).json.length);
    }
    expect(lengths.filter((length) => length < 1000)).toHaveLength(2 * 4);
    expect(lengths.filter((length) => length > 1_000_000)).toHaveLength(6 + 2 * 2);
  });

  test("with a secret never counts as clean", () => {
    const writer = new RecordWriter(redactText);
    const secret = { text: "GET /me?token=abcdefgh", detail: exchange({ query: "token=abcdefgh" }) };
    expect([1, 2, 3].map((id) => writer.text(call(id, secret)).clean)).toEqual([false, false, false]);
  });

  test("after many kinds of calls still is the JSON", () => {
    const writer = new RecordWriter(redactText);
    for (const round of [1, 2]) {
      for (let kind = 0; kind < 100; kind += 1) {
        const record = call(round * 100 + kind, { expectation: `a#${kind}` });
        expect(writer.whole(writer.text(record).json)).toBe(JSON.stringify(record));
      }
    }
  });
});
