import { expect, test } from "vitest";
import type { Shape } from "../../scenario/index.ts";
import { agentFields } from "./agent.ts";

type AnyShape = Extract<Shape, { readonly kind: "mapped" }>["from"];
type TableShape = Extract<AnyShape, { readonly kind: "table" }>;

test("every field of an agent scenario says what it is for, with an example where it is no table of its own", () => {
  const bad: string[] = [];
  const visit = (shape: AnyShape, path: string, seen: ReadonlySet<string>): void => {
    if (shape.kind === "mapped") visit(shape.from, path, seen);
    else if (shape.kind === "list") visit(shape.item, `${path}[]`, seen);
    else if (shape.kind === "record") visit(shape.value, `${path}.*`, seen);
    else if (shape.kind === "choose") for (const one of shape.alternatives) visit(one.shape, path, seen);
    else if (shape.kind === "named" && !seen.has(shape.name)) {
      if (!shape.doc.endsWith(".")) bad.push(path);
      visit(shape.shape(), path, new Set([...seen, shape.name]));
    } else if (shape.kind === "table") fieldsOf(shape, path, seen);
  };
  const fieldsOf = (
    { fields }: Pick<TableShape, "fields">,
    path: string,
    seen: ReadonlySet<string>,
  ): void => {
    for (const [name, field] of Object.entries(fields)) {
      const at = `${path}.${name}`;
      if (!field.doc.endsWith(".") || !/^[A-Z]|^[a-z_]+: |^`/.test(field.doc))
        bad.push(`${at}: ${field.doc}`);
      const isSection = ["responses", "tool_execution", "turns", "source", "flags"].includes(name);
      if (field.example === undefined && field.codeOnly !== true && !isSection) bad.push(`${at}: no example`);
      visit(field.shape, at, seen);
    }
  };
  fieldsOf({ fields: agentFields }, "", new Set());
  expect(bad).toEqual([]);
});
