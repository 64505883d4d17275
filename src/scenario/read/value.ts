import { finding, limits } from "../../core/index.ts";
import type { HandlerRef } from "../../core/index.ts";
import { addProblem, newProblems, type Problems } from "../problems.ts";
import { addToPath } from "../shape/path.ts";
import { placeOf, type Where } from "../source.ts";
import { checkDepth, tooLarge, TreeOverLimit, type Entry, type Node } from "../tree.ts";
import { isAsymmetric, readAsymmetric } from "./asymmetric.ts";
import { checked } from "./checked.ts";
import { isBytes, isDate, isPlain, isRegExp, isUrl } from "./kinds.ts";

/** Takes a function or a module into keeping, where the value comes from may run code. */
export type KeepCode = (code: URL | ((...args: never) => unknown)) => HandlerRef;

/** A value as a tree, unless it can't be one. */
export interface ReadValue {
  readonly tree: Node | null;
  readonly problems: Problems;
}

/**
 * Reads a value from TypeScript into the tree that files become. Undefined fields are left out; functions,
 * RegExps, bytes, dates and a runner's asymmetric matchers become nodes of their own. Never throws.
 * @param label what places begin with: `defineScenario()`
 */
export function readValue(value: unknown, label: string, keep?: KeepCode): ReadValue {
  const problems = newProblems();
  const reader: Reader = { label, keep, problems, path: [""], inside: new Set(), nodes: 0 };
  const tree = checked(() => readSafely(reader, value), problems, label);
  return { tree, problems };
}

interface Reader {
  readonly label: string;
  readonly keep: KeepCode | undefined;
  readonly problems: Problems;
  /** Paths of the values that are being read, as texts, the innermost last. */
  readonly path: string[];
  /** Tables and lists that are being read, to find one that holds itself. */
  readonly inside: Set<object>;
  nodes: number;
}

function readSafely(reader: Reader, value: unknown): Node | null {
  try {
    if (value === undefined) return report(reader, "undefined is not data") ?? null;
    return read(reader, value) ?? null;
  } catch (error) {
    if (error instanceof TreeOverLimit) throw error;
    // A getter or a proxy may throw what it likes.
    const message = error instanceof Error ? error.message : String(error);
    return report(reader, `reading it threw an error: ${message}`) ?? null;
  }
}

function here(reader: Reader): Where {
  const path = reader.path.at(-1) as string;
  return { input: path === "" ? reader.label : `${reader.label}: ${path}` };
}

function report(reader: Reader, what: string): undefined {
  const where = here(reader);
  const path = reader.path.at(-1) as string;
  const subject = path === "" ? reader.label : path;
  addProblem(reader.problems, () =>
    finding("wrong-type", {
      at: placeOf(where),
      what: `${subject}: ${what}`,
      why: "A scenario is data: it is checked once and handed to another thread.",
      fix: "Give plain objects, lists, strings, numbers and booleans.",
    }),
  );
}

/** The node of a value; undefined where nothing stands, or nothing that can be read. */
function read(reader: Reader, value: unknown): Node | undefined {
  const where = here(reader);
  reader.nodes += 1;
  if (reader.nodes > limits.scenarioNodes) throw tooLarge(where, reader.nodes);
  switch (typeof value) {
    case "string":
      return { kind: "string", value, where };
    case "boolean":
      return { kind: "boolean", value, where };
    case "number":
      return { kind: Number.isInteger(value) ? "integer" : "float", value, where };
    case "undefined":
      return undefined;
    case "function":
      return {
        kind: "code",
        what: "function",
        handler: reader.keep?.(value as () => unknown) ?? null,
        where,
      };
    case "object":
      return value === null ? { kind: "null", where } : readObject(reader, value, where);
    case "bigint":
    case "symbol":
    default:
      return report(reader, `a ${typeof value} is not data`);
  }
}

function readObject(reader: Reader, value: object, where: Where): Node | undefined {
  if (isRegExp(value)) {
    return {
      kind: "matcher",
      matcher: { is: "regex", regex: { source: value.source, flags: value.flags } },
      where,
    };
  }
  if (isAsymmetric(value)) {
    const matcher = readAsymmetric(value);
    if ("matcher" in matcher) return { kind: "matcher", matcher: matcher.matcher, where };
    return report(reader, `the matcher ${matcher.unknown} has no form as data; give a predicate`);
  }
  if (isUrl(value)) {
    return { kind: "code", what: "module", handler: reader.keep?.(value) ?? null, where };
  }
  if (isBytes(value)) return { kind: "bytes", bytes: value, where };
  if (isDate(value)) return { kind: "date", text: value.toISOString(), form: "offset-date-time", where };
  if (!Array.isArray(value) && !isPlain(value)) {
    return report(reader, `a ${value.constructor?.name ?? "special object"} is not plain data`);
  }
  if (reader.inside.has(value)) return report(reader, "it holds itself");
  checkDepth(reader.inside.size, where);
  reader.inside.add(value);
  const node = Array.isArray(value) ? readList(reader, value, where) : readTable(reader, value, where);
  reader.inside.delete(value);
  return node;
}

function readList(reader: Reader, value: readonly unknown[], where: Where): Node {
  const items: Node[] = [];
  for (const [index, item] of value.entries()) {
    reader.path.push(joined(reader, index));
    const node = item === undefined ? report(reader, "undefined is not data") : read(reader, item);
    if (node !== undefined) items.push(node);
    reader.path.pop();
  }
  return { kind: "list", items, where };
}

function readTable(reader: Reader, value: object, where: Where): Node {
  const entries: Entry[] = [];
  for (const [key, item] of Object.entries(value)) {
    reader.path.push(joined(reader, key));
    const node = read(reader, item);
    if (node !== undefined) entries.push({ key, keyWhere: here(reader), value: node });
    reader.path.pop();
  }
  return { kind: "table", entries, headers: [], where };
}

/** The path of a part of what is being read. */
function joined(reader: Reader, part: string | number): string {
  return addToPath(reader.path.at(-1) as string, part);
}
