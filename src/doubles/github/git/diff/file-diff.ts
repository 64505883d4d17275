import { decodeLossless } from "../../../../core/index.ts";
import { contentBytes, type ObjectReader } from "../object.ts";
import { compareBytes, type PathEntry } from "../tree.ts";
import { countLines, diffLines } from "./diff-lines.ts";
import { unified } from "./hunks.ts";
import { findRenames, type Rename } from "./renames.ts";
import { fullScore, isBinary } from "./similarity.ts";
import { diffTrees, type PathPair } from "./tree-diff.ts";

/** How a file changed, in the words of GitHub's API; "changed": it is of another kind now, as a link for a file. */
export type FileStatus = "added" | "removed" | "modified" | "renamed" | "changed";

/** One file of a difference. */
export interface FileDiff {
  readonly status: FileStatus;
  readonly before?: PathEntry;
  readonly after?: PathEntry;
  /** For a renamed file, whole percent. */
  readonly similarity?: number;
  readonly binary: boolean;
  readonly additions: number;
  readonly deletions: number;
  /** Hunks in unified form, each line with its line feed; "" for binary files and where only mode or name changed. */
  readonly hunks: string;
  /** Of a "changed" file its removal and its addition: as such git writes it. */
  readonly parts?: readonly FileDiff[];
}

/** The path that a file has now, or had when it is gone. */
export function pathOf(file: FileDiff): string {
  return ((file.after ?? file.before) as PathEntry).path;
}

/**
 * The files that differ between two trees, as `git diff -M` tells them.
 * @param before SHA of a tree; undefined for nothing, as before a first commit
 */
export function diffFiles(
  store: ObjectReader,
  before: string | undefined,
  after: string | undefined,
): readonly FileDiff[] {
  const pairs = diffTrees(store, before, after);
  const renames = findRenames(store, pairs);
  const sources = new Set(renames.map(({ from }) => from.path));
  const targets = new Map(renames.map((rename) => [rename.to.path, rename]));
  const files = pairs.flatMap((pair): FileDiff[] => {
    const rename = pair.before === undefined ? targets.get(pair.path) : undefined;
    if (rename !== undefined) return [renamed(store, rename)];
    if (pair.after === undefined && sources.has(pair.path)) return [];
    return [plainDiff(store, pair)];
  });
  return files.sort((one, other) => compareBytes(pathOf(one), pathOf(other)));
}

function plainDiff(store: ObjectReader, { before, after }: PathPair): FileDiff {
  const status = statusOf(before, after);
  if (status !== "changed") return fileDiff(store, status, before, after);
  const removed = fileDiff(store, "removed", before, undefined);
  const added = fileDiff(store, "added", undefined, after);
  return {
    ...removed,
    ...added,
    status,
    binary: removed.binary || added.binary,
    deletions: removed.deletions,
    hunks: removed.hunks + added.hunks,
    parts: [removed, added],
  };
}

function renamed(store: ObjectReader, { from, to, score }: Rename): FileDiff {
  return {
    ...fileDiff(store, "renamed", from, to),
    similarity: Math.floor((score * 100) / fullScore),
  };
}

function statusOf(before: PathEntry | undefined, after: PathEntry | undefined): FileStatus {
  if (before === undefined) return "added";
  if (after === undefined) return "removed";
  return kindOf(before) === kindOf(after) ? "modified" : "changed";
}

/** Kind of an entry: file, link or submodule. */
function kindOf({ mode }: PathEntry): string {
  return mode.slice(0, 3);
}

function fileDiff(
  store: ObjectReader,
  status: FileStatus,
  before: PathEntry | undefined,
  after: PathEntry | undefined,
): FileDiff {
  const sides = { status, ...(before && { before }), ...(after && { after }) };
  const [old, now] = [before, after].map((entry) => textAt(store, entry));
  if (before?.sha === after?.sha) return { ...sides, binary: false, additions: 0, deletions: 0, hunks: "" };
  if (old === undefined || now === undefined)
    return { ...sides, binary: true, additions: 0, deletions: 0, hunks: "" };
  const diff = diffLines(old, now);
  return { ...sides, binary: false, ...countLines(diff), hunks: unified(diff) };
}

/** The text that a difference shows: that of a submodule is its commit. Undefined where it is binary. */
function textAt(store: ObjectReader, entry: PathEntry | undefined): string | undefined {
  if (entry === undefined) return "";
  if (entry.type === "commit") return `Subproject commit ${entry.sha}\n`;
  const blob = store.get(entry.sha);
  if (blob === undefined) return "";
  if (blob.encoding === undefined && !blob.data.slice(0, 8_000).includes("\0")) return blob.data;
  const bytes = contentBytes(blob);
  return isBinary(bytes) ? undefined : decodeLossless(bytes);
}
