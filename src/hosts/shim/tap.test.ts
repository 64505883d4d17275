import fc from "fast-check";
import { expect, test } from "vitest";
import { beginningAtEnd, TappedStream } from "./tap.ts";

test("a stream ends with its mark, in however many pieces it comes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 50 }), fc.array(fc.nat(80), { maxLength: 6 }), (data, cuts) => {
      const got: number[] = [];
      const stream = new TappedStream("/p", (bytes) => void got.push(...bytes));
      // Beginnings of the mark inside the data must not be taken for it.
      const whole = Buffer.concat([
        data,
        Buffer.from(stream.mark.slice(0, 5)),
        data,
        Buffer.from(stream.mark),
      ]);
      const places = [...new Set([0, ...cuts.map((cut) => Math.min(cut, whole.length)), whole.length])];
      places.sort((left, right) => left - right);
      places.slice(1).forEach((place, index) => {
        expect(stream.over).toBe(false);
        stream.push(whole.subarray(places[index], place));
      });
      expect(stream.over).toBe(true);
      expect(Buffer.from(got)).toEqual(whole.subarray(0, -stream.mark.length));
    }),
  );
});

test("what looked like the beginning of a mark is handed over when a stream is given up", () => {
  const got: number[] = [];
  const stream = new TappedStream("/p", (bytes) => void got.push(...bytes));
  const text = `data${stream.mark.slice(0, 7)}`;
  stream.push(Buffer.from(text));
  stream.end();
  stream.push(Buffer.from("late"));
  expect(Buffer.from(got).toString()).toBe(text);
});

test("finds the beginning of a text at the end of bytes", () => {
  const at = (text: string) => beginningAtEnd(Buffer.from(text), "abc");
  expect(["", "x", "xa", "xab", "xabc", "abx", "abab"].map((text) => at(text))).toEqual([
    0, 0, 1, 2, 3, 0, 2,
  ]);
});
