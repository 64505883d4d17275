import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { concatBytes, limits, textOf } from "../core/index.ts";
import { createLog, type Log, type Spill } from "./log.ts";
import { redactText } from "./redact.ts";
import type { JournalRecord } from "./record.ts";

function memorySpill(): Spill & { readonly text: () => string } {
  let bytes: Uint8Array = new Uint8Array();
  return {
    append: (more) => {
      const offset = bytes.length;
      bytes = concatBytes([bytes, more]);
      return offset;
    },
    read: (offset, length) => bytes.slice(offset, offset + length),
    text: () => textOf(bytes) ?? "",
  };
}

function event(number: number, text: string): JournalRecord {
  return {
    kind: "event",
    double: "bell",
    at: "2025-01-15T10:30:00.000Z",
    call: null,
    event: { type: "rung", number, text },
  };
}

const linesOf = (log: Log): string[] =>
  [...log.lines()].flatMap((part) => (textOf(part) ?? "").split("\n").filter((line) => line !== ""));

const sizes = fc.array(
  fc.tuple(fc.constantFrom(0, 10, 1_000, 60_000, 300_000), fc.string({ unit: "binary", maxLength: 20 })),
  { maxLength: 12 },
);

describe("a log", () => {
  test("gives calls that are alike whole, spilled ones too, though it holds once what they share", () => {
    const spill = memorySpill();
    const log = createLog({ redact: redactText, spill, memoryBytesMax: 10_000 });
    const response = { status: 200, headers: [], body: { data: "words ".repeat(2_000) } } as const;
    const head = { protocol: "http", method: "GET", path: "/me", query: "", headers: [] } as const;
    const record = (id: number): JournalRecord => ({
      kind: "call",
      id,
      double: "http",
      target: "convo",
      text: "GET /me",
      detail: { ...head, response },
      outcome: "answered",
      expectation: "a#1",
      answeredBy: "GET /me",
      at: "2025-01-15T10:30:00Z",
      durationMs: 1,
      findings: [],
    });
    const told = Array.from({ length: 3_000 }, (_, index) => JSON.stringify(record(index + 1)));
    for (let id = 1; id <= told.length; id += 1) log.append(record(id));
    expect(spill.text().length).toBeGreaterThan(0);
    expect(spill.text().length).toBeLessThan(told.length * 500);
    expect(linesOf(log)).toEqual(told);
    expect([0, 1, 1_500, 2_999].map((index) => log.text(index))).toEqual(
      [0, 1, 1_500, 2_999].map((index) => told[index]),
    );
  });

  test("spills no secret of calls that are alike", () => {
    const spill = memorySpill();
    const log = createLog({ redact: redactText, spill, memoryBytesMax: 10_000 });
    const record = (id: number, query: string): JournalRecord => ({
      kind: "call",
      id,
      double: "http",
      target: "convo",
      text: `GET /me?${query}`,
      detail: { protocol: "http", method: "GET", path: "/me", query, headers: [] },
      outcome: "answered",
      expectation: "a#1",
      answeredBy: "GET /me",
      at: "2025-01-15T10:30:00Z",
      durationMs: 1,
      findings: [],
    });
    for (let id = 1; id <= 900; id += 1) log.append(record(id, id % 300 < 150 ? "page=1" : "token=canary-1"));
    expect(spill.text()).toContain("page=1");
    expect(spill.text() + linesOf(log).join("")).not.toContain("canary-1");
    expect(log.count).toBe(900);
  });

  test("equals a plain list, in memory and spilled, at any place", () => {
    fc.assert(
      fc.property(sizes, fc.nat(14), fc.nat(14), fc.boolean(), (made, from, most, spills) => {
        const plain = made.map(([size, text], index) => event(index, text + "x".repeat(size)));
        const spill = memorySpill();
        const log = createLog({
          redact: (line) => line,
          ...(spills ? { spill, memoryBytesMax: 100_000 } : {}),
        });
        for (const record of plain) log.append(record);
        expect(log.count).toBe(plain.length);
        expect(log.read(from, most)).toEqual(plain.slice(from, from + most));
        expect(log.read(0, plain.length)).toEqual(plain);
        expect(linesOf(log).map((line) => JSON.parse(line) as unknown)).toEqual(
          plain.map((record) => JSON.parse(JSON.stringify(record)) as unknown),
        );
      }),
      { numRuns: 60 },
    );
  });

  test("what leaves memory was redacted before, and reads back as JSON", () => {
    const spill = memorySpill();
    const log = createLog({ spill, redact: redactText, memoryBytesMax: 1 });
    const secret = `ghp_${"a1B2".repeat(9)}`;
    for (let number = 0; number < 40; number++) log.append(event(number, `${secret}\n${"y".repeat(20_000)}`));
    expect(spill.text()).toContain("<redacted>");
    expect(spill.text()).not.toContain(secret);
    expect([...log.lines()].map((part) => textOf(part)).join("")).not.toContain(secret);
    const first = log.read(0, 1)[0];
    expect(first).toMatchObject({ kind: "event", event: { number: 0 } });
    expect(JSON.stringify(first)).not.toContain(secret);
    // What still stands in memory is whole, for the test's own assertions.
    expect(JSON.stringify(log.read(39, 1))).toContain(secret);
  });

  test("a key of which only the beginning was kept does not break the line it stands in", () => {
    const log = createLog({ redact: redactText });
    log.append(event(1, "-----BEGIN RSA PRIVATE KEY-----\nMIIEpA"));
    log.append(event(2, "-----END RSA PRIVATE KEY-----"));
    expect(
      linesOf(log).map((line) => (JSON.parse(line) as { event: { number: number } }).event.number),
    ).toEqual([1, 2]);
  });

  test("keeps limits.journalMemoryBytes in memory, and no more", () => {
    const segment = 256 * 1024;
    const whole = limits.journalMemoryBytes / segment;
    const spill = memorySpill();
    const log = createLog({ spill, redact: (line) => line });
    const add = (count: number): void => {
      for (let number = 0; number < count; number++) log.append(event(number, "z".repeat(segment - 200)));
    };
    add(whole);
    expect(spill.text()).toBe("");
    add(1);
    expect(spill.text().split("\n")).toHaveLength(2);
    expect(log.read(0, 1)).toEqual([event(0, "z".repeat(segment - 200))]);
  });

  test("a page of spilled records is read from the file once, not once a record", () => {
    const spill = memorySpill();
    let reads = 0;
    const counting: Spill = {
      append: (bytes) => spill.append(bytes),
      read: (offset, length) => {
        reads += 1;
        return spill.read(offset, length);
      },
    };
    const log = createLog({ spill: counting, redact: (line) => line, memoryBytesMax: 0 });
    for (let number = 0; number < 5_000; number++) log.append(event(number, "x"));
    expect(log.read(100, 100)).toEqual(Array.from({ length: 100 }, (_, item) => event(100 + item, "x")));
    expect(reads).toBeLessThanOrEqual(2);
  });

  test("gives the text of a record, and refuses one that is not there", () => {
    const log = createLog({ redact: redactText });
    log.append(event(0, "token=abcdef"));
    expect(JSON.parse(log.text(0))).toEqual(event(0, "token=abcdef"));
    expect(() => log.text(1)).toThrow(RangeError);
    expect(() => log.text(-1)).toThrow(RangeError);
    expect(log.read(1, 5)).toEqual([]);
  });
});
