import fc from "fast-check";
import { expect, test } from "vitest";
import { concatBytes, textOf } from "../core/index.ts";
import { createLog, type Log, type Spill } from "./log.ts";
import type { EventRecord, JournalRecord } from "./record.ts";

/** A spill in memory that counts what it is asked for. */
function memorySpill(): Spill & { bytes: Uint8Array; reads: number } {
  return {
    bytes: new Uint8Array(),
    reads: 0,
    append(bytes) {
      const offset = this.bytes.length;
      this.bytes = concatBytes([this.bytes, Uint8Array.from(bytes)]);
      return offset;
    },
    read(offset, length) {
      this.reads += 1;
      return this.bytes.slice(offset, offset + length);
    },
  };
}

const event = (call: number, text: string): EventRecord => ({
  kind: "event",
  double: "http",
  at: "2025-01-15T10:30:00.000Z",
  call,
  event: { type: "noted", text },
});

/** Every record's JSON text is redacted by hiding the word "secret". */
const redact = (line: string): string => line.replaceAll("secret", "******");

const callOf = (record: JournalRecord): number | null => (record.kind === "event" ? record.call : record.id);

function linesOf(log: Log): string[] {
  const text = [...log.lines()].map((part) => textOf(part)).join("");
  return text.split("\n").slice(0, -1);
}

const texts = fc.array(
  fc.oneof(
    fc.string({ unit: "binary", maxLength: 30 }),
    fc.constantFrom("secret", "line\nbreak", "\ud800", "ä🎬"),
    fc.nat(40_000).map((length) => "é".repeat(length)),
    fc.constant("x".repeat(70_000)),
  ),
  { maxLength: 60 },
);

test("reads back what was appended, wherever it lies, and gives redacted lines", () => {
  fc.assert(
    fc.property(texts, fc.constantFrom(0, 64 * 1024, 200_000, 1e9), (all, memoryBytesMax) => {
      const log = createLog({ spill: memorySpill(), redact, memoryBytesMax });
      const records = all.map((text, call) => event(call, text));
      for (const record of records) log.append(record);
      expect(log.count).toBe(records.length);
      const hidden = records.map((record) => redact(JSON.stringify(record)));
      expect(linesOf(log)).toEqual(hidden);
      const read = log.read(0, records.length).map((record) => redact(JSON.stringify(record)));
      expect(read).toEqual(hidden);
      expect(records.map((_, index) => redact(log.text(index)))).toEqual(hidden);
    }),
    { numRuns: 60 },
  );
});

test("keeps memory at its limit and spills one past it", () => {
  const segmentBytes = 64 * 1024;
  const spill = memorySpill();
  const log = createLog({ spill, redact, memoryBytesMax: 2 * segmentBytes });
  const line = JSON.stringify(event(0, "")).length + 1;
  const whole = event(0, "x".repeat(segmentBytes / 4 - line));
  for (let count = 0; count < 8; count += 1) log.append(whole);
  expect(spill.bytes).toHaveLength(0);
  log.append(whole);
  expect(spill.bytes).toHaveLength(segmentBytes);
});

test("what leaves memory is redacted, what stays is not", () => {
  const spill = memorySpill();
  const log = createLog({ spill, redact, memoryBytesMax: 0 });
  for (let call = 0; call < 1_000; call += 1)
    log.append(event(call, "a secret of some length, to fill segments"));
  expect(textOf(spill.bytes)).not.toContain("secret");
  expect(log.text(0)).toContain("******");
  expect(log.text(999)).toContain("secret");
});

test("a page of spilled records is read from the file once, not once a record", () => {
  const spill = memorySpill();
  const log = createLog({ spill, redact, memoryBytesMax: 0 });
  for (let call = 0; call < 5_000; call += 1) log.append(event(call, "x"));
  expect(log.read(100, 100).map(callOf)).toEqual(Array.from({ length: 100 }, (_, item) => 100 + item));
  expect(spill.reads).toBeLessThanOrEqual(2);
});

test("pages end where the log ends, and a record that is not there is refused", () => {
  const log = createLog({ redact });
  for (let call = 0; call < 3; call += 1) log.append(event(call, "x"));
  expect(log.read(2, 5).map(callOf)).toEqual([2]);
  expect([log.read(3, 5), log.read(0, 0)]).toEqual([[], []]);
  expect(() => log.text(3)).toThrow(RangeError);
});
