import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { utf8, type Json, type JsonObject } from "../core/index.ts";
import {
  boolean,
  choose,
  code,
  contentFields,
  contentNames,
  countFields,
  integer,
  lenient,
  list,
  literal,
  loadScenario,
  mapped,
  oneOrMany,
  optional,
  outputContent,
  record,
  reference,
  required,
  scenarioSchema,
  section,
  string,
  table,
  textMatcher,
  when,
} from "./index.ts";
import { broken, schemasIn } from "./testing-schema.ts";

/** A section with every kind of shape. */
const shows = section({
  key: "shows",
  doc: "Shows.",
  shape: mapped(
    lenient(
      record(
        table(
          {
            title: required(string({ nonEmpty: true }), "The title.", { example: "Hamlet" }),
            year: optional(integer(1500, 2100), "When it was written."),
            stage: optional(literal("main", "small"), "Where.", { otherwise: '"main"' }),
            open: optional(boolean(), "Whether there is a next one."),
            acts: optional(
              oneOrMany(
                table({ name: required(string(), "Its name."), length: optional(integer(1), "Minutes.") }),
              ),
              "The acts.",
            ),
            cast: optional(list(string({ pattern: /^[A-Z]/, expected: "a name" })), "The cast."),
            mode: optional(
              choose(
                when("boolean", literal(true)),
                when("string", literal("x")),
                when("table", table({ deep: required(integer(), "How deep.") })),
              ),
              "A choice.",
            ),
            note: optional(textMatcher, "What the note says."),
            output: optional(outputContent, "What is said."),
            handler: optional(code("a function"), "From TypeScript.", { codeOnly: true }),
            until: optional(string(), "Needs year."),
            ...contentFields,
            ...countFields,
          },
          {
            rules: [
              { rule: "at-most-one", of: contentNames },
              { rule: "exactly-one", of: ["stage", "mode", "handler"] },
              { rule: "requires", field: "until", needs: "year" },
            ],
          },
        ),
        { pattern: /^[a-z]+$/, expected: "a short name" },
      ),
    ),
    () => ({ config: {}, expectations: [] }),
  ),
  empty: { config: {}, expectations: [] },
});

const schema = scenarioSchema([shows]);

const known = new Set(
  "$schema title description definitions $ref type properties patternProperties additionalProperties propertyNames required dependencies items enum minimum maximum minLength pattern examples if then else anyOf allOf".split(
    " ",
  ),
);

async function problemsOf(file: Json): Promise<string[]> {
  const result = await loadScenario({
    roots: ["a.json"],
    sections: [shows],
    covers: () => false,
    today: "2026-11-20",
    readFile: (path) =>
      path === "a.json"
        ? { ok: true, bytes: utf8(JSON.stringify(file)) }
        : { ok: true, bytes: new Uint8Array() },
  });
  return result.findings.map((one) => one.what);
}

const good: JsonObject = {
  name: "x",
  seed: 7,
  now: "2025-01-15T10:30:00Z",
  in_order: [],
  env: { A: "1" },
  allow: [{ rule: "unmatched-call", reason: "later", expires: "2027-02-01", "x-mine": 1 }],
  shows: {
    hamlet: {
      title: "Hamlet",
      year: 1603,
      stage: "main",
      acts: [{ name: "one" }],
      cast: ["Ophelia"],
      json: { a: [1] },
      until: "x",
    },
    lear: {
      title: "Lear",
      mode: { deep: 1 },
      acts: { name: "all", length: 5 },
      note: { json: { a: { is: "number" } } },
      times: { min: 1 },
    },
    other: { title: "O", mode: "x", note: "plain", output: { base64: "AAH/" }, times: 2, optional: true },
  },
};

describe("the JSON Schema", () => {
  test("uses only keywords of draft 7 that this test knows, and describes every field", () => {
    const all = schemasIn(schema);
    expect(all.flatMap((one) => Object.keys(one).filter((key) => !known.has(key)))).toEqual([]);
    const fields = all
      .filter((one) => one["patternProperties"] !== undefined)
      .flatMap((one) => Object.values((one["properties"] ?? {}) as JsonObject) as JsonObject[]);
    expect(fields.length).toBeGreaterThan(40);
    expect(fields.filter((field) => typeof field["description"] !== "string")).toEqual([]);
    expect(JSON.stringify(schema)).not.toContain("handler");
  });

  test("accepts what is good", async () => {
    expect(await problemsOf(good)).toEqual([]);
    expect(broken(schema, good, "", schema)).toEqual([]);
  });

  test.each([
    [{ nam: "x" }, ".nam"],
    [{ seed: "7" }, ".seed"],
    [{ env: { "A B": "x" } }, ".env.A B"],
    [{ allow: [{ rule: "x" }] }, ".allow[0].reason"],
    [{ shows: { a: { title: "x", stage: "main", acts: { nam: "x" } } } }, ".shows.a.acts.nam"],
    [{ shows: { a: { title: "x", stage: "main", acts: [{ name: 1 }] } } }, ".shows.a.acts[0].name"],
    [{ shows: { a: { title: "x", stage: "huge" } } }, ".shows.a.stage"],
    [{ shows: { a: { title: "x", mode: { deep: 1, depp: 2 } } } }, ".shows.a.mode.depp"],
    [{ shows: { a: { title: "x", stage: "main", text: "a", json: 1 } } }, ".shows.a.text"],
    [{ shows: { a: { title: "x", stage: "main", note: { contians: "x" } } } }, ".shows.a.note.contians"],
    [
      { shows: { a: { title: "x", stage: "main", note: { contains: "x", glob: "y" } } } },
      ".shows.a.note.glob",
    ],
    [{ shows: { a: { title: "x", stage: "main", until: "x" } } }, ".shows.a.year"],
    [{ shows: { a: { title: "x" } } }, ".shows.a"],
    [{ shows: { A: { title: "x", stage: "main" } } }, ".shows.A"],
  ])("names the wrong field: %j", async (file, path) => {
    expect(broken(schema, file as Json, "", schema)).toContain(path);
    expect(await problemsOf(file as Json)).not.toEqual([]);
  });

  const word = fc.constantFrom<Json>(
    "x",
    "main",
    "A",
    1,
    -1,
    1.5,
    true,
    null,
    {},
    [],
    { json: 1 },
    { name: "n" },
    { contains: "x" },
    ["Abc"],
    { min: 1 },
  );
  const field = fc.constantFrom(
    "title",
    "year",
    "stage",
    "open",
    "acts",
    "cast",
    "mode",
    "note",
    "output",
    "until",
    "text",
    "json",
    "times",
    "optional",
    "x-y",
    "tilte",
  );
  test("accepts whatever the reader accepts", async () => {
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(fc.dictionary(field, word, { maxKeys: 4 }), async (show) => {
        const file: Json = { shows: { a: { title: "x", stage: "main", ...show } } };
        if ((await problemsOf(file)).length > 0) return;
        accepted += 1;
        expect(broken(schema, file, "", schema)).toEqual([]);
      }),
      { numRuns: 500 },
    );
    expect(accepted).toBeGreaterThan(20);
  });
});

describe("the reference", () => {
  const text = reference([shows]);
  test("has a row for every field of the schema", () => {
    const names = new Set(
      schemasIn(schema)
        .filter((one) => one["patternProperties"] !== undefined)
        .flatMap((one) => Object.keys((one["properties"] ?? {}) as JsonObject)),
    );
    expect([...names].filter((name) => !text.includes(`| \`${name}\` |`))).toEqual([]);
    expect(text).not.toContain("`handler`");
  });

  test("says value, default, meaning and example, and the rules", () => {
    expect(text).toContain('| `title` | a string | required | The title.<br>`title = "Hamlet"` |');
    expect(text).toContain('| `stage` | "main" or "small" | "main" | Where. |');
    expect(text).toContain("| `note` | a `matcher` |  | What the note says. |");
    expect(text).toContain("## `shows.NAME.acts`");
    expect(text).toContain("Exactly one of `stage`, `mode`.");
    expect(text).toContain("`until` needs `year`.");
    expect(text).toContain("| `is` |");
  });
});
