import { failed, ok } from "../../core/index.ts";
import type { Json, Place, Result } from "../../core/index.ts";
import { parseFile } from "../read/parse-file.ts";
import type { Where } from "../source.ts";
import type { Node } from "../tree.ts";
import type { EditPath } from "./operation.ts";

/** A scenario file as edits see it: what stands where. */
export interface ScenarioOutline {
  readonly value: Json;
  /** The path of the value that begins at a place of this file; undefined where none does. */
  pathAt(place: Place): EditPath | undefined;
}

/** Reads a scenario file for who wants to change it. @param file path relative to the project */
export async function readOutline(file: string, bytes: Uint8Array): Promise<Result<ScenarioOutline>> {
  const { tree, problems } = await parseFile(file, bytes);
  if (tree === null || problems.count > 0) return failed(problems.found);
  const paths = new Map<number, EditPath>();
  collect(tree, [], paths);
  return ok({
    value: plain(tree),
    pathAt: (place) =>
      place.kind === "file" && place.file === file && place.bytes !== undefined
        ? paths.get(place.bytes.start)
        : undefined,
  });
}

/** The paths of all values by where they begin; of those that begin together, the outermost. */
function collect(node: Node, path: EditPath, paths: Map<number, EditPath>): void {
  const start = startOf(node.where);
  if (start !== undefined && path.length > 0 && !paths.has(start)) paths.set(start, path);
  if (node.kind === "list")
    for (const [index, item] of node.items.entries()) collect(item, [...path, index], paths);
  if (node.kind === "table") for (const { key, value } of node.entries) collect(value, [...path, key], paths);
}

function startOf(where: Where): number | undefined {
  return "input" in where ? undefined : where.start;
}

/** A tree as a value; a date, which JSON has not, as a table that nothing else is. */
export function plain(node: Node): Json {
  switch (node.kind) {
    case "table":
      return Object.fromEntries(node.entries.map(({ key, value }) => [key, plain(value)]));
    case "list":
      return node.items.map(plain);
    case "date":
      return { "\0date": node.text };
    case "null":
      return null;
    case "bytes":
    case "matcher":
    case "code":
      return { "\0kind": node.kind };
    case "string":
    case "integer":
    case "float":
    case "boolean":
    default:
      return node.value;
  }
}
