import type { JsonObject } from "../../../core/index.ts";
import { pathOf, type FileDiff } from "../git/index.ts";
import type { Urls } from "./urls.ts";

/** Files that one answer tells. */
export const filesMax = 300;

/** `diff-entry`: a file of a commit, a comparison or a pull request. @param sha of the commit that has it now */
export function diffEntry(file: FileDiff, name: string, sha: string, urls: Urls): JsonObject {
  const path = encodePath(pathOf(file));
  const patch = patchOf(file);
  return {
    sha: (file.after ?? file.before)?.sha ?? null,
    filename: pathOf(file),
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${urls.html}/${name}/blob/${sha}/${path}`,
    raw_url: `${urls.html}/${name}/raw/${sha}/${path}`,
    contents_url: `${urls.repository(name)}/contents/${path}?ref=${sha}`,
    ...(patch === undefined ? {} : { patch }),
    ...(file.status === "renamed" ? { previous_filename: file.before?.path ?? "" } : {}),
  };
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
