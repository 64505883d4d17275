import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { limits, utf8, type CallInput } from "../core/index.ts";
import { readWhole, recordBytes } from "./read-input.ts";
import { arrivalOf, callWith, commandHead } from "../../tests/samples/calls.ts";

function read(input: readonly CallInput[], bytesMax = 100): ReturnType<typeof readWhole> {
  return readWhole(callWith(arrivalOf(commandHead(["tool"]), input)), bytesMax);
}
const part = (text: string): CallInput => ({ kind: "bytes", bytes: utf8(text) });

describe("the whole input", () => {
  test("is what came until the end; signals and sizes are no part of it", async () => {
    const whole = await read([
      part("a"),
      { kind: "signal", signal: "SIGINT" },
      part("b"),
      { kind: "end" },
      part("c"),
    ]);
    expect(whole).toEqual({ bytes: utf8("ab"), length: 2, gone: false });
  });

  test("says when the program left before its end", async () => {
    expect(await read([part("a"), { kind: "gone" }])).toEqual({ bytes: utf8("a"), length: 1, gone: true });
    const arrival = arrivalOf(commandHead(["tool"]), [part("a")]);
    arrival.gone.abort();
    expect((await readWhole(callWith(arrival), 9)).gone).toBe(true);
    expect((await read([part("a")])).gone).toBe(false);
  });

  test("is kept up to a number of bytes and counted beyond", async () => {
    expect(await read([part("abc"), part("def"), { kind: "end" }], 3)).toMatchObject({
      bytes: utf8("abc"),
      length: 6,
    });
    expect(await read([part("abc"), part("def"), { kind: "end" }], 4)).toMatchObject({
      bytes: utf8("abcd"),
      length: 6,
    });
    expect(await read([part("abc"), { kind: "end" }], 3)).toMatchObject({ bytes: utf8("abc"), length: 3 });
  });
});

describe("bytes in a record", () => {
  test("are text when they can be, base64 when not", () => {
    expect(recordBytes(utf8("hé"), 10)).toEqual({ data: "hé" });
    expect(recordBytes(new Uint8Array([0xff, 0]), 10)).toEqual({ data: { base64: "/wA=" } });
  });

  test("are cut at limits.recordBodyBytes, with their length beside", () => {
    const most = limits.recordBodyBytes;
    expect(recordBytes(utf8("x".repeat(most)), most)).toEqual({ data: "x".repeat(most) });
    expect(recordBytes(utf8("x".repeat(most + 1)), most)).toEqual({
      data: "x".repeat(most),
      length: most + 1,
    });
    expect(recordBytes(utf8("ab"), 10, 3)).toEqual({ data: "ab", length: 3 });
  });

  test("stay text wherever a text is cut", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 12 }), fc.nat(20), (text, most) => {
        const bytes = utf8(text);
        const { data, length } = recordBytes(bytes, most);
        expect(typeof data).toBe("string");
        expect(text.startsWith(data as string)).toBe(true);
        expect(length).toBe(bytes.length > most ? bytes.length : undefined);
        expect(bytes.length > most ? most - utf8(data as string).length < 4 : data === text).toBe(true);
      }),
    );
  });

  test("that are no text are cut where they are too long", () => {
    const bytes = new Uint8Array([0xff, 0x80, 0x80, 0x80, 0x80, 0x80]);
    expect(recordBytes(bytes, 5)).toEqual({ data: { base64: "/4CAgIA=" }, length: 6 });
  });
});
