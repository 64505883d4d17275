import { parseSync } from "oxc-parser";
import type { SourceFile } from "./files.ts";

/** A node of the syntax tree (ESTree with TypeScript), as far as the checks look at it. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

/** One use of another module: import, re-export, dynamic import or import type. */
export interface Use {
  readonly specifier: string;
  /** What is taken: names as the other module exports them; `*` for everything, `default`. */
  readonly names: readonly string[];
  /** Gone at run time. */
  readonly typeOnly: boolean;
  readonly line: number;
}

/** The specifier of an import whose name is computed: it can't be checked, so rules don't allow it. */
export const computed = "(computed)";

/** A parsed file. */
export interface Parsed extends SourceFile {
  readonly program: Node;
  readonly uses: readonly Use[];
  /** What the parser could not read; such a file must fail every check. */
  readonly errors: readonly string[];
}

export function parse(file: SourceFile): Parsed {
  const result = parseSync(file.path, file.text);
  const program = result.program as unknown as Node;
  const uses: Use[] = [];
  for (const node of nodes(program)) {
    const use = useOf(node);
    if (use !== undefined) uses.push({ ...use, line: lineOf(file, node.start) });
  }
  return { ...file, program, uses, errors: result.errors.map((error) => error.message) };
}

/** Every node below and including one, parents first. */
export function* nodes(node: Node): Generator<Node> {
  yield node;
  for (const child of children(node)) yield* nodes(child);
}

/** The nodes directly below one. */
export function* children(node: Node): Generator<Node> {
  for (const value of Object.values(node)) {
    if (isNode(value)) yield value;
    else if (Array.isArray(value)) yield* value.filter(isNode);
  }
}

export function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as Node).type === "string";
}

/** The line an offset stands in, from 1. */
export function lineOf(file: SourceFile, offset: number): number {
  return file.text.slice(0, offset).split("\n").length;
}

function useOf(node: Node): Omit<Use, "line"> | undefined {
  switch (node.type) {
    case "ImportDeclaration": {
      const specifiers = node["specifiers"] as Node[];
      const typeOnly =
        node["importKind"] === "type" ||
        (specifiers.length > 0 && specifiers.every((one) => one["importKind"] === "type"));
      return { specifier: textOf(node["source"]), names: specifiers.map(importedName), typeOnly };
    }
    case "ExportAllDeclaration":
      return { specifier: textOf(node["source"]), names: ["*"], typeOnly: node["exportKind"] === "type" };
    case "ExportNamedDeclaration": {
      if (!isNode(node["source"])) return undefined;
      const names = (node["specifiers"] as Node[]).map((one) => nameOf(one["local"]));
      return { specifier: textOf(node["source"]), names, typeOnly: node["exportKind"] === "type" };
    }
    case "ImportExpression":
      return { specifier: textOf(node["source"]), names: ["*"], typeOnly: false };
    case "TSImportType":
      return { specifier: textOf(node["source"]), names: ["*"], typeOnly: true };
    case "TSExternalModuleReference":
      return { specifier: textOf(node["expression"]), names: ["*"], typeOnly: false };
    default:
      return undefined;
  }
}

function importedName(specifier: Node): string {
  if (specifier.type === "ImportDefaultSpecifier") return "default";
  return specifier.type === "ImportNamespaceSpecifier" ? "*" : nameOf(specifier["imported"]);
}

/** The name of an identifier or of a string used as one. */
export function nameOf(node: unknown): string {
  return isNode(node) ? String(node["name"] ?? node["value"]) : "";
}

function textOf(node: unknown): string {
  return isNode(node) && typeof node["value"] === "string" ? node["value"] : computed;
}
