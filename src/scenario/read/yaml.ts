import {
  Composer,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Parser,
  type Alias,
  type CST,
  type Document,
  type Node as YamlNode,
  type YAMLError,
  type YAMLMap,
} from "yaml";
import { finding } from "../../core/index.ts";
import type { Finding } from "../../core/index.ts";
import { addProblem, type Problems } from "../problems.ts";
import { placeOf, whereOf, type Source, type Where } from "../source.ts";
import {
  checkDepth,
  scenarioRules,
  tooLarge,
  TreeOverLimit,
  type Entry,
  type Node,
  type TableNode,
  type TreeRules,
} from "../tree.ts";

/**
 * Reads YAML 1.2 as strictly as the other formats: one document, plain keys, no tags, no merge keys, and
 * aliases in a number that can be followed by eye. Rules for other documents let more pass.
 */
export function readYaml(
  source: Source,
  problems: Problems,
  rules: TreeRules = scenarioRules,
): TableNode | null {
  const before = problems.count;
  const tokens = [...new Parser().parse(source.text)];
  reportFeatures(source, tokens, problems);
  if (problems.count > before) return null;
  for (const token of tokens) checkTokenDepth(source, token, rules);
  const composer = new Composer({
    version: "1.2",
    schema: "core",
    merge: false,
    uniqueKeys: false,
    intAsBigInt: true,
    keepSourceTokens: false,
    logLevel: "silent",
  });
  const [document] = [...composer.compose(tokens, true, source.text.length)] as Document.Parsed[];
  for (const error of document?.errors ?? []) addProblem(problems, () => syntaxFinding(source, error));
  if (problems.count > before) return null;
  const reader: Reader = { source, problems, rules, anchors: new Map(), open: [], aliases: 0, merged: 0 };
  const contents = document?.contents ?? null;
  const root = contents === null ? emptyTable(source) : read(reader, contents, 0);
  if (root.kind === "null") return emptyTable(source);
  if (root.kind !== "table") {
    const what = `${rules.what} is a mapping: \`key: value\` on each line`;
    addProblem(problems, () => finding("wrong-type", { at: placeOf(root.where), what }));
  }
  return root.kind === "table" && problems.count === before ? root : null;
}

interface Reader {
  readonly source: Source;
  readonly rules: TreeRules;
  readonly anchors: Map<string, Node>;
  /** Anchors whose value is being read. */
  readonly open: string[];
  readonly problems: Problems;
  aliases: number;
  /** Entries that merge keys brought, so that a few lines can't bring millions. */
  merged: number;
}

function emptyTable(source: Source): TableNode {
  return { kind: "table", entries: [], headers: [], where: whereOf(source, 0, 0) };
}

/** Directives and further documents, which are seen before anything is composed. */
function reportFeatures(source: Source, tokens: readonly CST.Token[], problems: Problems): void {
  const second = tokens.filter((token) => token.type === "document")[1];
  for (const token of tokens) {
    const { type, offset } = token;
    if (type === "directive") {
      const end = offset + token.source.length;
      addProblem(problems, () => feature(source, offset, end, `the directive ${token.source}`));
    } else if (token === second) {
      const fix = "Put it into a file of its own.";
      addProblem(problems, () => feature(source, offset, offset + 3, "a second document", fix));
    }
  }
}

function feature(source: Source, start: number, end: number, what: string, fix?: string): Finding {
  return finding("yaml-feature", {
    at: placeOf(whereOf(source, start, end)),
    what: `${what} is not allowed`,
    fix,
  });
}

/** The composer recurses, so depth is counted on the flat tokens first. */
function checkTokenDepth(source: Source, root: CST.Token, rules: TreeRules): void {
  const stack: { readonly token: CST.Token; readonly depth: number }[] = [{ token: root, depth: 0 }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { token, depth } = next;
    checkDepth(depth - 1, whereOf(source, token.offset, token.offset + 1), rules);
    if (token.type === "document" && token.value !== undefined) stack.push({ token: token.value, depth });
    if (!("items" in token)) continue;
    for (const item of token.items) {
      if (item.key !== undefined && item.key !== null) stack.push({ token: item.key, depth: depth + 1 });
      if (item.value !== undefined) stack.push({ token: item.value, depth: depth + 1 });
    }
  }
}

function nodeWhere(reader: Reader, node: YamlNode): Where {
  const [start, end] = node.range ?? [0, 0];
  return whereOf(reader.source, start, end);
}

function read(reader: Reader, node: YamlNode, depth: number): Node {
  const where = nodeWhere(reader, node);
  if (isMap(node) || isSeq(node)) checkDepth(depth, where, reader.rules);
  if (isAlias(node)) return readAlias(reader, node, where);
  const { anchor } = node as { readonly anchor?: string };
  if (node.tag !== undefined) {
    const what = `the tag ${node.tag.replace("tag:yaml.org,2002:", "!!")}`;
    addProblem(reader.problems, () =>
      finding("yaml-feature", { at: placeOf(where), what: `${what} is not allowed` }),
    );
  }
  if (anchor !== undefined) reader.open.push(anchor);
  const made = readContent(reader, node, depth, where);
  if (anchor !== undefined) {
    reader.open.pop();
    reader.anchors.set(anchor, made);
  }
  return made;
}

function readContent(reader: Reader, node: YamlNode, depth: number, where: Where): Node {
  if (isMap(node)) return readMap(reader, node as YAMLMap<YamlNode, YamlNode | null>, depth, where);
  if (isSeq(node)) {
    return {
      kind: "list",
      items: node.items.map((item) => read(reader, item as YamlNode, depth + 1)),
      where,
    };
  }
  const value: unknown = isScalar(node) ? node.value : null;
  if (typeof value === "string") return { kind: "string", value, where };
  if (typeof value === "boolean") return { kind: "boolean", value, where };
  if (typeof value === "number") return { kind: "float", value, where };
  if (typeof value !== "bigint") return { kind: "null", where };
  const number = Number(value);
  const held = Number.isSafeInteger(number) || !reader.rules.exactIntegers;
  return { kind: "integer", value: held ? number : Number.POSITIVE_INFINITY, where };
}

function readMap(reader: Reader, map: YAMLMap<YamlNode, YamlNode | null>, depth: number, where: Where): Node {
  const entries: Entry[] = [];
  const merged: Entry[] = [];
  for (const { key, value } of map.items) {
    const keyWhere = nodeWhere(reader, key);
    const name = keyName(key, reader.rules);
    const merges = reader.rules.looseKeys && isMergeKey(key);
    const problem = merges ? undefined : keyProblem(key, name);
    if (problem !== undefined) {
      addProblem(reader.problems, () => finding(problem.name, { at: placeOf(keyWhere), ...problem }));
    }
    const inner: Node = value === null ? { kind: "null", where: keyWhere } : read(reader, value, depth + 1);
    if (merges) merged.push(...mergedEntries(reader, inner));
    else if (name !== undefined && problem === undefined) entries.push({ key: name, keyWhere, value: inner });
  }
  // What a mapping says itself stands before what is merged into it, and the first merge before later ones.
  const said = new Set(entries.map(({ key }) => key));
  for (const entry of merged) {
    if (said.has(entry.key)) continue;
    said.add(entry.key);
    entries.push(entry);
  }
  return { kind: "table", entries, headers: [], where };
}

/** The text of a key; where keys are loose, what was written of a number, a boolean or null. */
function keyName(key: YamlNode, rules: TreeRules): string | undefined {
  if (!isScalar(key)) return undefined;
  if (typeof key.value === "string") return key.value;
  return rules.looseKeys ? (key.source ?? String(key.value)) : undefined;
}

function isMergeKey(key: YamlNode): boolean {
  return isScalar(key) && key.value === "<<" && key.type === "PLAIN";
}

function mergedEntries(reader: Reader, node: Node): readonly Entry[] {
  if (node.kind === "table") {
    reader.merged += node.entries.length;
    if (reader.merged > reader.rules.nodes) throw tooLarge(node.where, reader.merged, reader.rules);
    return node.entries;
  }
  if (node.kind === "list") return node.items.flatMap((item) => mergedEntries(reader, item));
  addProblem(reader.problems, () =>
    finding("yaml-feature", { at: placeOf(node.where), what: "the merge key << takes a mapping" }),
  );
  return [];
}

function keyProblem(
  key: YamlNode,
  name: string | undefined,
):
  | { readonly name: "yaml-feature" | "wrong-type"; readonly what: string; readonly fix?: string }
  | undefined {
  if (!isScalar(key)) return { name: "yaml-feature", what: "a key that is not a plain text is not allowed" };
  if (key.anchor !== undefined || key.tag !== undefined) {
    return { name: "yaml-feature", what: "an anchor or tag on a key is not allowed" };
  }
  if (isMergeKey(key)) {
    return { name: "yaml-feature", what: "the merge key << is not allowed" };
  }
  if (name !== undefined) return undefined;
  const written = key.source ?? String(key.value);
  return {
    name: "wrong-type",
    what: `the key ${written} is not a text`,
    fix: `Write it in quotes: "${written}"`,
  };
}

function readAlias(reader: Reader, alias: Alias, where: Where): Node {
  reader.aliases += 1;
  if (reader.aliases > reader.rules.aliases) {
    const what = `more than ${reader.rules.aliases} aliases`;
    throw new TreeOverLimit(
      finding("over-limit", { at: placeOf(where), what, fix: "Write the values out." }),
    );
  }
  const made = reader.anchors.get(alias.source);
  if (made !== undefined) return made;
  const inside = reader.open.includes(alias.source);
  addProblem(reader.problems, () =>
    finding(inside ? "yaml-feature" : "syntax-error", {
      at: placeOf(where),
      what: inside
        ? `*${alias.source} stands inside the value it names`
        : `*${alias.source} names nothing: there is no &${alias.source} above it`,
      fix: inside ? undefined : "Correct the name, or quote the text when it is no alias.",
    }),
  );
  return { kind: "null", where };
}

const hints: Readonly<Record<string, { readonly what: string; readonly fix: string }>> = {
  TAB_AS_INDENT: { what: "a tab is used for indentation", fix: "Indent with blanks." },
  BLOCK_AS_IMPLICIT_KEY: {
    what: "a second `key: value` on one line",
    fix: "Put a text that holds a colon in quotes, or start a new line.",
  },
  BAD_SCALAR_START: { what: "a text can't begin with this character", fix: "Put the text in quotes." },
};

function syntaxFinding(source: Source, error: YAMLError): Finding {
  const at = placeOf(whereOf(source, ...error.pos));
  const hint = hints[error.code];
  const message = error.message.charAt(0).toLowerCase() + error.message.slice(1);
  return finding("syntax-error", { at, what: hint?.what ?? `not valid YAML: ${message}`, fix: hint?.fix });
}
