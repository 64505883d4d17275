import { children, isNode, nameOf, type Node } from "./parse.ts";

/** A use of a name that no enclosing scope declares: a global. */
export interface GlobalUse {
  readonly name: string;
  readonly start: number;
}

interface Scope {
  readonly names: ReadonlySet<string>;
  readonly outer: Scope | undefined;
}

/** The language itself, without what differs from one moment or machine to the next. */
export const languageGlobals: ReadonlySet<string> = new Set(
  `undefined NaN Infinity Object Function Boolean Symbol Number BigInt Math String RegExp Array Map Set WeakMap WeakSet
  ArrayBuffer SharedArrayBuffer Atomics DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array
  Uint32Array Float32Array Float64Array BigInt64Array BigUint64Array JSON Promise Proxy Reflect Iterator Error TypeError
  RangeError SyntaxError EvalError URIError ReferenceError AggregateError parseInt parseFloat isNaN isFinite
  encodeURIComponent decodeURIComponent encodeURI decodeURI arguments`.split(/\s+/),
);

/**
 * Every global that a program uses as a value. Types don't count, nor names of properties. `Math.random`
 * and `import.meta` are reported under those names.
 */
export function globalUses(program: Node): GlobalUse[] {
  const found: GlobalUse[] = [];
  visit(program, { names: declaredIn(program), outer: undefined }, found);
  return found;
}

/** Globals that a program only claims to exist, with `declare`. */
export function ambientNames(program: Node): GlobalUse[] {
  const statements = (program["body"] as Node[]).map((one) =>
    isNode(one["declaration"]) ? one["declaration"] : one,
  );
  return statements
    .filter((statement) => statement["declare"] === true && !statement.type.startsWith("TSType"))
    .flatMap((statement) =>
      declarationsOf([{ ...statement, declare: false }]).map((name) => ({ name, start: statement.start })),
    );
}

function visit(node: Node, scope: Scope, found: GlobalUse[]): void {
  if (node.type === "Identifier") {
    if (!isDeclared(nameOf(node), scope)) found.push({ name: nameOf(node), start: node.start });
    return;
  }
  if (node.type === "MetaProperty" && nameOf(node["meta"]) === "import") {
    found.push({ name: "import.meta", start: node.start });
    return;
  }
  if (node.type === "MemberExpression" && isMathRandom(node) && !isDeclared("Math", scope)) {
    found.push({ name: "Math.random", start: node.start });
  }
  for (const child of valueChildren(node)) {
    const names = declaredIn(child);
    visit(child, names.size > 0 ? { names, outer: scope } : scope, found);
  }
}

function isDeclared(name: string, scope: Scope): boolean {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
    if (at.names.has(name)) return true;
  }
  return false;
}

function isMathRandom(node: Node): boolean {
  const property = node["property"];
  return nameOf(node["object"]) === "Math" && nameOf(property) === "random";
}

/** Children that are evaluated: no types, no labels, no names of properties, imports and exports. */
function valueChildren(node: Node): Node[] {
  switch (node.type) {
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSNonNullExpression":
    case "TSTypeAssertion":
    case "TSInstantiationExpression":
      return [node["expression"] as Node];
    case "MemberExpression":
      return node["computed"] === true ? [...children(node)] : [node["object"] as Node];
    case "Property":
    case "MethodDefinition":
    case "PropertyDefinition":
    case "AccessorProperty":
      return node["computed"] === true ? [...children(node)] : [node["value"]].filter(isNode);
    case "ImportDeclaration":
    case "ExportAllDeclaration":
    case "BreakStatement":
    case "ContinueStatement":
    case "MetaProperty":
      return [];
    case "LabeledStatement":
      return [node["body"] as Node];
    case "ExportSpecifier":
      return [node["local"] as Node];
    case "ExportNamedDeclaration":
      return isNode(node["source"]) ? [] : [...children(node)];
    default:
      return node.type.startsWith("TS") || node["declare"] === true ? [] : [...children(node)];
  }
}

/** Names that a node declares for what stands inside it; empty for nodes that open no scope. */
function declaredIn(node: Node): ReadonlySet<string> {
  switch (node.type) {
    case "Program":
    case "BlockStatement":
    case "StaticBlock":
      return new Set(declarationsOf(node["body"] as Node[]));
    case "SwitchStatement":
      return new Set((node["cases"] as Node[]).flatMap((one) => declarationsOf(one["consequent"] as Node[])));
    case "FunctionDeclaration":
    case "FunctionExpression":
    case "ArrowFunctionExpression":
      return new Set([nameOf(node["id"]), "arguments", ...(node["params"] as Node[]).flatMap(boundNames)]);
    case "ClassExpression":
      return new Set([nameOf(node["id"])]);
    case "CatchClause":
      return new Set(isNode(node["param"]) ? boundNames(node["param"]) : []);
    case "ForStatement":
      return new Set(declarationsOf([node["init"]].filter(isNode)));
    case "ForInStatement":
    case "ForOfStatement":
      return new Set(declarationsOf([node["left"]].filter(isNode)));
    default:
      return new Set();
  }
}

/** Names declared by statements. A `declare` makes nothing, so what it names stays a global. */
function declarationsOf(statements: readonly Node[]): string[] {
  return statements.flatMap((statement) => {
    if (statement["declare"] === true) return [];
    switch (statement.type) {
      case "ImportDeclaration":
        return (statement["specifiers"] as Node[]).map((one) => nameOf(one["local"]));
      case "ExportNamedDeclaration":
      case "ExportDefaultDeclaration":
        return isNode(statement["declaration"]) ? declarationsOf([statement["declaration"]]) : [];
      case "VariableDeclaration":
        return (statement["declarations"] as Node[]).flatMap((one) => boundNames(one["id"] as Node));
      case "FunctionDeclaration":
      case "ClassDeclaration":
      case "TSImportEqualsDeclaration":
        return [nameOf(statement["id"])];
      default:
        return [];
    }
  });
}

/** Names that a pattern binds. */
function boundNames(pattern: Node): string[] {
  switch (pattern.type) {
    case "Identifier":
      return [nameOf(pattern)];
    case "ObjectPattern":
      return (pattern["properties"] as Node[]).flatMap(boundNames);
    case "Property":
      return boundNames(pattern["value"] as Node);
    case "ArrayPattern":
      return (pattern["elements"] as (Node | null)[]).filter(isNode).flatMap(boundNames);
    case "RestElement":
      return boundNames(pattern["argument"] as Node);
    case "AssignmentPattern":
      return boundNames(pattern["left"] as Node);
    default:
      return [];
  }
}
