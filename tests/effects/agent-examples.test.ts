import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { getStaticTOMLValue, parseTOML } from "toml-eslint-parser";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { isJsonObject, type Json } from "../../src/core/index.ts";
import { agentShape } from "../../src/dialogue/schema/agent.ts";
import { textMatcherFields, type Shape } from "../../src/scenario/index.ts";
import { agentOf, camel, readAgent } from "../samples/agent-scenario.ts";

type AnyShape = Extract<Shape, { readonly kind: "mapped" }>["from"];
type TableShape = Extract<AnyShape, { readonly kind: "table" }>;

const folder = path.join(import.meta.dirname, "..", "..", "examples", "agent");
const files = Object.fromEntries(
  readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), "utf8")]),
);
const examples = Object.keys(files).filter((name) => name.endsWith(".toml"));
const textOf = (name: string): string => files[name] ?? "";
const valueOf = (name: string): Json => getStaticTOMLValue(parseTOML(textOf(name))) as Json;

/** Fields of matchers that stand in a table of an agent. */
const isMatcher = (name: string): boolean => Object.hasOwn(textMatcherFields, name);

/** Tables of agents, each with a path that leads to it. Matchers are a format of their own. */
function tablesOf(
  shape: AnyShape,
  at = "",
  found = new Map<TableShape, string>(),
  names = new Set<string>(),
): ReadonlyMap<TableShape, string> {
  const go = (inner: AnyShape, path = at): unknown => tablesOf(inner, path, found, names);
  if (shape.kind === "mapped") go(shape.from);
  else if (shape.kind === "list") go(shape.item, `${at}[]`);
  else if (shape.kind === "record") go(shape.value, `${at}.*`);
  else if (shape.kind === "choose") for (const one of shape.alternatives) go(one.shape);
  else if (shape.kind === "named" && !names.has(shape.name)) {
    names.add(shape.name);
    go(shape.shape());
  } else if (shape.kind === "table") {
    found.set(shape, at);
    for (const [name, field] of Object.entries(shape.fields))
      if (!isMatcher(name)) go(field.shape, `${at}.${name}`);
  }
  return found;
}

/** Notes which fields of which tables a value has. */
function note(shape: AnyShape, value: Json, named: Map<TableShape, Set<string>>): void {
  if (shape.kind === "mapped") note(shape.from, value, named);
  else if (shape.kind === "named") note(shape.shape(), value, named);
  else if (shape.kind === "list" && Array.isArray(value))
    for (const one of value) note(shape.item, one, named);
  else if (shape.kind === "choose") for (const one of shape.alternatives) note(one.shape, value, named);
  else if (shape.kind === "record" && isJsonObject(value))
    for (const one of Object.values(value)) note(shape.value, one, named);
  else if (shape.kind === "table" && isJsonObject(value)) {
    const fields = named.get(shape) ?? new Set<string>();
    named.set(shape, fields);
    for (const [name, one] of Object.entries(value)) {
      const field = shape.fields[name];
      if (field === undefined) continue;
      fields.add(name);
      note(field.shape, one, named);
    }
  }
}

describe("the examples of agents", () => {
  test.each(examples)("%s is read without a word", async (name) => {
    const { findings, scenario } = await readAgent(textOf(name), name, files);
    expect(findings).toEqual([]);
    expect(scenario?.name).not.toBe("");
  });

  test("show every field that there is", () => {
    const tables = tablesOf(agentShape);
    const named = new Map<TableShape, Set<string>>();
    note(agentShape, valueOf("full-featured.toml"), named);
    const all = [...tables].flatMap(([table, at]) =>
      Object.entries(table.fields).flatMap(([name, field]) =>
        isMatcher(name) || field.codeOnly === true ? [] : [{ table, name, field: `${at}.${name}` }],
      ),
    );
    expect(all.length).toBeGreaterThan(50);
    expect(
      all.filter(({ table, name }) => named.get(table)?.has(name) !== true).map((one) => one.field),
    ).toEqual([]);
  });

  test.each(examples)("%s says the same in TOML, YAML, JSON and TypeScript", async (name) => {
    const value = valueOf(name);
    const text = JSON.stringify(value, null, 2);
    const toml = withoutPlaces(await agentOf(textOf(name), name, files));
    expect(withoutPlaces(await agentOf(text, "agent.json", files))).toEqual(toml);
    expect(withoutPlaces(await agentOf(stringify(value), "agent.yaml", files))).toEqual(toml);
    expect(withoutPlaces(await agentOf(camel(value) as object, name, files))).toEqual(toml);
    const inWorld = { agents: { claude: camel(value) } };
    expect(withoutPlaces(await agentOf(inWorld, name, files))).toEqual(toml);
  });
});

/** Where something stands differs from file to file. */
function withoutPlaces(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, item: unknown) => (key === "at" ? undefined : item)));
}
