import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { textOf, utf8, type Json, type JsonObject } from "../../core/index.ts";
import { editScenario, type EditPath, type ScenarioEdit } from "../index.ts";
import { choicesOf, jsonText, pathsOf, tomlText, yamlText, type Choices } from "./testing-layout.ts";

const writers: Readonly<Record<string, (value: JsonObject, choices: Choices) => string>> = {
  toml: tomlText,
  yaml: yamlText,
  json: jsonText,
};

/** Values as scenarios have them: every text in it is another one. */
const scenarioValues: fc.Arbitrary<JsonObject> = fc
  .letrec<{ table: JsonObject; value: Json; list: Json }>((tie) => ({
    table: fc.dictionary(fc.constantFrom("a", "b", "c d", "e-1"), tie("value"), {
      maxKeys: 3,
    }) as fc.Arbitrary<JsonObject>,
    list: fc.oneof(
      fc.array(fc.constant<Json>("x"), { maxLength: 3 }),
      fc.array(tie("table"), { minLength: 1, maxLength: 2 }),
    ),
    value: fc.oneof(
      { maxDepth: 2, depthSize: "small" },
      fc.constantFrom<Json>("x", "x", "long", "lines", "# x", 7, true, 1.5),
      tie("table"),
      tie("list"),
    ),
  }))
  .table.map((table) => numbered(table, { next: 1 }) as JsonObject);

function numbered(value: Json, count: { next: number }): Json {
  if (Array.isArray(value)) return value.map((item: Json) => numbered(item, count));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, numbered(item, count)]));
  }
  if (typeof value !== "string") return value;
  const id = `v${count.next++}v`;
  return (
    { long: `${id} and "more" of it, \\ {than} [fits]`, lines: `${id}\n# two\n`, "# x": `# ${id}` }[value] ??
    id
  );
}

interface Case {
  readonly file: string;
  readonly value: JsonObject;
  readonly text: string;
  readonly bytes: Uint8Array;
  readonly at: readonly [EditPath, Json];
  /** What each comment belongs to. */
  readonly owners: readonly EditPath[];
}

const cases = (format: string, fits: (path: EditPath, value: Json) => boolean): fc.Arbitrary<Case> =>
  fc
    .record({
      value: scenarioValues,
      numbers: fc.array(fc.nat(59), { minLength: 5, maxLength: 30 }),
      pick: fc.nat(),
      crlf: fc.boolean(),
      mark: fc.boolean(),
    })
    .filter(({ value }) => pathsOf(value).some(([path, found]) => fits(path, found)))
    .map(({ value, numbers, pick, crlf, mark }) => {
      const places = pathsOf(value).filter(([path, found]) => fits(path, found));
      const choices = choicesOf(numbers);
      const written = (writers[format] as (typeof writers)[string])(value, choices);
      const text = (mark ? "\ufeff" : "") + (crlf ? written.replaceAll("\n", "\r\n") : written);
      const at = places[pick % places.length] as readonly [EditPath, Json];
      return { file: `backlot.${format}`, value, text, bytes: utf8(text), at, owners: choices.owners };
    });

async function edited({ file, bytes, text }: Case, edit: ScenarioEdit): Promise<string> {
  const result = await editScenario(file, bytes, [edit]);
  if (!result.ok) throw new Error(`${result.findings.map(({ what }) => what).join("\n")}\n${text}`);
  const made = textOf(result.value) as string;
  expect(made.startsWith("\ufeff")).toBe(text.startsWith("\ufeff"));
  if (text.includes("\r\n")) expect(made).not.toMatch(/[^\r]\n/);
  return made;
}

/** Whether all characters of one text stand in another in their order. */
function isWithin(part: string, whole: string): boolean {
  let at = -1;
  for (const one of part) {
    at = whole.indexOf(one, at + 1);
    if (at < 0) return false;
  }
  return true;
}

const tokens = (text: string): string[] => text.match(/[cv]\d+[cv]/g) ?? [];
const added: Json = { "n w": "new", list: ["n1", { deep: true }], text: "two\nlines" };
const runs = { numRuns: 150 };

describe.each(["toml", "yaml", "json"])("an edit of %s", (format) => {
  test("that adds a key leaves every other byte", async () => {
    await fc.assert(
      fc.asyncProperty(
        cases(format, (_, value) => typeof value === "object" && !Array.isArray(value)),
        async (one) => {
          const made = await edited(one, { edit: "set", path: [...one.at[0], "z"], value: added });
          expect(isWithin(one.text.replaceAll(/\{\s+\}/g, "{}"), made)).toBe(true);
        },
      ),
      runs,
    );
  });

  test("that adds an item leaves every other byte", async () => {
    const lists = cases(
      format,
      (_, value) =>
        Array.isArray(value) && value.length > 0 && value.every((item: Json) => typeof item === "object"),
    );
    await fc.assert(
      fc.asyncProperty(lists, async (one) => {
        const made = await edited(one, { edit: "append", path: one.at[0], value: added });
        expect(isWithin(one.text, made)).toBe(true);
      }),
      runs,
    );
  });

  test("that changes a value changes it alone", async () => {
    await fc.assert(
      fc.asyncProperty(
        cases(format, (path, value) => path.length > 0 && typeof value !== "object"),
        async (one) => {
          const made = await edited(one, { edit: "set", path: one.at[0], value: "other" });
          const own = new Set(tokens(JSON.stringify(one.at[1])));
          expect(tokens(made)).toEqual(tokens(one.text).filter((token) => !own.has(token)));
          let start = 0;
          while (start < made.length && made[start] === one.text[start]) start += 1;
          let stop = 0;
          while (stop < made.length - start && made.at(-1 - stop) === one.text.at(-1 - stop)) stop += 1;
          expect(one.text.slice(start, one.text.length - stop).length).toBeLessThanOrEqual(
            JSON.stringify(one.at[1]).length + 24,
          );
        },
      ),
      runs,
    );
  });

  test("that puts another value in a place keeps all that stands elsewhere", async () => {
    await fc.assert(
      fc.asyncProperty(
        cases(format, (path) => path.length > 0),
        fc.constantFrom<Json>("other", added, {}, [], [{}]),
        async (one, value) => {
          const [path, old] = one.at;
          // What an item of a TOML list is, its header says.
          fc.pre(
            format !== "toml" ||
              typeof path.at(-1) === "string" ||
              (typeof value === "object" && !Array.isArray(value)) ||
              typeof old !== "object",
          );
          const made = await edited(one, { edit: "set", path, value });
          const own = new Set(tokens(JSON.stringify(old)));
          const values = (text: string): string[] => tokens(text).filter((token) => token.startsWith("v"));
          expect(values(made)).toEqual(values(one.text).filter((token) => !own.has(token)));
        },
      ),
      runs,
    );
  });

  test("that deletes keeps all other values and the comments that are not its own", async () => {
    await fc.assert(
      fc.asyncProperty(
        cases(format, (path) => path.length > 0),
        async (one) => {
          const made = await edited(one, { edit: "delete", path: one.at[0] });
          const [path, value] = one.at;
          const mine = one.owners.flatMap((owner, index) =>
            path.every((step, at) => owner[at] === step) ? [`c${index}c`] : [],
          );
          const own = new Set([...tokens(JSON.stringify(value)), ...mine]);
          expect(tokens(made)).toEqual(tokens(one.text).filter((token) => !own.has(token)));
        },
      ),
      runs,
    );
  });
});
