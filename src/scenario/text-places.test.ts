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
      expect(placesInText("a.json", text, marked ? 3 : 0, ranges)).toEqual(expected);
    }),
    { numRuns: 1_000 },
  );
});
