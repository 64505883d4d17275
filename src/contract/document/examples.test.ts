import { describe, expect, test } from "vitest";
import { checkExamples } from "./examples.ts";
import { contractOf, document } from "./testing-convo.ts";

function examples(text: string, file = "api.yaml"): string[] {
  return checkExamples(contractOf(text, file)).map(({ name, severity, what, at, near }) => {
    const [place, schema] = [at, near[0]?.at].map((one) =>
      one?.kind === "file" ? `${one.line}:${one.column}` : "-",
    );
    return `${place} ${severity} ${name}: ${what} (${schema})`;
  });
}

const get = (fields: object): object => ({
  paths: { "/a": { get: { responses: { 200: { description: "", ...fields } } } } },
});
const json = (media: object): object => get({ content: { "application/json": media } });

test("an example that does not fit its schema is a note, with both places", () => {
  const text = `openapi: 3.1.0
info: {title: a, version: '1'}
paths:
  /a:
    get:
      responses:
        '200':
          description: a
          content:
            application/json:
              schema: {$ref: '#/components/schemas/A'}
              examples:
                good: {value: {id: 1}}
                bad: {value: {id: x}}
components:
  schemas:
    A:
      required: [id]
      properties:
        id: {type: integer}
`;
  expect(examples(text)).toEqual([
    '14:35 note invalid-example: example does not fit its schema: /id must be an integer, is "x" (20:20)',
  ]);
});

test("an example that is wrong in several places is told with the first, and how many more there are", () => {
  const schema = { type: "object", properties: { a: { type: "integer" }, b: { type: "integer" } } };
  const found = (example: object): string[] => examples(document(json({ schema, example })), "api.json");
  expect(found({ a: "x", b: "y" })).toEqual([
    expect.stringMatching(/: \/a must be an integer, .*\(and 1 more\)/),
  ]);
  expect(found({ a: "x", b: 1 })).toEqual([expect.not.stringContaining("more)")]);
});

describe("examples", () => {
  test.each<[string, object]>([
    ["of a media type", json({ schema: { type: "integer" }, example: "x" })],
    [
      "that are referred to",
      {
        ...json({ schema: { type: "integer" }, examples: { a: { $ref: "#/components/examples/A" } } }),
        components: { examples: { A: { value: "x" } } },
      },
    ],
    ["of a schema", { components: { schemas: { A: { type: "integer", examples: [1, "x"] } } } }],
    [
      "of a property",
      { components: { schemas: { A: { properties: { a: { type: "integer", example: "x" } } } } } },
    ],
    ["of a header", get({ headers: { "X-A": { schema: { type: "integer" }, example: "x" } } })],
    [
      "of a parameter",
      {
        paths: {
          "/a": { parameters: [{ name: "q", in: "query", schema: { type: "integer" }, example: "x" }] },
        },
      },
    ],
  ])("%s are checked", (_, fields) => {
    expect(examples(document(fields), "api.json")).toEqual([
      expect.stringContaining(
        'note invalid-example: example does not fit its schema: it must be an integer, is "x"',
      ),
    ]);
  });

  test.each<[string, object]>([
    ["that fit", json({ schema: { type: "integer" }, example: 1 })],
    [
      "of media types that are text",
      get({ content: { "application/xml": { schema: { type: "object" }, example: "<a/>" } } }),
    ],
    ["without a schema", json({ example: 1 })],
    [
      "that leave out what only requests have",
      json({
        schema: { required: ["secret"], properties: { secret: { writeOnly: true } } },
        example: {},
      }),
    ],
    [
      "that stand elsewhere",
      json({ schema: { type: "integer" }, examples: { a: { externalValue: "https://a.test" } } }),
    ],
  ])("%s are not told", (_, fields) => {
    expect(examples(document(fields), "api.json")).toEqual([]);
  });

  test("of null fit in 3.0 where null is allowed", () => {
    const schema = (nullable: boolean): object => ({ schema: { type: "string", nullable }, example: null });
    expect(examples(document(json(schema(true)), "3.0.3"), "api.json")).toEqual([]);
    expect(examples(document(json(schema(false)), "3.0.3"), "api.json")).toHaveLength(1);
  });
});
