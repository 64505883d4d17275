import fc from "fast-check";
import { expect, test } from "vitest";
import { utf8 } from "../core/index.ts";
import { placeOf, readSource, whereOf } from "./source.ts";
import { placesInText } from "./text-places.ts";

test("places found in one pass are those that a Source gives", () => {
  const text = fc
    .array(fc.constantFrom("a", "\n", "\r\n", "\u00fc", "\u20ac", "\u{1f600}", "{}"), { maxLength: 40 })
    .map((parts) => parts.join(""));
  const range = fc.tuple(fc.nat(50), fc.nat(10));
  fc.assert(
    fc.property(fc.boolean(), text, fc.array(range, { maxLength: 5 }), (marked, text, drawn) => {
      const bytes = utf8((marked ? "\uFEFF" : "") + text);
      const source = readSource("a.json", bytes);
      if (!source.ok) throw new Error("unreadable");
      // A range never begins or ends inside a character.
      const whole = (index: number): boolean => !/[\udc00-\udfff]/.test(text.charAt(index));
      const ranges = drawn
        .map(([start, length]) => ({ start, end: start + length }))
        .filter(({ start, end }) => whole(start) && whole(end));
      const expected = ranges.map(({ start, end }) => placeOf(whereOf(source.value, start, end)));
      expect(placesInText("a.json", text, marked ? 3 : 0)(ranges)).toEqual(expected);
    }),
    { numRuns: 1_000 },
  );
});

test.each([
  ["of many lines", '{ "name": "\u20ac \u{1f600}" },\r\n'],
  ["of one line", '{ "name": "\u20ac \u{1f600}" }, '],
])("places of a text %s are those that a Source gives, in any order", (_, part) => {
  const text = part.repeat(3_000);
  const source = readSource("a.json", utf8(text));
  if (!source.ok) throw new Error("unreadable");
  const places = placesInText("a.json", text, 0);
  for (const start of [text.length, 60_000, 16_384, 16_383, 0, 32_768, 59_999, 1, text.length - 1]) {
    const range = /[\udc00-\udfff]/.test(text.charAt(start)) ? start + 1 : start;
    const [place] = places([{ start: range, end: range + 1 }]);
    const expected = placeOf(whereOf(source.value, range, range + 1));
    expect(place).toEqual(expected);
  }
});
