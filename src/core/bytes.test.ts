import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  bytesEqual,
  concatBytes,
  decodeLossless,
  encodeLossless,
  fromBase64,
  fromJsonBytes,
  textOf,
  toBase64,
  toJsonBytes,
  utf8,
} from "./bytes.ts";

/** Any characters but lone surrogates, those that escapes are made of more often than others. */
const anyUnit = fc
  .oneof(
    fc.integer({ min: 0, max: 0xff }),
    fc.integer({ min: 0x2000, max: 0x206f }),
    fc.integer({ min: 0, max: 0x10ffff }),
  )
  .filter((code) => code < 0xd800 || code > 0xdfff)
  .map((code) => String.fromCodePoint(code));

function bytes(...values: number[]): Uint8Array {
  return new Uint8Array(values);
}

/** Bytes that are nearly UTF-8: pieces of valid text, cut anywhere, between random bytes. */
const nearlyText = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 6 }),
      fc.string({ unit: anyUnit, maxLength: 4 }).map((text) => utf8(text)),
      fc
        .constantFrom("é", "全", "😀", "\ufeff")
        .chain((text) => fc.integer({ min: 1, max: 4 }).map((length) => utf8(text).slice(0, length))),
    ),
    { maxLength: 12 },
  )
  .map((parts) => concatBytes(parts));

describe("lossless text", () => {
  test.each<[name: string, data: Uint8Array, text: string]>([
    ["nothing", bytes(), ""],
    ["ASCII", bytes(0x61, 0x0a, 0x7f), "a\n\u007f"],
    ["two bytes", bytes(0xc3, 0xa9), "é"],
    ["four bytes", bytes(0xf0, 0x9f, 0x98, 0x80), "😀"],
    ["a byte order mark", bytes(0xef, 0xbb, 0xbf, 0x61), "\ufeffa"],
    ["a lone continuation", bytes(0x61, 0x80, 0x62), "a\udc80b"],
    ["a byte that never is UTF-8", bytes(0xff), "\udcff"],
    ["a sequence that is cut", bytes(0xe5, 0x85), "\udce5\udc85"],
    ["a sequence that is cut by another", bytes(0xe5, 0xc3, 0xa9), "\udce5é"],
    ["an overlong form", bytes(0xc0, 0xaf), "\udcc0\udcaf"],
    ["an overlong form of three", bytes(0xe0, 0x80, 0xaf), "\udce0\udc80\udcaf"],
    ["a surrogate in UTF-8", bytes(0xed, 0xb2, 0x80), "\udced\udcb2\udc80"],
    ["past the last character", bytes(0xf4, 0x90, 0x80, 0x80), "\udcf4\udc90\udc80\udc80"],
    ["text around what is invalid", bytes(0xc3, 0xa9, 0xff, 0xf0, 0x9f, 0x98, 0x80), "é\udcff😀"],
  ])("of %s", (_name, data, text) => {
    expect(decodeLossless(data)).toBe(text);
    expect(encodeLossless(text)).toEqual(data);
  });

  test("comes back as the same bytes, whatever they are", () => {
    fc.assert(
      fc.property(nearlyText, (data) => {
        expect(encodeLossless(decodeLossless(data))).toEqual(data);
      }),
      { numRuns: 500 },
    );
  });

  test("of valid UTF-8 is that text", () => {
    fc.assert(
      fc.property(fc.string({ unit: anyUnit }), (text) => {
        expect(textOf(utf8(text))).toBe(text);
        expect(decodeLossless(utf8(text))).toBe(text);
      }),
    );
  });

  test("leaves a character alone whose second half looks like a byte", () => {
    const text = "\ud83d\udc80\udcff";
    expect(encodeLossless(text)).toEqual(bytes(0xf0, 0x9f, 0x92, 0x80, 0xff));
  });
});

test("textOf says undefined for what is not UTF-8", () => {
  expect(textOf(bytes(0x61, 0xff))).toBeUndefined();
});

describe("base64", () => {
  test.each([
    ["", ""],
    ["f", "Zg=="],
    ["fo", "Zm8="],
    ["foo", "Zm9v"],
    ["foob", "Zm9vYg=="],
    ["foobar", "Zm9vYmFy"],
  ])("of %j is %j", (text, base64) => {
    expect(toBase64(utf8(text))).toBe(base64);
    expect(fromBase64(base64)).toEqual(utf8(text));
    expect(fromBase64(base64.replaceAll("=", ""))).toEqual(utf8(text));
  });

  test("comes back, and is what Node makes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (data) => {
        expect(toBase64(data)).toBe(Buffer.from(data).toString("base64"));
        expect(fromBase64(toBase64(data))).toEqual(data);
      }),
    );
  });

  test("may hold white space", () => {
    expect(fromBase64(" Zm9v\n\tYmFy ")).toEqual(utf8("foobar"));
  });

  test.each(["Z", "Zm9vY", "Zm9-", "Z=g=", "Zg===", "é"])("%j is none", (text) => {
    expect(fromBase64(text)).toBeUndefined();
  });
});

describe("bytes in JSON", () => {
  test("are text when they can be, base64 when not", () => {
    expect(toJsonBytes(utf8("hi"))).toBe("hi");
    expect(toJsonBytes(bytes(0xff))).toEqual({ base64: "/w==" });
    expect(fromJsonBytes({ base64: "?" })).toEqual(bytes());
  });

  test("come back through JSON", () => {
    fc.assert(
      fc.property(nearlyText, (data) => {
        const stored = JSON.parse(JSON.stringify(toJsonBytes(data))) as ReturnType<typeof toJsonBytes>;
        expect(fromJsonBytes(stored)).toEqual(data);
      }),
    );
  });
});

test("concatBytes joins in order, and does not copy a single part", () => {
  const one = bytes(1, 2);
  expect(concatBytes([])).toEqual(bytes());
  expect(concatBytes([one])).toBe(one);
  expect(concatBytes([one, bytes(), bytes(3)])).toEqual(bytes(1, 2, 3));
});

test("bytesEqual compares length and content", () => {
  expect(bytesEqual(bytes(1, 2), bytes(1, 2))).toBe(true);
  expect(bytesEqual(bytes(1, 2), bytes(1, 3))).toBe(false);
  expect(bytesEqual(bytes(1, 2), bytes(1, 2, 3))).toBe(false);
  expect(bytesEqual(bytes(), bytes())).toBe(true);
});
