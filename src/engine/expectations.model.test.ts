import fc from "fast-check";
import { expect, test } from "vitest";
import { createExpectations } from "./expectations.ts";
import { expectation, factsOf, plainRegex } from "../../tests/samples/calls.ts";

// The model: layers from the newest, entries in order, those that a newer layer replaces left out.
interface ModelEntry {
  readonly id: string;
  readonly name: string | undefined;
  readonly word: string | null;
  readonly max: number | null;
  calls: number;
}

function modelMatch(layers: readonly (readonly ModelEntry[])[], word: string): string {
  let spent = false;
  for (const [index, layer] of [...layers.entries()].reverse()) {
    const newer = layers.slice(index + 1).flat();
    for (const entry of layer) {
      if (newer.some((one) => one.word === entry.word || (one.name !== undefined && one.name === entry.name)))
        continue;
      if (entry.word !== null && entry.word !== word) continue;
      if (entry.max === 0) return "forbidden";
      if (entry.max !== null && entry.calls >= entry.max) spent = true;
      else return ((entry.calls += 1), entry.id);
    }
  }
  return spent ? "too-many-calls" : "unmatched-call";
}

test("random layers, declarations and calls go as in the model", () => {
  const entry = fc.record({
    name: fc.constantFrom(undefined, undefined, "n", "m"),
    word: fc.constantFrom(null, "a", "b"),
    max: fc.constantFrom(null, 0, 1, 2),
  });
  const step = fc.oneof(
    fc.record({ do: fc.constant("declare" as const), layer: fc.nat(2), entry }),
    fc.record({ do: fc.constant("pop" as const) }),
    fc.record({ do: fc.constant("call" as const), word: fc.constantFrom("a", "b", "c") }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const real = createExpectations({ regex: plainRegex });
      for (const index of [0, 1, 2]) real.addLayer({ name: `layer ${index}`, expectations: [] });
      const model: ModelEntry[][] = [[], [], []];
      for (const [index, one] of steps.entries()) {
        if (one.do === "declare" && one.layer < model.length) {
          const { name, word, max } = one.entry;
          model[one.layer]?.push({ id: `e${index}`, name, word, max, calls: 0 });
          real.declare(
            `layer ${one.layer}`,
            expectation(`e${index}`, {
              name,
              times: { min: 0, max },
              ...(word === null ? {} : { word: { is: "equals", value: word } }),
            }),
          );
        } else if (one.do === "pop" && model.length > 1) {
          model.pop();
          real.removeLayer(`layer ${model.length}`);
        } else if (one.do === "call") {
          const match = real.match(factsOf(one.word), index);
          const answer =
            match.kind === "matched"
              ? match.expectation.id
              : match.kind === "unmatched"
                ? match.finding.name
                : match.kind;
          expect(answer).toBe(modelMatch(model, one.word));
        }
      }
      expect(real.uses().map((use) => [use.expectation.id, use.calls.length])).toEqual(
        model.flat().map(({ id, calls }) => [id, calls]),
      );
    }),
    { numRuns: 400 },
  );
});
