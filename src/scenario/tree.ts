import { finding, limits } from "../core/index.ts";
import type { Finding, HandlerRef, Matcher } from "../core/index.ts";
import { placeOf, type Where } from "./source.ts";

/**
 * The one syntax tree that TOML, YAML, JSON and values from TypeScript become. It keeps what was written
 * and where: duplicate keys are still there, numbers know whether they were integers.
 */
export type Node =
  | TableNode
  | ListNode
  | StringNode
  | { readonly kind: "integer"; readonly value: number; readonly where: Where }
  | { readonly kind: "float"; readonly value: number; readonly where: Where }
  | { readonly kind: "boolean"; readonly value: boolean; readonly where: Where }
  | { readonly kind: "null"; readonly where: Where }
  | DateNode
  | { readonly kind: "bytes"; readonly bytes: Uint8Array; readonly where: Where }
  | { readonly kind: "matcher"; readonly matcher: Matcher; readonly where: Where }
  | CodeNode;

/** What a node is. The last three come from TypeScript only. */
export type NodeKind = Node["kind"];

/** A table: keys with values, in the order written. */
export interface TableNode {
  readonly kind: "table";
  readonly entries: readonly Entry[];
  readonly where: Where;
  /** TOML: the headers that open this table, `[services.convo]`. */
  readonly headers: readonly Header[];
}

/** A key and its value. */
export interface Entry {
  readonly key: string;
  readonly keyWhere: Where;
  readonly value: Node;
}

/** A header of a TOML table, as written. */
export interface Header {
  readonly text: string;
  readonly where: Where;
}

/** A list. */
export interface ListNode {
  readonly kind: "list";
  readonly items: readonly Node[];
  readonly where: Where;
}

/** A string; its value is not always what stands in the file, because of escapes. */
export interface StringNode {
  readonly kind: "string";
  readonly value: string;
  readonly where: Where;
}

/** A date or time as TOML writes it; from TypeScript, a Date. */
export interface DateNode {
  readonly kind: "date";
  readonly text: string;
  readonly form: "offset-date-time" | "local-date-time" | "local-date" | "local-time";
  readonly where: Where;
}

/** A function or module from TypeScript; `handler` is null when nobody took it into keeping. */
export interface CodeNode {
  readonly kind: "code";
  readonly what: "function" | "module";
  readonly handler: HandlerRef | null;
  readonly where: Where;
}

/** The first entry of a key. */
export function entryOf(table: TableNode, key: string): Entry | undefined {
  return table.entries.find((entry) => entry.key === key);
}

const forbidden: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/**
 * What no format may contain, whatever the fields mean: keys twice in one table, keys that reach into
 * JavaScript objects, numbers that can't be held exactly, trees beyond the limits.
 */
export function checkTree(root: Node): Finding[] {
  const findings: Finding[] = [];
  // A YAML alias stands in the tree as the node it names: walked once, counted every time.
  const sizes = new Map<Node, number>();
  const sizeOf = (node: Node, depth: number): number => {
    const known = sizes.get(node);
    if (known !== undefined) return known;
    checkNumber(node, findings);
    let size = 1;
    if (node.kind === "table") {
      checkKeys(node, findings);
      for (const entry of node.entries) size += sizeOf(entry.value, depth + 1);
    } else if (node.kind === "list") for (const item of node.items) size += sizeOf(item, depth + 1);
    sizes.set(node, size);
    return size;
  };
  const size = sizeOf(root, 0);
  if (size > limits.scenarioNodes) {
    findings.push(
      finding("over-limit", {
        at: placeOf(root.where),
        what: `${size} values, aliases expanded; a scenario file may have ${limits.scenarioNodes}`,
      }),
    );
  }
  return findings;
}

function checkKeys(table: TableNode, findings: Finding[]): void {
  const seen = new Map<string, Entry>();
  for (const entry of table.entries) {
    const first = seen.get(entry.key);
    if (forbidden.has(entry.key)) {
      findings.push(
        finding("forbidden-key", {
          at: placeOf(entry.keyWhere),
          what: `the key "${entry.key}" is not allowed`,
        }),
      );
    } else if (first !== undefined) {
      findings.push(
        finding("duplicate-key", {
          at: placeOf(entry.keyWhere),
          what: `"${entry.key}" stands twice in this table`,
          near: [{ what: entry.key, at: placeOf(first.keyWhere) }],
        }),
      );
    }
    seen.set(entry.key, first ?? entry);
  }
}

function checkNumber(node: Node, findings: Finding[]): void {
  const at = (): Finding["at"] => placeOf(node.where);
  if (node.kind === "integer" && !Number.isSafeInteger(node.value)) {
    findings.push(
      finding("number-out-of-range", { at: at(), what: "an integer beyond 2^53 can't be held exactly" }),
    );
  } else if (node.kind === "float" && !Number.isFinite(node.value)) {
    findings.push(
      finding("number-out-of-range", {
        at: at(),
        what: `${String(node.value)} is not a number that JSON has`,
        why: "Scenario values are JSON values, and JSON has no infinity and no NaN.",
        fix: "Write a finite number, or a string.",
      }),
    );
  }
}

/** Thrown by readers when a tree grows past its limits; never leaves the room. */
export class TreeTooDeep extends Error {
  readonly where: Where;
  constructor(where: Where) {
    super("too deep");
    this.where = where;
  }
}

/** Counts the depth of a tree while it is built, before recursion could overflow. */
export function checkDepth(depth: number, where: Where): void {
  if (depth > limits.scenarioDepth) throw new TreeTooDeep(where);
}
