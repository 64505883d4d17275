import { describe, expect, test } from "vitest";
import { json, stub } from "../../../tests/samples/drift-evidence.ts";
import { textOf, utf8, type Json } from "../../core/index.ts";
import { editScenario, type EditPath } from "../../scenario/index.ts";
import { fixEdits, type AnswerChange, type Repair } from "../index.ts";

const told = { rule: "thin-body", operation: "convo GET /a", what: "", notes: [] } as const;

async function fixed(file: string, text: string, value: Json, ...repairs: Repair[]): Promise<string> {
  const pathOf = ({ id }: { readonly id: string }): EditPath | undefined =>
    id.startsWith("gone") ? undefined : ["services", "convo", "stubs", Number(id.at(4))];
  const edits = await fixEdits({ file, value, pathOf }, repairs);
  const made = await editScenario(file, utf8(text), edits);
  if (!made.ok) throw new Error(made.findings.map(({ what }) => what).join("\n"));
  return textOf(made.value) ?? "";
}

function change(number: number, body: Json, more: Partial<AnswerChange>): Repair {
  const one = { ...stub("a", "GET /a", json(body)), id: `stub${number}` };
  return { ...told, repair: "change", stub: one, answers: [{ answer: 0, add: [], whole: body, ...more }] };
}

describe("repairs as edits", () => {
  const add = [{ path: ["b", "c"], value: null }];

  test("a value that TOML can't hold makes the body text; one that is text stays text", async () => {
    const text = "[[services.convo.stubs]]\nrequest = 'GET /a'\nreply = { json = { a = 1, b = {} } }\n";
    const value = {
      services: { convo: { stubs: [{ request: "GET /a", reply: { json: { a: 1, b: {} } } }] } },
    };
    expect(await fixed("a.toml", text, value, change(0, { a: 1, b: {} }, { add }))).toContain(
      String.raw`reply = { json = "{\n  \"a\": 1,\n  \"b\": {\n    \"c\": null\n  }\n}" }`,
    );
    const written = '{ "a": 1, "b": {} }';
    const asText = `[[services.convo.stubs]]\nrequest = 'GET /a'\nreply = { json = '${written}' }\n`;
    const textValue = { services: { convo: { stubs: [{ request: "GET /a", reply: { json: written } }] } } };
    expect(await fixed("a.toml", asText, textValue, change(0, { a: 1, b: {} }, { add }))).toContain(
      String.raw`reply = { json = '{ "a": 1, "b": { "c": null } }' }`,
    );
  });

  test("the answer of a list that is meant is changed, in YAML too", async () => {
    const text =
      "services:\n  convo:\n    stubs:\n      - request: GET /a\n        reply: [{ status: 503 }, { json: { a: 1 } }] # two\n";
    const value = {
      services: { convo: { stubs: [{ request: "GET /a", reply: [{ status: 503 }, { json: { a: 1 } }] }] } },
    };
    const one = { ...stub("a", "GET /a", json(null, 503), json({ a: 1 })), id: "stub0" };
    const answers = [{ answer: 1, status: 200, model: "A", add: [], whole: null }];
    expect(await fixed("a.yaml", text, value, { ...told, repair: "change", stub: one, answers })).toBe(
      text.replace("{ json: { a: 1 } }", "{ json: { a: 1 }, status: 200, model: A }"),
    );
  });

  test("several stubs go, others change and one comes, all by the numbers they had", async () => {
    const stubs = ["a", "b", "c"].map((name) => ({ request: `GET /${name}`, reply: { status: 200 } }));
    const value = { services: { convo: { stubs } } };
    const text = `${JSON.stringify(value, null, 2)}\n`;
    const of = (number: number) => ({ ...stub("a", "GET /a"), id: `stub${number}` });
    const made = await fixed(
      "a.json",
      text,
      value,
      { ...told, repair: "delete", stub: of(0) },
      { ...told, repair: "refuse", stub: of(1), reply: { status: 404 } },
      { ...told, repair: "delete", stub: of(2) },
      {
        ...told,
        repair: "add",
        missedIn: [],
        service: "convo",
        stub: { request: "GET /d", reply: { json: { a: null } } },
      },
      { ...told, repair: "delete", stub: { ...of(9), id: "gone" } },
    );
    expect(JSON.parse(made)).toEqual({
      services: {
        convo: {
          stubs: [
            { request: "GET /b", reply: { status: 404 } },
            { request: "GET /d", reply: { json: { a: null } } },
          ],
        },
      },
    });
  });
});
