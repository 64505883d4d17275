import type { JsonObject } from "../../../core/index.ts";
import type { FileDiff, PathEntry } from "../git/index.ts";
import type { Urls } from "./urls.ts";

/** Files that one answer tells. */
export const filesMax = 300;

/** `diff-entry`: a file of a commit, a comparison or a pull request. @param sha of the commit that has it now */
export function diffEntry(file: FileDiff, name: string, sha: string, urls: Urls): JsonObject {
  const path = encodePath(sideOf(file).path);
  const patch = patchOf(file);
  return {
    sha: sideOf(file).sha,
    filename: sideOf(file).path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${urls.html}/${name}/blob/${sha}/${path}`,
    raw_url: `${urls.html}/${name}/raw/${sha}/${path}`,
    contents_url: `${urls.repository(name)}/contents/${path}?ref=${sha}`,
    ...(patch === undefined ? {} : { patch }),
    ...(file.status === "renamed" ? { previous_filename: (file.before as PathEntry).path } : {}),
  };
}

/** What a file is now, or was when it is gone: it has one side at least. */
function sideOf({ before, after }: FileDiff): PathEntry {
  return (after ?? before) as PathEntry;
}

/** Hunks without the last line feed; none for binary files and for those of which only name or mode changed. */
function patchOf({ hunks }: FileDiff): string | undefined {
  if (hunks === "") return undefined;
  // Bytes that are no text can't stand in JSON.
  return hunks.replace(/\n$/, "").replaceAll(/(?<![\ud800-\udbff])[\udc80-\udcff]/g, "\ufffd");
}

/** Lines of several files. */
export function lineStats(files: readonly FileDiff[]): JsonObject {
  const [additions, deletions] = files.reduce(
    ([plus, minus], file) => [plus + file.additions, minus + file.deletions],
    [0, 0],
  );
  return { total: additions + deletions, additions, deletions };
}

/** A path in an address: slashes stay. */
export function encodePath(path: string): string {
  return path
    .split("/")
    .map((part) => encodeURIComponent(part))
    .join("/");
}
