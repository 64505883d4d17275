import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ControlReader, parseRecord, splitNul, type ControlRecord } from "./control-line.ts";

const bytes = (text: string): Uint8Array => Buffer.from(text, "latin1");
const read = (...chunks: string[]): ControlRecord[] => {
  const reader = new ControlReader();
  return chunks.flatMap((chunk) => reader.push(bytes(chunk)));
};

describe("a record", () => {
  it("announces a call with its words, or without when they are in a file", () => {
    const common = { kind: "arrival", slot: 3, pid: 77, world: 2, kinds: "npt" };
    expect(parseRecord(bytes("a 3 77 2 npt\0git\0push\0\0"))).toEqual({
      ...common,
      words: [bytes("git"), bytes("push"), bytes("")],
    });
    expect(parseRecord(bytes("q 3 77 2 npt\0"))).toEqual({ ...common, words: undefined });
  });

  it("tells of progress", () => {
    expect(parseRecord(bytes("d 3 77"))).toEqual({ kind: "done", slot: 3, pid: 77, value: 0, signals: [] });
    expect(parseRecord(bytes("i 3 77 "))).toMatchObject({ kind: "captured", value: 0 });
    expect(parseRecord(bytes("x 3 77 143 TERM INT"))).toMatchObject({
      kind: "ended",
      value: 143,
      signals: ["TERM", "INT"],
    });
    expect(parseRecord(bytes("f 3 77 "))).toEqual({ kind: "crowded" });
  });

  it.each([
    "",
    "a",
    "a 1",
    "a x 1 1 nnn\0t\0",
    "a 1 0 1 nnn\0t\0",
    "a 1 1 1 nn\0t\0",
    "a 1 1 1 zzz\0t\0",
    "a 1 1 1 nnn",
    "d 1",
    "d 1 -1",
    "d 1 1 x",
    "z 1 1",
    "d 1 99999999999",
  ])("is none: %j", (line) => {
    expect(parseRecord(bytes(line))).toBeUndefined();
  });
});

describe("the control FIFO", () => {
  const stream = "a 1 5 1 nnn\0git\0a b\0\n\0d 1 5\nq 2 6 1 ppp\0\n\0x 2 6 0\n";

  it("is cut into the same records however it arrives", () => {
    const whole = read(stream);
    expect(whole.map(({ kind }) => kind)).toEqual(["arrival", "done", "arrival", "ended"]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: stream.length }), { maxLength: 6 }), (cuts) => {
        const at = [0, ...cuts.sort((left, right) => left - right), stream.length];
        const chunks = at.slice(1).map((end, index) => stream.slice(at[index], end));
        expect(read(...chunks)).toEqual(whole);
      }),
    );
  });

  it("takes a record of PIPE_BUF bytes and drops a longer one, and only that", () => {
    const record = (size: number): string => `a 1 5 1 nnn\0${"x".repeat(size - 13)}\0\n`;
    expect(read(record(4096))).toHaveLength(1);
    expect(read(record(4097), "d 1 5\n").map(({ kind }) => kind)).toEqual(["done"]);
    expect(read("y".repeat(10_000), "y".repeat(10_000), "\nd 1 5\n").map(({ kind }) => kind)).toEqual([
      "done",
    ]);
  });

  it("survives any bytes", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 })), (chunks) => {
        const reader = new ControlReader();
        for (const chunk of chunks) reader.push(chunk);
        expect(reader.push(bytes("\nd 1 5\n")).at(-1)).toMatchObject({ kind: "done", slot: 1, pid: 5 });
      }),
    );
  });
});

it("splits what ends in NUL, and drops a rest that does not", () => {
  expect(splitNul(bytes("a\0\0b\0c")).map((one) => Buffer.from(one).toString())).toEqual(["a", "", "b"]);
});
