import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { limits, utf8 } from "../../../../core/index.ts";
import type { Key } from "./key.ts";
import { mayBeEscape, readKeys, restOf, startReading } from "./read-keys.ts";

/** Keys of pieces that come one after the other, text that belongs together joined. */
function keysOf(...pieces: readonly (string | Uint8Array)[]): Key[] {
  let reading = startReading;
  const keys: Key[] = [];
  for (const piece of pieces) {
    const read = readKeys(reading, typeof piece === "string" ? utf8(piece) : piece);
    ({ reading } = read);
    keys.push(...read.keys);
  }
  return joined([...keys, ...restOf(reading).keys]);
}

function joined(keys: readonly Key[]): Key[] {
  const all: Key[] = [];
  for (const key of keys) {
    const last = all.at(-1);
    if (key.kind === "text" && last?.kind === "text" && key.pasted === last.pasted)
      all[all.length - 1] = { ...key, text: last.text + key.text };
    else all.push(key);
  }
  return all;
}

const typed = (text: string): Key => ({ kind: "text", text, pasted: false });
const pasted = (text: string): Key => ({ kind: "text", text, pasted: true });

describe("keys", () => {
  test.each<[string, Key[]]>([
    ["a\r", [typed("a"), { kind: "enter" }]],
    ["a\nb", [typed("a"), { kind: "newline" }, typed("b")]],
    ["\u001B\r", [{ kind: "newline" }]],
    ["\u001B[13;2u", [{ kind: "newline" }]],
    ["\u001B[27;2;13~", [{ kind: "newline" }]],
    ["\u007F\b", [{ kind: "backspace" }, { kind: "backspace" }]],
    ["\u001B[A\u001BOB", [{ kind: "up" }, { kind: "down" }]],
    ["\u001B[C\u001B[D", [{ kind: "right" }, { kind: "left" }]],
    ["\u001B[1;5C\u001B[1;3D", [{ kind: "word-right" }, { kind: "word-left" }]],
    ["\u001B[1;2A", [{ kind: "up" }]],
    ["\u001Bb\u001Bf\u001B\u007F", [{ kind: "word-left" }, { kind: "word-right" }, { kind: "erase-word" }]],
    [
      "\u001B[H\u001B[4~\u001BOH\u001B[F",
      [{ kind: "home" }, { kind: "end" }, { kind: "home" }, { kind: "end" }],
    ],
    ["\u0001\u0005", [{ kind: "home" }, { kind: "end" }]],
    ["\u000B\u0015\u0017", [{ kind: "erase-to-end" }, { kind: "erase-to-start" }, { kind: "erase-word" }]],
    ["\u001B[3~", [{ kind: "delete" }]],
    ["\u001B[Z", [{ kind: "shift-tab" }]],
    ["\u001BOZ\u001BOM", [{ kind: "enter" }]],
    ["\u0003\u0004\u000C", [{ kind: "ctrl-c" }, { kind: "ctrl-d" }, { kind: "redraw" }]],
    // Keys that mean nothing here, and what terminals say by themselves.
    ["\t\u0000\u001Bx\u001B[I\u001B[5~\u001B[24~\u001B[15;5~!", [typed("!")]],
  ])("%j", (text, keys) => {
    expect(keysOf(text)).toEqual(keys);
  });

  test("Escape is a key of its own when nothing follows, or what does begins anew", () => {
    expect(keysOf("\u001B")).toEqual([{ kind: "escape" }]);
    expect(keysOf("\u001B\u001B[A")).toEqual([{ kind: "escape" }, { kind: "up" }]);
    expect(keysOf("\u001B\u0003")).toEqual([{ kind: "escape" }, { kind: "ctrl-c" }]);
    expect(keysOf("\u001Bé")).toEqual([{ kind: "escape" }, typed("é")]);
    expect(keysOf("\u001B[27u")).toEqual([{ kind: "escape" }]);
    const { reading } = readKeys(startReading, utf8("a\u001B"));
    expect(mayBeEscape(reading)).toBe(true);
    expect(restOf(reading)).toEqual({ reading: startReading, keys: [{ kind: "escape" }] });
    expect(mayBeEscape(readKeys(reading, utf8("[")).reading)).toBe(false);
    expect(restOf(startReading)).toEqual({ reading: startReading, keys: [] });
  });

  test("a sequence that is broken off is none, and what broke it off is read", () => {
    expect(keysOf("\u001B[1\rx")).toEqual([{ kind: "enter" }, typed("x")]);
    expect(keysOf("\u001B[\u001B[A")).toEqual([{ kind: "up" }]);
  });

  test("limits.keySequenceBytes: what is longer is no sequence", () => {
    const digits = "1".repeat(limits.keySequenceBytes - 3);
    expect(keysOf(`\u001B[${digits}~x`)).toEqual([typed("x")]);
    expect(keysOf(`\u001B[${digits}1~x`)).toEqual([typed("~x")]);
  });
});

describe("pasted text", () => {
  test("keeps its line ends, whatever they are, and submits nothing", () => {
    expect(keysOf("\u001B[200~a\r\nb\rc\nd\r\n\ne\u001B[201~\r")).toEqual([
      pasted("a\nb\nc\nd\n\ne"),
      { kind: "enter" },
    ]);
  });

  test("loses controls; tabs are spaces", () => {
    expect(keysOf("\u001B[200~a\tb\u0003\u001B[31mc\u001B\u001B[201~d")).toEqual([
      pasted("a    b[31mc"),
      typed("d"),
    ]);
  });

  test("a carriage return at its end has nothing to do with what is typed then", () => {
    expect(keysOf("\u001B[200~a\r\u001B[201~\nb")).toEqual([pasted("a\n"), { kind: "newline" }, typed("b")]);
  });
});

describe("UTF-8", () => {
  test("what is no character becomes U+FFFD, and what follows is read", () => {
    const broken = Uint8Array.of(
      0xff,
      0x61,
      0xc3,
      0x61,
      0xe6,
      0xbc,
      0x62,
      0x80,
      0xc0,
      0x80,
      0xf0,
      0x80,
      0x80,
      0x80,
    );
    expect(keysOf(broken)).toEqual([typed("\uFFFDa\uFFFDa\uFFFDb\uFFFD\uFFFD\uFFFD\uFFFD")]);
    expect(keysOf(Uint8Array.of(0xed, 0xa0, 0x80, 0xe0, 0x80, 0x80, 0xf4, 0xbf, 0xbf, 0xbf))).toEqual([
      typed("\uFFFD\uFFFD\uFFFD"),
    ]);
  });

  test("any text without controls is read as it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const plain = text.replaceAll(/[\u0000-\u001F\u007F]|\p{Cs}/gu, "");
        expect(keysOf(plain)).toEqual(plain === "" ? [] : [typed(plain)]);
      }),
    );
  });
});

test("how the bytes were cut makes no difference", () => {
  const bytes = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          "\u001B",
          "\u001B[",
          "\u001B[200~",
          "\u001B[201~",
          "\u001BO",
          "\r",
          "\n",
          "A",
          ";5",
          "~",
          "漢",
        ),
        fc.string({ unit: "binary", maxLength: 3 }),
      ),
      { maxLength: 20 },
    )
    .map((parts) => utf8(parts.join("")));
  const cuts = fc.array(fc.nat(60), { maxLength: 8 });
  fc.assert(
    fc.property(fc.oneof(bytes, fc.uint8Array({ maxLength: 60 })), cuts, (whole, places) => {
      const ends = [...places.filter((place) => place < whole.length), whole.length].toSorted(
        (a, b) => a - b,
      );
      const pieces = ends.map((end, index) => whole.slice(ends[index - 1] ?? 0, end));
      expect(keysOf(...pieces)).toEqual(keysOf(whole));
    }),
    { numRuns: 500 },
  );
});
