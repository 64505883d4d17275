import { finding } from "../../core/index.ts";
import type { Finding } from "../../core/index.ts";
import { addProblem, type Problems } from "../problems.ts";
import { placeOf, whereOf, type Source, type Where } from "../source.ts";
import { checkDepth, scenarioRules, type Entry, type Node, type TableNode, type TreeRules } from "../tree.ts";

/** Where a range of the JSON text stands. */
export type Locate = (start: number, end: number) => Where;

/** Reads a JSON file: RFC 8259 to the letter, with the place of everything. */
export function readJson(source: Source, problems: Problems): TableNode | null {
  const node = readJsonText(source.text, (start, end) => whereOf(source, start, end), problems);
  if (node === null || node.kind === "table") return node;
  const what = "a scenario file is an object: { ... }";
  addProblem(problems, () => finding("wrong-type", { at: placeOf(node.where), what }));
  return null;
}

/**
 * Reads JSON text into nodes: by hand, because everything is needed at once that parsers at hand give only
 * in part: strictness, places, duplicate keys, integers as written, a limit on depth before the stack ends.
 * @throws TreeOverLimit
 */
export function readJsonText(
  text: string,
  locate: Locate,
  problems: Problems,
  rules: TreeRules = scenarioRules,
): Node | null {
  const reader: Reader = { text, at: 0, locate, rules };
  try {
    skipSpace(reader);
    const node = readValue(reader, 0);
    skipSpace(reader);
    if (reader.at < text.length) fail(reader, "something follows the end of the JSON value");
    return node;
  } catch (error) {
    if (!(error instanceof JsonProblem)) throw error;
    addProblem(problems, () => error.finding);
    return null;
  }
}

interface Reader {
  readonly text: string;
  readonly locate: Locate;
  readonly rules: TreeRules;
  at: number;
}

class JsonProblem extends Error {
  readonly finding: Finding;
  constructor(problem: Finding) {
    super(problem.what);
    this.finding = problem;
  }
}

function fail(reader: Reader, what: string, fix?: string, length?: number): never {
  const word = /^[\w.+-]+/.exec(reader.text.slice(reader.at, reader.at + 60))?.[0] ?? "";
  const end = reader.at + (length ?? Math.max(word.length, 1));
  const at = placeOf(reader.locate(reader.at, Math.min(end, reader.text.length)));
  throw new JsonProblem(finding("syntax-error", { at, what: `not valid JSON: ${what}`, fix }));
}

function skipSpace(reader: Reader): void {
  const space = /[ \t\r\n]*/y;
  space.lastIndex = reader.at;
  space.exec(reader.text);
  reader.at = space.lastIndex;
}

function readValue(reader: Reader, depth: number): Node {
  const start = reader.at;
  const first = reader.text[start];
  if (first === "{" || first === "[") {
    checkDepth(depth, reader.locate(start, start + 1), reader.rules);
    return first === "{" ? readObject(reader, depth) : readArray(reader, depth);
  }
  if (first === '"') {
    const value = readString(reader);
    return { kind: "string", value, where: reader.locate(start, reader.at) };
  }
  return readWord(reader);
}

function readObject(reader: Reader, depth: number): Node {
  const start = reader.at++;
  const entries: Entry[] = [];
  skipSpace(reader);
  while (reader.text[reader.at] !== "}" || entries.length > 0) {
    const keyStart = reader.at;
    if (reader.text[keyStart] !== '"') {
      fail(reader, keyProblem(reader, entries.length > 0), "A key is a string in double quotes.");
    }
    const key = readString(reader);
    const keyWhere = reader.locate(keyStart, reader.at);
    skipSpace(reader);
    if (reader.text[reader.at] !== ":") fail(reader, `a colon is missing after the key "${key}"`);
    reader.at += 1;
    skipSpace(reader);
    entries.push({ key, keyWhere, value: readValue(reader, depth + 1) });
    if (!another(reader, "}")) break;
  }
  reader.at += 1;
  return { kind: "table", entries, headers: [], where: reader.locate(start, reader.at) };
}

function keyProblem(reader: Reader, after: boolean): string {
  const found = reader.text[reader.at];
  if (found === undefined) return "the text ends inside an object";
  return after && found === "}" ? "a comma before the end of an object" : "a key is missing here";
}

function readArray(reader: Reader, depth: number): Node {
  const start = reader.at++;
  const items: Node[] = [];
  skipSpace(reader);
  while (reader.text[reader.at] !== "]" || items.length > 0) {
    if (items.length > 0 && reader.text[reader.at] === "]") fail(reader, "a comma before the end of a list");
    items.push(readValue(reader, depth + 1));
    if (!another(reader, "]")) break;
  }
  reader.at += 1;
  return { kind: "list", items, where: reader.locate(start, reader.at) };
}

/** After an item: whether another follows, standing before it. */
function another(reader: Reader, close: string): boolean {
  skipSpace(reader);
  const next = reader.text[reader.at];
  if (next === close) return false;
  if (next === undefined) fail(reader, `the text ends before a closing ${close}`);
  if (next !== ",") fail(reader, `a comma or ${close} is missing here`);
  reader.at += 1;
  skipSpace(reader);
  return true;
}

function readString(reader: Reader): string {
  const start = reader.at;
  const end = stringEnd(reader.text, start + 1);
  if (reader.text[end] === '"') {
    reader.at = end + 1;
    return JSON.parse(reader.text.slice(start, end + 1)) as string;
  }
  reader.at = end;
  const found = reader.text[end];
  if (found === undefined) {
    reader.at = start;
    return fail(reader, "a string is not closed", "Close it with a double quote.", 1);
  }
  if (found === "\\")
    return fail(reader, "an unknown escape in a string", 'JSON knows \\n \\t \\" \\\\ \\uXXXX.', 2);
  return fail(
    reader,
    "a control character in a string",
    "Write it as an escape: \\n for a line end, \\t for a tab.",
  );
}

/** Index of the closing quote, or of what a JSON string can't hold. */
function stringEnd(text: string, from: number): number {
  let at = from;
  for (;;) {
    const unit = text.charCodeAt(at);
    // NaN, past the end, compares as false with everything.
    if (unit === 0x22 || !(unit >= 0x20)) return at;
    if (unit !== 0x5c) at += 1;
    else {
      const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
      escape.lastIndex = at;
      if (!escape.test(text)) return at;
      at = escape.lastIndex;
    }
  }
}

function readWord(reader: Reader): Node {
  const start = reader.at;
  const number = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
  const word = /[A-Za-z0-9_.+-]*/y;
  word.lastIndex = start;
  const text = word.exec(reader.text)?.[0] ?? "";
  number.lastIndex = start;
  const match = number.exec(reader.text);
  const where = reader.locate(start, start + text.length);
  if (match !== null && match[0] === text) {
    reader.at += text.length;
    const value = Number(text);
    const whole = match[1] === undefined && match[2] === undefined;
    return {
      kind: whole ? "integer" : "float",
      value: whole && !Number.isSafeInteger(value) ? Infinity : value,
      where,
    };
  }
  if (text === "true" || text === "false" || text === "null") {
    reader.at += text.length;
    return text === "null" ? { kind: "null", where } : { kind: "boolean", value: text === "true", where };
  }
  if (start >= reader.text.length) return fail(reader, "a value is missing at the end");
  return fail(
    reader,
    text === "" ? "a value is missing here" : `${text} is not a JSON value`,
    valueFix(reader, text),
  );
}

const otherWords: Readonly<Record<string, string>> = {
  none: "null",
  nil: "null",
  nul: "null",
  null: "null",
  undefined: "null",
  true: "true",
  false: "false",
};

function valueFix(reader: Reader, text: string): string | undefined {
  if (reader.text[reader.at] === "'") return "Use double quotes.";
  if (reader.text[reader.at] === "/") {
    return "JSON has no comments; write the scenario in TOML or YAML to have them.";
  }
  const meant = Object.hasOwn(otherWords, text.toLowerCase()) ? otherWords[text.toLowerCase()] : undefined;
  if (meant !== undefined) return `Write ${meant}.`;
  return /^[A-Za-z]/.test(text) ? `Write texts in double quotes: "${text}"` : undefined;
}
