import { finding, limits, quote } from "../core/index.ts";
import type { Finding, HandlerRef, Matcher } from "../core/index.ts";
import { addProblem, type Problems } from "./problems.ts";
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
  /** The file does not write it, since it follows from what the file is: findings don't name it. */
  readonly implied?: boolean;
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

/** What a tree may hold: scenario files and other documents differ. */
export interface TreeRules {
  /** What is read, as findings name it. */
  readonly what: string;
  /** How one that is too large is made smaller. */
  readonly split: string;
  /** Tables and lists inside each other. */
  readonly depth: number;
  /** Values, aliases expanded. */
  readonly nodes: number;
  /** Times a YAML file may use aliases. */
  readonly aliases: number;
  /** Keys that reach into JavaScript objects. */
  readonly forbiddenKeys: ReadonlySet<string>;
  /** Whether an integer that a double can't hold exactly is a mistake. */
  readonly exactIntegers: boolean;
  /** YAML: whether keys that are numbers, booleans or null are their text, and `<<` merges. */
  readonly looseKeys: boolean;
}

/** What a scenario file may hold. */
export const scenarioRules: TreeRules = {
  what: "a scenario file",
  split: "Split it with include, or move large bodies into files of their own.",
  depth: limits.scenarioDepth,
  nodes: limits.scenarioNodes,
  aliases: limits.yamlAliases,
  forbiddenKeys: new Set(["__proto__", "constructor", "prototype"]),
  exactIntegers: true,
  looseKeys: false,
};

/**
 * What no format may contain, whatever the fields mean: keys twice in one table, keys that reach into
 * JavaScript objects, numbers that can't be held exactly.
 * @throws TreeOverLimit when it is too large or too deep to go on with
 */
export function checkTree(root: Node, problems: Problems, rules: TreeRules = scenarioRules): void {
  // A YAML alias stands in the tree as the node it names: walked once, counted every time.
  const measured = new Map<Node, { readonly size: number; readonly height: number }>();
  const measure = (node: Node): { readonly size: number; readonly height: number } => {
    const known = measured.get(node);
    if (known !== undefined) return known;
    checkNumber(node, problems, rules);
    if (node.kind === "table") checkKeys(node, problems, rules);
    const children =
      node.kind === "table" ? node.entries.map(({ value }) => value) : node.kind === "list" ? node.items : [];
    let size = 1;
    let height = node.kind === "table" || node.kind === "list" ? 1 : 0;
    for (const child of children) {
      const below = measure(child);
      size += below.size;
      height = Math.max(height, below.height + 1);
    }
    measured.set(node, { size, height });
    return { size, height };
  };
  const { size, height } = measure(root);
  // The file itself is a table, which nothing is round.
  if (height > rules.depth + 1) throw tooDeep(root.where, rules);
  if (size > rules.nodes) throw tooLarge(root.where, size, rules);
}

function checkKeys(table: TableNode, problems: Problems, rules: TreeRules): void {
  const seen = new Map<string, Entry>();
  for (const entry of table.entries) {
    const { key, keyWhere } = entry;
    const first = seen.get(key);
    if (rules.forbiddenKeys.has(key)) {
      addProblem(problems, () =>
        finding("forbidden-key", { at: placeOf(keyWhere), what: `the key "${key}" is not allowed` }),
      );
    } else if (first !== undefined) {
      addProblem(problems, () =>
        finding("duplicate-key", {
          at: placeOf(keyWhere),
          what: `${quote(key, 60)} stands twice in this table`,
          near: [{ what: key, at: placeOf(first.keyWhere) }],
        }),
      );
    }
    seen.set(key, first ?? entry);
  }
}

function checkNumber(node: Node, problems: Problems, rules: TreeRules): void {
  if (rules.exactIntegers && node.kind === "integer" && !Number.isSafeInteger(node.value)) {
    addProblem(problems, () =>
      finding("number-out-of-range", {
        at: placeOf(node.where),
        what: "an integer beyond 2^53 can't be held exactly",
      }),
    );
  } else if ((node.kind === "float" || node.kind === "integer") && !Number.isFinite(node.value)) {
    addProblem(problems, () =>
      finding("number-out-of-range", {
        at: placeOf(node.where),
        what: `${node.value} is not a number that JSON has`,
        why: "Scenario values are JSON values, and JSON has no infinity and no NaN.",
        fix: "Write a finite number, or a string.",
      }),
    );
  }
}

/** Thrown while a tree is built or checked, when it is past its limits; never leaves the room. */
export class TreeOverLimit extends Error {
  readonly finding: Finding;
  constructor(problem: Finding) {
    super(problem.what);
    this.finding = problem;
  }
}

function tooDeep(where: Where, rules: TreeRules): TreeOverLimit {
  return new TreeOverLimit(
    finding("over-limit", {
      at: placeOf(where),
      what: `more than ${rules.depth} tables and lists inside each other`,
      fix: "Nest less deep.",
    }),
  );
}

/** A tree with more values than it may have. */
export function tooLarge(where: Where, size: number, rules: TreeRules = scenarioRules): TreeOverLimit {
  return new TreeOverLimit(
    finding("over-limit", {
      at: placeOf(where),
      what: `${size} values, aliases expanded; ${rules.what} may have ${rules.nodes}`,
      fix: rules.split,
    }),
  );
}

/**
 * Checks the depth of a table or list while a tree is built, before recursion could overflow the stack.
 * @param depth tables and lists round it
 */
export function checkDepth(depth: number, where: Where, rules: TreeRules = scenarioRules): void {
  if (depth > rules.depth) throw tooDeep(where, rules);
}
