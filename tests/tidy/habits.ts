import path from "node:path/posix";
import { isTest, type SourceFile } from "./source/files.ts";
import { children, isNode, lineOf, nameOf, nodes, parse, type Node, type Parsed } from "./source/parse.ts";

/** A habit that a file breaks. `size` is given for habits that are counted. */
export interface Slip {
  readonly habit: string;
  readonly where: string;
  readonly size?: number;
}

const linesMax = 300;
const functionLinesMax = 70;
const bytesMax = 200 * 1024;

/** Names that say nothing about what is inside. */
const emptyNames = /^(utils?|helpers?|common|misc|shared|stuff)$/;
/** Words put in for later; each is written in two parts, so that this file does not hold it. */
const leftOvers = new RegExp(
  `\\b(${[
    ["TO", "DO"],
    ["FIX", "ME"],
    ["XX", "X"],
    ["HA", "CK"],
  ]
    .map(glue)
    .join("|")})\\b`,
);
/** Places on the machines of those who wrote it, and hosts that packages are fetched from. */
const machines = new RegExp(
  [
    ["(^|[\\s\"'`(=:])/", "(work|farm|root)/"],
    ["/tmp/", "wt\\b"],
    ["https?://[\\w.-]*", "registry"],
  ]
    .map(glue)
    .join("|"),
  "m",
);

function glue(parts: readonly string[]): string {
  return parts.join("");
}

/** Slips that can be seen in any kept file: its name, its size, its words. */
export function slipsOfFile(file: SourceFile & { readonly bytes: number }): Slip[] {
  const slips: Slip[] = [];
  if (file.bytes > bytesMax) slips.push({ habit: "small-files", where: file.path });
  for (const part of file.path.split("/")) {
    if (part.split(/[.-]/).some((word) => emptyNames.test(word)))
      slips.push({ habit: "telling-names", where: file.path });
    if (!/^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/.test(part) && !/^[A-Z]+(\.md)?$/.test(part)) {
      slips.push({ habit: "kebab-case", where: file.path });
    }
  }
  const left = leftOvers.exec(file.text);
  if (left !== null)
    slips.push({ habit: "no-left-overs", where: `${file.path}:${lineOf(file, left.index)}` });
  const machine = file.path === "package-lock.json" ? null : machines.exec(file.text);
  if (machine !== null)
    slips.push({ habit: "no-machine-names", where: `${file.path}:${lineOf(file, machine.index)}` });
  return slips;
}

/** Slips that need the syntax tree: lengths, kinds of declarations, tests switched off. */
export function slipsOfCode(source: SourceFile): Slip[] {
  const file = parse(source);
  const lines = source.text.split("\n").length - 1;
  return [
    ...file.errors.map((message) => ({ habit: "readable", where: `${file.path}: ${message}` })),
    ...(lines > linesMax ? [{ habit: "file-length", where: file.path, size: lines }] : []),
    ...longFunctions(file),
    ...unique([...nodes(file.program)].flatMap((node) => slipsOfNode(node, file))),
  ];
}

/** `test.skipIf(x)("a", ...)` is two calls at one place. */
function unique(slips: readonly Slip[]): Slip[] {
  return [...new Map(slips.map((slip) => [`${slip.habit} ${slip.where}`, slip])).values()];
}

function slipsOfNode(node: Node, file: Parsed): Slip[] {
  const where = `${file.path}:${lineOf(file, node.start)}`;
  switch (node.type) {
    case "ExportDefaultDeclaration":
      // Tools read their configuration from a default export.
      return path.dirname(file.path) === "." ? [] : [{ habit: "named-exports", where }];
    case "TSEnumDeclaration":
    case "TSModuleDeclaration":
      // A file of declarations is erased as a whole.
      return file.path.endsWith(".d.ts") ? [] : [{ habit: "erasable-syntax", where }];
    case "CallExpression":
      return isTest(file.path) ? switchedOff(node, file, where) : [];
    default:
      return [];
  }
}

/** `.only` hides all other tests; `.skip` and its like need a comment that says why. */
function switchedOff(call: Node, file: Parsed, where: string): Slip[] {
  const names = chain(call["callee"]);
  if (!["test", "it", "describe", "suite"].includes(names[0] ?? "")) return [];
  if (names.includes("only")) return [{ habit: "no-only", where }];
  if (!names.some((name) => ["skip", "skipIf", "runIf", "todo", "fails"].includes(name))) return [];
  const line = lineOf(file, call.start);
  const [before = "", own = ""] = file.text.split("\n").slice(Math.max(0, line - 2), line);
  const commented = /^\s*(\/\/|\*|\/\*)/.test(line === 1 ? "" : before) || /\/\/ \S/.test(own);
  return commented ? [] : [{ habit: "skip-with-a-reason", where }];
}

/** The names of `a.b.c(...)(...)`, as ["a", "b", "c"]. */
function chain(node: unknown): string[] {
  if (!isNode(node)) return [];
  if (node.type === "Identifier") return [nameOf(node)];
  if (node.type === "MemberExpression") return [...chain(node["object"]), nameOf(node["property"])];
  if (node.type === "CallExpression") return chain(node["callee"]);
  return node.type === "TaggedTemplateExpression" ? chain(node["tag"]) : [];
}

function longFunctions(file: Parsed): Slip[] {
  return [...nodes(file.program)].flatMap((node) =>
    namedFunctions(node).flatMap(({ name, body }) => {
      const size = ownLines(body, file);
      return size > functionLinesMax
        ? [{ habit: "function-length", where: `${file.path} ${name}`, size }]
        : [];
    }),
  );
}

/** Lines of a function without those of named functions inside it, which are read on their own. */
function ownLines(body: Node, file: Parsed): number {
  let lines = lineOf(file, body.end) - lineOf(file, body.start) + 1;
  const open = [...children(body)];
  for (const node of open) {
    const inside = namedFunctions(node);
    for (const one of inside) lines -= lineOf(file, one.body.end) - lineOf(file, one.body.start) + 1;
    if (inside.length === 0) open.push(...children(node));
  }
  return lines;
}

/**
 * Functions that a node gives a name: declarations, methods, values of variables and fields, and tests.
 * What `describe` groups is no function to be read at once.
 */
function namedFunctions(node: Node): { readonly name: string; readonly body: Node }[] {
  if (node.type === "FunctionDeclaration") return [{ name: nameOf(node["id"]), body: node }];
  const holder = {
    VariableDeclarator: "init",
    Property: "value",
    MethodDefinition: "value",
    PropertyDefinition: "value",
  };
  const value = node[holder[node.type as keyof typeof holder]];
  if (isFunction(value)) return [{ name: nameOf(node["id"] ?? node["key"]), body: value }];
  const [root = ""] = node.type === "CallExpression" ? chain(node["callee"]) : [];
  if (!/^(test|it|describe|suite|beforeEach|beforeAll|afterEach|afterAll)$/.test(root)) return [];
  const callbacks = (node["arguments"] as Node[]).filter(isFunction);
  return /^(describe|suite)$/.test(root) ? [] : callbacks.map((body) => ({ name: root, body }));
}

function isFunction(value: unknown): value is Node {
  return isNode(value) && /^(FunctionExpression|ArrowFunctionExpression)$/.test(value.type);
}
