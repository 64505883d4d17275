import { failed, finding, limits, ok, quote, textOf } from "../../core/index.ts";
import type { Finding, Json, Place, Result } from "../../core/index.ts";
import { newProblems, type Problems } from "../problems.ts";
import { markOf, placeOf, readText, sourceOf, whereOf, type FileSize, type Where } from "../source.ts";
import { placesInText } from "../text-places.ts";
import type { Node, TreeRules } from "../tree.ts";
import { checked } from "./checked.ts";
import { createLocator } from "./json-locate.ts";
import { pointerTokens, scanJson, type TextRange } from "./json-scan.ts";
import { readJsonText } from "./json.ts";
import { readYaml } from "./yaml.ts";

/** A YAML or JSON file that is no scenario: an OpenAPI document, a models file. */
export interface TextDocument {
  /** Path as the user would write it. */
  readonly file: string;
  readonly value: Json;
  /**
   * Where the values of JSON Pointers stand: a scalar itself, the key of anything larger. A pointer to
   * nothing gets the place of the nearest value round it. Places are found when asked for.
   */
  placesOf(pointers: readonly string[]): readonly Place[];
}

const rules: TreeRules = {
  what: "a contract",
  split: "Leave out what the program does not use.",
  depth: limits.contractDepth,
  nodes: limits.contractNodes,
  aliases: limits.contractAliases,
  // Schemas have properties called "constructor"; nothing has one called "__proto__" for a good reason.
  forbiddenKeys: new Set(["__proto__"]),
  exactIntegers: false,
  looseKeys: true,
};

/**
 * Reads a document: `.json` as JSON, `.yaml` and `.yml` as YAML, anything else by its first character.
 * Never throws, whatever the bytes are.
 */
export function readDocument(file: string, bytes: Uint8Array): Result<TextDocument> {
  const json = /\.json$/i.test(file) || (!/\.ya?ml$/i.test(file) && firstCharacter(bytes) === "{");
  const size: FileSize = json
    ? { what: "a contract", bytes: limits.contractFileBytes, fix: rules.split }
    : {
        what: "a contract in YAML",
        bytes: limits.contractYamlBytes,
        fix: "Give it as JSON, which is read much faster, or leave out what the program does not use.",
      };
  const text = readText(file, bytes, size);
  if (!text.ok) return text;
  return json ? readJsonDocument(file, bytes, text.value) : readYamlDocument(file, bytes, text.value);
}

function firstCharacter(bytes: Uint8Array): string | undefined {
  return textOf(bytes.subarray(0, 256))?.trimStart().at(0);
}

function readYamlDocument(file: string, bytes: Uint8Array, text: string): Result<TextDocument> {
  const problems = newProblems();
  const source = sourceOf(file, bytes, text);
  const tree = checked(() => readYaml(source, problems, rules), problems, file, rules);
  if (tree === null || problems.count > 0) return failedWith(problems);
  const values = new Map<Node, Json>();
  return ok({
    file,
    value: valueOf(tree, values),
    placesOf: (pointers) => pointers.map((pointer) => placeOf(whereInTree(tree, pointer))),
  });
}

function failedWith(problems: Problems): Result<TextDocument> {
  return failed(problems.found.slice(0, limits.findings));
}

/** The value of a tree. What aliases share is shared in the value too. */
function valueOf(node: Node, values: Map<Node, Json>): Json {
  if (node.kind === "null") return null;
  if (node.kind !== "table" && node.kind !== "list") return "value" in node ? node.value : null;
  const known = values.get(node);
  if (known !== undefined) return known;
  const value: Json =
    node.kind === "list"
      ? node.items.map((item) => valueOf(item, values))
      : Object.fromEntries(node.entries.map(({ key, value }) => [key, valueOf(value, values)]));
  values.set(node, value);
  return value;
}

function whereInTree(root: Node, pointer: string): Where {
  let node = root;
  let where = root.where;
  for (const token of pointerTokens(pointer)) {
    const entry = node.kind === "table" ? node.entries.find(({ key }) => key === token) : undefined;
    const next = node.kind === "list" ? node.items[Number(token)] : entry?.value;
    if (next === undefined) break;
    node = next;
    const container = node.kind === "table" || node.kind === "list";
    where = container && entry !== undefined ? entry.keyWhere : node.where;
  }
  return where;
}

function readJsonDocument(file: string, bytes: Uint8Array, text: string): Result<TextDocument> {
  const mark = markOf(bytes);
  const places = placesInText(file, text, mark);
  const scan = scanJson(text, { depth: limits.contractDepth, values: limits.contractNodes });
  if (scan.overLimitAt !== undefined) {
    const [at] = places([{ start: scan.overLimitAt, end: scan.overLimitAt + 1 }]);
    const what =
      scan.depth > limits.contractDepth
        ? `more than ${limits.contractDepth} objects and lists inside each other`
        : `more than ${limits.contractNodes} values`;
    return failed([finding("over-limit", { at, what, fix: rules.split })]);
  }
  const parsed = parse(text);
  if ("message" in parsed) return failed([syntaxProblem(file, bytes, text, parsed.message)]);
  const { value } = parsed;
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    return failed([
      finding("wrong-type", { at: places([{ start: 0, end: 1 }])[0], what: `${file} is no object` }),
    ]);
  }
  if (scan.duplicates.length > 0) {
    const at = places(scan.duplicates.flatMap(({ again, first }) => [again, first]));
    return failed(
      scan.duplicates.map(({ key }, index) =>
        finding("duplicate-key", {
          at: at[2 * index],
          what: `${quote(key, 60)} stands twice in this object`,
          near: [{ what: key, at: at[2 * index + 1] as Place }],
        }),
      ),
    );
  }
  const locate = createLocator(text);
  return ok({
    file,
    value,
    placesOf(pointers) {
      const located = locate(pointers);
      return places(pointers.map((pointer) => located.get(pointer) as TextRange));
    },
  });
}

function parse(text: string): { readonly value: Json } | { readonly message: string } {
  try {
    return { value: JSON.parse(text) as Json };
  } catch (error) {
    return { message: error instanceof Error ? error.message : String(error) };
  }
}

/** What is wrong with JSON text: told by our own reader, which knows places, unless the text is too large for it. */
function syntaxProblem(file: string, bytes: Uint8Array, text: string, message: string): Finding {
  const source = sourceOf(file, bytes, text);
  if (text.length <= limits.scenarioFileBytes) {
    const problems = newProblems();
    const where = (start: number, end: number): Where => whereOf(source, start, end);
    checked(() => readJsonText(text, where, problems, rules), problems, file, rules);
    const [first] = problems.found;
    if (first !== undefined) return first;
  }
  const position = Number(/position (\d+)/.exec(message)?.[1] ?? text.length);
  const what = `not valid JSON: ${message.slice(0, 200)}`;
  return finding("syntax-error", { at: placeOf(whereOf(source, position, position + 1)), what });
}
