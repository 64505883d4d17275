import { BacklotError, finding, isJsonObject, limits } from "../../core/index.ts";
import { atomsOf } from "./atoms.ts";
import type { RawChange, Way } from "./change.ts";
import { compareFacets } from "./compare-facets.ts";
import { judged, type Pair, type SchemaComparison, type Told } from "./comparing.ts";
import { facetsOf } from "./facets.ts";
import { operationsMost } from "./placed.ts";
import type { Part, Side } from "./side.ts";

/** A change of a schema, as it is found at one place. */
interface Found {
  readonly told: Told;
  readonly path: string;
  /** JSON Pointers. */
  readonly old: string;
  readonly new: string;
}

/** Two schemas with what was found and what stands inside. */
interface Node {
  readonly pair: Pair;
  readonly changes: Found[];
  readonly inner: Node[];
  readonly outer: Node[];
  readonly operations: string[];
  more: boolean;
  /** Whether a change is in it or inside. */
  dirty: boolean;
}

/** @throws BacklotError `over-limit` from `add` and `finish` for files whose schemas multiply each other */
export function compareSchemas(sides: { readonly old: Side; readonly new: Side }): SchemaComparison {
  const nodes = new Map<string, Node>();
  const queue: Node[] = [];
  const roots: { readonly node: Node; readonly operation: string | undefined }[] = [];
  const ids = { old: numbering(), new: numbering() };

  const nodeOf = (given: Pair): Node => {
    const pair = named(sides, given);
    const key = `${pair.way} ${idsOf(ids.old, pair.old)}:${idsOf(ids.new, pair.new)}`;
    const known = nodes.get(key);
    if (known !== undefined) return known;
    if (nodes.size >= limits.contractSchemaPairs) throw tooMany();
    const made: Node = {
      pair,
      changes: [],
      inner: [],
      outer: [],
      operations: [],
      more: false,
      dirty: false,
    };
    nodes.set(key, made);
    queue.push(made);
    return made;
  };

  return {
    add: (pair, operation) => {
      roots.push({ node: nodeOf(pair), operation });
    },
    finish: () => {
      // The queue grows while it is read.
      for (const node of queue) compareNode(sides, node, nodeOf);
      markDirty(queue);
      for (const { node, operation } of roots) if (operation !== undefined) reach(node, operation);
      return merged(queue);
    },
  };
}

function compareNode(
  sides: { readonly old: Side; readonly new: Side },
  node: Node,
  nodeOf: (pair: Pair) => Node,
): void {
  const { pair } = node;
  const [old, now] = [atomsOf(sides.old, pair.old), atomsOf(sides.new, pair.new)];
  const before = facetsOf(sides.old, old.atoms, pair.old[0]?.pointer ?? "");
  const after = facetsOf(sides.new, now.atoms, pair.new[0]?.pointer ?? "");
  const tell = (told: Told): void => {
    const places = { old: told.old ?? before.pointer, new: told.new ?? after.pointer };
    node.changes.push({ told, path: told.path ?? pair.path, ...places });
  };
  compareFacets(
    {
      pair,
      sides,
      tell,
      compare: (inner) => {
        const next = nodeOf({ ...pair, ...inner, way: inner.way ?? pair.way });
        node.inner.push(next);
        next.outer.push(node);
      },
    },
    before,
    after,
  );
}

/** Two schemas with plain references followed, and called by their name where they have one. */
function named({ old, new: now }: { readonly old: Side; readonly new: Side }, pair: Pair): Pair {
  const [one, other] = [followed(old, pair.old), followed(now, pair.new)];
  const name = one.name ?? other.name;
  const parts = { old: one.parts, new: other.parts };
  return name === undefined
    ? { ...pair, ...parts }
    : { ...pair, ...parts, label: name, named: true, path: "" };
}

/** Keywords that may stand beside a reference and say nothing of what fits. */
const silent: ReadonlySet<string> = new Set([
  "$ref",
  "summary",
  "description",
  "title",
  "deprecated",
  "default",
  "example",
  "examples",
  "readOnly",
  "writeOnly",
]);

function followed(
  side: Side,
  parts: readonly Part[],
): { readonly parts: readonly Part[]; readonly name: string | undefined } {
  let [part] = parts;
  let name: string | undefined;
  for (let hops = 0; parts.length === 1 && hops < limits.contractReferences; hops++) {
    const schema = part?.schema;
    const ref = isJsonObject(schema) ? schema["$ref"] : undefined;
    if (typeof ref !== "string" || !Object.keys(schema as object).every((key) => silent.has(key))) break;
    const target = side.target(ref);
    if (target === undefined) break;
    name ??= target.name;
    part = target;
  }
  return { parts: part === undefined || parts.length > 1 ? parts : [part], name };
}

/**
 * The changes of all nodes. What was found at the same two places is one change, whichever way it goes; it breaks when
 * it does in one of them.
 */
function merged(nodes: readonly Node[]): readonly RawChange[] {
  const groups = new Map<string, { readonly node: Node; readonly found: Found }[]>();
  for (const node of nodes) {
    for (const found of node.changes) {
      const key = [found.told.rule, found.old, found.new, found.told.what].join(" ");
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [{ node, found }]);
      else group.push({ node, found });
    }
  }
  return [...groups.values()].map((group) => {
    const [{ node, found }] = group as [(typeof group)[0]];
    const verdicts = group.map((one) => ({
      ...judged(one.found.told, one.node.pair.way),
      way: one.node.pair.way,
      node: one.node,
    }));
    const breaks = verdicts.some((one) => one.breaks);
    const told = verdicts.filter((one) => one.breaks === breaks);
    const operations = [...new Set(told.flatMap((one) => one.node.operations))];
    const { label, named: isNamed } = node.pair;
    const where = isNamed ? `${label}${waysWords([...new Set(told.map(({ way }) => way))])}` : label;
    return {
      rule: found.told.rule,
      breaks,
      what: `${where}${found.path === "" ? "" : `, ${found.path}`}: ${found.told.what}`,
      why: [...new Set(told.map(({ why }) => why))].join(" "),
      operations: operations.slice(0, operationsMost),
      more: operations.length > operationsMost || told.some((one) => one.node.more),
      old: found.old,
      new: found.new,
    };
  });
}

function waysWords(ways: readonly Way[]): string {
  if (ways.includes("both")) return "";
  return ` in ${ways.map((way) => `${way}s`).join(" and ")}`;
}

function markDirty(nodes: readonly Node[]): void {
  const open = nodes.filter(({ changes }) => changes.length > 0);
  for (const node of open) node.dirty = true;
  for (const node of open) {
    for (const outer of node.outer) {
      if (outer.dirty) continue;
      outer.dirty = true;
      open.push(outer);
    }
  }
}

/** Notes an operation at all changes that it comes to. What has enough of them is passed over, with all inside. */
function reach(root: Node, operation: string): void {
  const open = [root];
  for (const node of open) {
    if (!node.dirty || node.more || node.operations.at(-1) === operation) continue;
    if (node.operations.length >= operationsMost) node.more = true;
    else node.operations.push(operation);
    open.push(...node.inner);
  }
}

/** Numbers for schemas, by their identity. */
function numbering(): (part: Part) => number | string {
  const numbers = new Map<unknown, number>();
  return ({ schema }) => {
    if (typeof schema !== "object" || schema === null) return String(schema);
    const number = numbers.get(schema) ?? numbers.size;
    numbers.set(schema, number);
    return number;
  };
}

function idsOf(number: (part: Part) => number | string, parts: readonly Part[]): string {
  return parts.map(number).join(",");
}

function tooMany(): BacklotError {
  const what = `more than ${limits.contractSchemaPairs} schemas to compare`;
  const why = "Schemas of the two files multiply each other.";
  return new BacklotError([
    finding("over-limit", { what, why, fix: "Leave out what the program does not use." }),
  ]);
}
