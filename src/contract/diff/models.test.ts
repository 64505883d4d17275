import { describe, expect, test } from "vitest";
import { utf8 } from "../../core/index.ts";
import { type Models, readModels } from "../models/read-models.ts";
import { diffModels } from "./diff-models.ts";
import { told } from "./testing-diff.ts";

const actor = `models:
  Actor:
    type: object
    properties:
      id: { type: string }
      email: { type: [string, "null"] }
      kind: { enum: [human, agent] }
      me: { $ref: "#/$defs/Ref" }
    $defs:
      Ref: { type: object, properties: { id: { type: string } } }
  Hidden: { unknown: true, source: "models.py:1" }
bind:
  GET /me: { 200: Actor }
  GET /agents: { 200: "Actor[]" }
  POST /key: { 200: { allOf: [Actor], plus: { api_key: string } } }
`;

function modelsOf(text: string, file: string): Models {
  const read = readModels(file, utf8(text));
  if (!read.ok) throw new Error(read.findings.map(({ what }) => what).join("\n"));
  return read.value;
}

function diff(old: string, now: string) {
  const made = diffModels(modelsOf(old, "old.yaml"), modelsOf(now, "new.yaml"));
  if (!made.ok) throw new Error("over limit");
  return made.value;
}

/** The models with one text replaced. */
function changed(from: string, to: string): ReturnType<typeof diff> {
  if (!actor.includes(from)) throw new Error("nothing to replace");
  return diff(actor, actor.replace(from, to));
}

describe("models are compared field by field:", () => {
  test("the same are no change", () => {
    expect(diff(actor, `# a comment\n${actor}`)).toMatchObject({ changes: [], compared: 1, notCompared: [] });
  });

  test.each([
    [
      "a field that is gone",
      '      email: { type: [string, "null"] }\n',
      "",
      "breaks: Actor in answers, email: the field is gone",
    ],
    [
      "a field that is new",
      "      email:",
      "      name: { type: string }\n      email:",
      "fine: Actor in answers, name: the field is new, and required",
    ],
    [
      "null that is gone",
      'type: [string, "null"]',
      "type: string",
      "fine: Actor in answers, email: is never null now",
    ],
    [
      "null that is new",
      "id: { type: string }",
      'id: { type: [string, "null"] }',
      "breaks: Actor in answers, id: may be null now",
    ],
    [
      "a value that is new",
      "[human, agent]",
      "[human, agent, bot]",
      'breaks: Actor in answers, kind: can be "bot" now',
    ],
    [
      "a part of its own",
      "properties: { id: { type: string } } }",
      "properties: { id: { type: integer } } }",
      "breaks: Ref in answers, id: was a string, is an integer now",
    ],
    ["a list that was an object", '"Actor[]"', "Actor", "breaks: answer 200 was a list, is an object now"],
    [
      "a binding that is gone",
      "  GET /me: { 200: Actor }\n",
      "",
      "fine: answer 200 is no longer bound to Actor",
    ],
    [
      "a field that is put besides",
      "api_key: string",
      "api_key: integer",
      "breaks: answer 200, api_key: was a string, is an integer now",
    ],
    [
      "an unknown model that is known",
      '{ unknown: true, source: "models.py:1" }',
      "{ type: object, properties: {} }",
      undefined,
    ],
  ])("%s", (_, from, to, expected) => {
    const found = changed(from, to);
    expect(told(found.changes)).toEqual(expected === undefined ? [] : [expected]);
    if (expected === undefined) expect(found.notCompared).toEqual(["Hidden, whose fields are not known"]);
  });

  test("a binding that is new", () => {
    const bind = "  GET /me: { 200: Actor }\n";
    expect(told(diff(actor.replace(bind, ""), actor).changes)).toEqual([
      "fine: answer 200 is bound now to Actor",
    ]);
  });

  test("a binding of a model whose fields are not known, and one that puts no field besides", () => {
    const hidden = actor.replace("GET /me: { 200: Actor }", "GET /me: { 200: Hidden }");
    expect(told(diff(actor, hidden).changes)).toEqual([]);
    const bare = actor.replace("plus: { api_key: string }", "plus: {}");
    expect(told(diff(bare, bare.replace("id: { type: string }", "id: { type: integer }")).changes)).toEqual([
      "breaks: Actor in answers, id: was a string, is an integer now",
    ]);
  });

  test("links between doubles are only said to differ", () => {
    const links = `${actor}links:\n  - { field: "GET /agents [].id", equals: GET /me id }\n`;
    expect(diff(actor, links)).toMatchObject({ changes: [], notCompared: ["links between doubles"] });
  });

  test("with the operations that answer it, and places in both files", () => {
    const { changes } = changed("id: { type: string }", "id: { type: integer }");
    expect(changes[0]).toMatchObject({
      operations: ["GET /me", "GET /agents", "POST /key"],
      old: { file: "old.yaml", line: 5 },
      new: { file: "new.yaml", line: 5 },
    });
  });

  test("a model that is called otherwise", () => {
    const { changes } = diff(
      actor,
      actor.replaceAll("Actor", "Person").replace("id: { type: string }", "id: { type: integer }"),
    );
    expect(told(changes)).toEqual([
      "breaks: Actor in answers, id: was a string, is an integer now",
      "fine: the model Actor is gone",
      "fine: the model Person is new",
    ]);
  });
});
