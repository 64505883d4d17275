import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { textOf, utf8, type Json, type JsonObject } from "../../core/index.ts";
import { editScenario, type EditPath, type ScenarioEdit } from "../index.ts";
import { choicesOf, jsonText, tomlText, yamlText, type Choices } from "./testing-layout.ts";

const writers: Readonly<Record<string, (value: JsonObject, choices: Choices) => string>> = {
  toml: tomlText,
  yaml: yamlText,
  json: jsonText,
};

const long = "é".repeat(1_500);

/** A list of items, each of which is long. */
const list = fc.array(
  fc.constantFrom<JsonObject>(
    { request: "GET /a", reply: { json: { id: long } } },
    { request: long, list: ["x", { deep: 1 }] },
    { text: `[[a.stubs]]\n- ${long}\n# no comment`, times: 2 },
  ),
  { minLength: 6, maxLength: 14 },
);

const files = fc.record({ a: fc.record({ stubs: list }), commands: list, b: fc.record({ stubs: list }) });

/** Which list, which item as a part of it, and what is done. */
const drawn = fc.array(
  fc.record({
    list: fc.constantFrom<EditPath>(["a", "stubs"], ["commands"], ["b", "stubs"]),
    part: fc.double({ min: 0, max: 0.999, noNaN: true }),
    what: fc.constantFrom("delete", "append", "replace", "key", "change", "inside"),
  }),
  { minLength: 2, maxLength: 8 },
);

type Drawn = typeof drawn extends fc.Arbitrary<infer Value> ? Value : never;

function editsOf(value: JsonObject, all: Drawn): readonly ScenarioEdit[] {
  const lengths = new Map<EditPath, number>();
  return all.map(({ list: path, part, what }): ScenarioEdit => {
    const found = path.reduce<Json>((at, step) => (at as JsonObject)[step] as Json, value) as readonly Json[];
    const length = lengths.get(path) ?? found.length;
    const item = [...path, Math.floor(part * length)];
    if (what === "delete") {
      lengths.set(path, length - 1);
      return { edit: "delete", path: item };
    }
    if (what === "append") {
      lengths.set(path, length + 1);
      return { edit: "append", path, value: { request: "GET /new", reply: { status: 404 } } };
    }
    if (what === "replace") return { edit: "set", path: item, value: { text: "other" } };
    if (what === "key") return { edit: "set", path: [...item, "model"], value: "Thing" };
    if (what === "change") return { edit: "set", path: [...item, "request"], value: "PUT /b" };
    return { edit: "append", path: [...item, "list"], value: 7 };
  });
}

describe.each(["toml", "yaml", "json"])("edits of a large file of %s", (format) => {
  test("come to the same as one edit after the other, each of the whole text", async () => {
    await fc.assert(
      fc.asyncProperty(
        files,
        fc.array(fc.nat(59), { minLength: 5, maxLength: 30 }),
        drawn,
        fc.boolean(),
        async (value, numbers, all, crlf) => {
          const written = (writers[format] as (typeof writers)[string])(value, choicesOf(numbers));
          const file = `backlot.${format}`;
          const bytes = utf8(crlf ? written.replaceAll("\n", "\r\n") : written);
          const edits = editsOf(value, all);
          let expected: Uint8Array = bytes;
          for (const edit of edits) {
            const made = await editScenario(file, expected, [edit]);
            if (!made.ok) return expect((await editScenario(file, bytes, edits)).ok).toBe(false);
            expected = made.value;
          }
          const made = await editScenario(file, bytes, edits);
          expect(made.ok && textOf(made.value)).toBe(textOf(expected));
        },
      ),
      { numRuns: 20 },
    );
  });

  test("that has a thousand stubs take no time to speak of, a hundred at once", async () => {
    const stubs = Array.from({ length: 1_000 }, (_, index) => ({
      request: `GET /kind/${index}`,
      reply: { json: { id: `id_${index}`, tags: ["a", "b"] } },
    }));
    const value = { services: { large: { openapi: "api.json", stubs } } };
    const written = (writers[format] as (typeof writers)[string])(value, choicesOf([1, 2, 3, 4, 5]));
    const edits = Array.from({ length: 100 }, (_, index): ScenarioEdit => {
      return {
        edit: "set",
        path: ["services", "large", "stubs", index * 9, "reply", "model"],
        value: "Thing",
      };
    });
    const before = process.cpuUsage();
    const made = await editScenario(`backlot.${format}`, utf8(written), edits);
    expect(made.ok && textOf(made.value)?.match(/Thing/g)?.length).toBe(100);
    // Reading the whole text for each of them took 6 to 8 seconds.
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(4_000);
  });
});
