import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { textMatcherFields, type Shape } from "../../scenario/index.ts";
import { agentFields } from "./agent.ts";

type AnyShape = Extract<Shape, { readonly kind: "mapped" }>["from"];

const text = readFileSync(new URL("../../../examples/agent/full-featured.toml", import.meta.url), "utf8");

/** Names of all fields below a shape, without those of matchers, which are no agent's own. */
function namesIn(shape: AnyShape, seen: ReadonlySet<string> = new Set()): readonly string[] {
  if (shape.kind === "mapped") return namesIn(shape.from, seen);
  if (shape.kind === "list") return namesIn(shape.item, seen);
  if (shape.kind === "record") return namesIn(shape.value, seen);
  if (shape.kind === "choose") return shape.alternatives.flatMap((one) => namesIn(one.shape, seen));
  if (shape.kind === "named")
    return seen.has(shape.name) ? [] : namesIn(shape.shape(), new Set([...seen, shape.name]));
  return shape.kind === "table" ? fieldNames(shape.fields, seen) : [];
}

function fieldNames(
  fields: Extract<AnyShape, { readonly kind: "table" }>["fields"],
  seen: ReadonlySet<string>,
): readonly string[] {
  return Object.entries(fields).flatMap(([name, field]) =>
    Object.hasOwn(textMatcherFields, name) || field.codeOnly === true
      ? []
      : [name, ...namesIn(field.shape, seen)],
  );
}

/** Whether a line of the example, comments aside, gives a field a value or names its table. */
function shows(name: string): boolean {
  const lines = text.split("\n").map((line) => line.replace(/(?:^|\s)#.*$/, ""));
  const given = new RegExp(String.raw`(?:^|[\s{[.,])"?${name.replace("$", String.raw`\$`)}"?\s*(?:=|[\].])`);
  return lines.some((line) => given.test(line));
}

test("the full-featured example shows every field", () => {
  const names = [...new Set(fieldNames(agentFields, new Set()))];
  expect(names.length).toBeGreaterThan(40);
  expect(names.filter((name) => !shows(name))).toEqual([]);
  expect(shows("moode")).toBe(false);
});

test("the full-featured example shows every kind of failure", () => {
  const types = [...text.matchAll(/failure = \{ type = "(\w+)"/g)].map(([, type]) => type);
  const all = [
    "auth_error",
    "connection_timeout",
    "crash",
    "cut_line",
    "exit",
    "garbage_line",
    "hang",
    "kill",
    "malformed_json",
    "network_unreachable",
    "out_of_credits",
    "partial_response",
    "rate_limit",
  ];
  expect(new Set(types)).toEqual(new Set(all));
});
