import { decodeLossless, encodeLossless } from "../../../../core/index.ts";
import { isBinary } from "../diff/index.ts";
import { blobOf, contentBytes, type ObjectStore } from "../object.ts";
import type { EntryMode } from "../tree-codec.ts";
import { mergeText, type ConflictMarks } from "./merge-text.ts";

/** What stands at a path: a file, link or submodule. */
export interface Version {
  readonly mode: EntryMode;
  readonly sha: string;
}

/** Why two changes can't both be had, in git's words. */
export type ConflictKind =
  | "content"
  | "add/add"
  | "modify/delete"
  | "rename/delete"
  | "rename/rename"
  | "file/directory"
  | "file location"
  | "binary"
  | "mode"
  | "distinct types"
  | "submodule";

/** What stands at a path on both sides and stood there in the base. */
export interface Triple {
  readonly base?: Version | undefined;
  readonly ours?: Version | undefined;
  readonly theirs?: Version | undefined;
}

/** What stands at a path after the merge, with a conflict where it had to be chosen. */
export interface MergedEntry {
  readonly version?: Version | undefined;
  readonly conflict?: ConflictKind;
}

/** How conflicts are written down. */
export interface MergeStyle {
  readonly marks: ConflictMarks;
  /** Whether the result is only the base of another merge: then what conflicts is as it was. */
  readonly virtual: boolean;
}

/** Merges what stands at one path, putting the blob of a content that both sides changed. */
export function mergeEntry(
  store: ObjectStore,
  { base, ours, theirs }: Triple,
  style: MergeStyle,
): MergedEntry {
  if (same(ours, theirs)) return { version: ours };
  if (same(base, ours)) return { version: theirs };
  if (same(base, theirs)) return { version: ours };
  if (ours === undefined || theirs === undefined)
    return { version: style.virtual ? base : (ours ?? theirs), conflict: "modify/delete" };
  if (kind(ours) !== kind(theirs))
    return { version: style.virtual ? base : ours, conflict: "distinct types" };
  const before = base !== undefined && kind(base) === kind(ours) ? base : undefined;
  const mode = pick(before?.mode, ours.mode, theirs.mode);
  const content = mergeContent(store, before?.sha, ours, theirs, style);
  // Two new files that differ only in their mode are in conflict about it.
  const conflict = content.conflict ?? (mode.conflict ? "mode" : undefined);
  const version = { mode: mode.value, sha: content.sha };
  return conflict === undefined
    ? { version }
    : { version, conflict: conflict === "content" && before === undefined ? "add/add" : conflict };
}

function same(one: Version | undefined, other: Version | undefined): boolean {
  return one?.sha === other?.sha && one?.mode === other?.mode;
}

function kind({ mode }: Version): string {
  return mode.slice(0, 3);
}

function pick<Value>(
  base: Value | undefined,
  ours: Value,
  theirs: Value,
): { value: Value; conflict: boolean } {
  if (ours === theirs || base === theirs) return { value: ours, conflict: false };
  if (base === ours) return { value: theirs, conflict: false };
  return { value: ours, conflict: true };
}

function mergeContent(
  store: ObjectStore,
  base: string | undefined,
  ours: Version,
  theirs: Version,
  { marks, virtual }: MergeStyle,
): { readonly sha: string; readonly conflict?: ConflictKind } {
  const picked = pick(base, ours.sha, theirs.sha);
  if (!picked.conflict) return { sha: picked.value };
  const kept = { sha: virtual ? (base ?? ours.sha) : ours.sha };
  if (kind(ours) === "160") return { ...kept, conflict: "submodule" };
  if (kind(ours) !== "100") return { ...kept, conflict: "content" };
  const texts = [base, ours.sha, theirs.sha].map((sha) => (sha === undefined ? "" : text(store, sha)));
  const [before, mine, yours] = texts;
  if (before === undefined || mine === undefined || yours === undefined)
    return { ...kept, conflict: "binary" };
  const merged = mergeText(before, mine, yours, marks);
  const sha = store.put(blobOf(encodeLossless(merged.text)));
  return merged.conflict ? { sha, conflict: "content" } : { sha };
}

/** The text of a blob, or undefined where it is binary. */
function text(store: ObjectStore, sha: string): string | undefined {
  const blob = store.get(sha);
  if (blob === undefined) return "";
  const bytes = contentBytes(blob);
  return isBinary(bytes) ? undefined : decodeLossless(bytes);
}
