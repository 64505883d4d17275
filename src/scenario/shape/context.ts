import { finding } from "../../core/index.ts";
import type { FindingInput, FindingName, Json, Place, RegexPort } from "../../core/index.ts";
import { addProblem, type Problems } from "../problems.ts";
import { projectPath, unreadableFile, type ReadFile } from "../project-path.ts";
import { folderFiles, type FolderLimits, type FolderContent } from "./folder-files.ts";
import { isCamelCase, placeOf, type Where } from "../source.ts";
import { stringPlaces } from "../string-place.ts";
import type { Entry, Node, TableNode } from "../tree.ts";
import { assignment } from "./describe.ts";
import { camelCase } from "./names.ts";
import { pathText } from "./path.ts";
import type { TableShape } from "./shape.ts";

/** A table that is being read, with its definition: what a misplaced field is looked up in. */
export interface Frame {
  readonly shape: TableShape;
  readonly node: TableNode;
  readonly path: string;
}

/** What a reader knows on its way through a tree. */
export interface Decoder {
  readonly problems: Problems;
  /** What all of it is called: "the top of the file", 'world.command("git")'. */
  readonly root: string;
  /** Handlers and predicates are accepted: the value comes from test code. */
  readonly allowCode: boolean;
  /** Reads the files that replies name; null when the value is only checked. */
  readonly readFile: ReadFile | null;
  /** Runs patterns of files that are read with a budget; absent where it can't be had. */
  readonly regex?: RegexPort | undefined;
  readonly path: (string | number)[];
  readonly frames: Frame[];
}

/** What a mapping is told about the value it turns. */
export interface MapContext {
  readonly node: Node;
  /** "services.convo.stubs[0].reply" */
  readonly path: string;
  /** The value comes from test code, which may leave out what a file must say. */
  readonly fromCode: boolean;
  readonly at: Place;
  /** Runs patterns of files that are read with a budget; absent where it can't be had. */
  readonly regex: RegexPort | undefined;
  /** Reports a finding, at the node unless a place is given, and gives undefined. */
  report(name: FindingName, input: FindingInput): undefined;
  /** Place of a range of characters in a string's value, as exactly as its escapes let it be told. */
  placeWithin(start: number, end: number): Place;
  /** Bytes of a file that the node's text names; undefined after reporting why there are none. */
  fileBytes(
    path: string,
    maxBytes: number,
  ): { readonly path: string; readonly bytes: Uint8Array } | undefined;
  /** The same for a file that need not be there: null when it is not. */
  optionalFile(
    path: string,
    maxBytes: number,
  ): { readonly path: string; readonly bytes: Uint8Array | null } | undefined;
  /**
   * The files of a folder that the node's text names, with their bytes; undefined after reporting why there are none.
   * Empty where the value is only checked.
   */
  folderFiles(path: string, most: FolderLimits): readonly FolderContent[] | undefined;
  /** Place of a field of the table, or of the table. */
  placeOfField(name: string): Place;
  /** The value of a field of the table that this value stands in, however many lists are between. */
  outer(name: string): Node | undefined;
  /** The value of a field of the table. */
  fieldNode(name: string): Node | undefined;
  /** The context of a field of the table. */
  ofField(name: string): MapContext;
  /** `key = value` for a field of the table, in the format that is written here, for fixes. */
  assignment(name: string, value: Json): string;
  /** The same for the value itself. */
  assignmentHere(value: Json): string;
}

/** A decoder at the start of a tree. */
export function newDecoder(
  problems: Problems,
  options: Pick<Decoder, "root" | "allowCode" | "readFile" | "regex">,
): Decoder {
  return { ...options, problems, path: [], frames: [] };
}

/** What the whole of a file is called. */
export const fileRoot = "the top of the file";

/** What is being read: its path, or what all of it is called. */
export function subject(decoder: Decoder): string {
  return decoder.path.length === 0 ? decoder.root : pathText(decoder.path);
}

/** Whether code is accepted in a place: never in a file, whoever includes it. */
export function codeAllowed(decoder: Decoder, where: Where): boolean {
  return decoder.allowCode && "input" in where;
}

/** Reports a finding and gives undefined, what reading gives when it fails. */
export function report(decoder: Decoder, name: FindingName, where: Where, input: FindingInput): undefined {
  addProblem(decoder.problems, () => finding(name, { at: placeOf(where), ...input }));
  return undefined;
}

/** What a mapping is told. */
export function mapContext(decoder: Decoder, node: Node): MapContext {
  const path = subject(decoder);
  const last = String(decoder.path.at(-1) ?? "");
  return {
    node,
    path,
    fromCode: codeAllowed(decoder, node.where),
    regex: decoder.regex,
    get at() {
      return placeOf(node.where);
    },
    report: (name, input) => report(decoder, name, node.where, input),
    placeWithin: (start, end) =>
      placeOf(node.kind === "string" ? stringPlaces(node)(start, end) : node.where),
    fileBytes: (file, maxBytes) => {
      const found = fileBytes(decoder, node, file, maxBytes);
      // A value that is only checked names files that are read when it is linked.
      return found === undefined ? undefined : { path: found.path, bytes: found.bytes ?? new Uint8Array() };
    },
    optionalFile: (file, maxBytes) => fileBytes(decoder, node, file, maxBytes, true),
    folderFiles: (folder, most) => filesOfFolder(decoder, node, folder, most),
    placeOfField: (name) => placeOf(fieldEntry(node, name)?.keyWhere ?? node.where),
    outer: (name) => {
      const frame = decoder.frames.at(-1);
      return frame === undefined ? undefined : fieldEntry(frame.node, name)?.value;
    },
    fieldNode: (name) => fieldEntry(node, name)?.value,
    ofField: (name) => {
      const entry = fieldEntry(node, name);
      if (entry === undefined) return mapContext(decoder, node);
      decoder.path.push(entry.key);
      const context = mapContext(decoder, entry.value);
      decoder.path.pop();
      return context;
    },
    assignmentHere: (value) => assignment(node.where, last, value),
    assignment: (name, value) => assignment(node.where, spelling(name, node.where), value),
  };
}

function fileBytes(
  decoder: Decoder,
  node: Node,
  file: string,
  maxBytes: number,
  missingIsFine = false,
): { path: string; bytes: Uint8Array | null } | undefined {
  const resolved = projectPath(file, node.where);
  if (!resolved.ok) {
    const what = `${subject(decoder)}: ${resolved.problem.what}`;
    return report(decoder, "bad-path", node.where, { ...resolved.problem, what });
  }
  if (decoder.readFile === null) return { path: resolved.path, bytes: null };
  let read = decoder.readFile(resolved.path, maxBytes);
  if (read.ok && read.bytes.length > maxBytes) read = { ok: false, reason: "too-large" };
  if (read.ok) return { path: resolved.path, bytes: read.bytes };
  if (missingIsFine && read.reason === "not-found") return { path: resolved.path, bytes: null };
  const failure = read;
  addProblem(decoder.problems, () => unreadableFile(resolved.path, failure, node.where, maxBytes));
  return undefined;
}

function filesOfFolder(
  decoder: Decoder,
  node: Node,
  folder: string,
  most: FolderLimits,
): readonly FolderContent[] | undefined {
  const resolved = projectPath(folder, node.where, "folder");
  if (!resolved.ok) {
    const what = `${subject(decoder)}: ${resolved.problem.what}`;
    return report(decoder, "bad-path", node.where, { ...resolved.problem, what });
  }
  if (decoder.readFile === null) return [];
  const read = folderFiles(decoder.readFile, resolved.path, node.where, most);
  if (read.ok) return read.value;
  for (const one of read.findings) addProblem(decoder.problems, () => one);
  return undefined;
}

function fieldEntry(node: Node, name: string): Entry | undefined {
  if (node.kind !== "table") return undefined;
  return node.entries.find(({ key, keyWhere }) => key === spelling(name, keyWhere));
}

/** A field's name as it is spelled where a node comes from: snake_case in files, camelCase in TypeScript. */
export function spelling(name: string, where: Where): string {
  return isCamelCase(where) ? camelCase(name) : name;
}
