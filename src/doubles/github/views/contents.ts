import type { JsonObject } from "../../../core/index.ts";
import { toBase64 } from "../../../core/index.ts";
import { contentBytes, type GitObject, type ObjectReader, type PathEntry } from "../git/index.ts";
import { encodePath } from "./files.ts";
import type { Urls } from "./urls.ts";

/** What contents in answers are made from. */
export interface ContentShown {
  readonly store: ObjectReader;
  readonly urls: Urls;
  /** "owner/name". */
  readonly name: string;
  /** Branch, tag or SHA that was asked for. */
  readonly ref: string;
  /** Addresses of submodules' repositories by path. */
  readonly submodules: ReadonlyMap<string, string>;
}

/** Bytes of a file from which on its content is only told raw. */
const contentMax = 1024 * 1024;

/** Bytes of a blob from which on nothing is told of it. */
export const blobMax = 100 * 1024 * 1024;

/** What every form of an entry has. @param type in the answer's words */
export function contentBase(shown: ContentShown, entry: PathEntry, type: string): JsonObject {
  const { urls, name, ref, store, submodules } = shown;
  const path = encodePath(entry.path);
  const url = `${urls.repository(name)}/contents/${path}?ref=${encodeURIComponent(ref)}`;
  const submodule = entry.type === "commit";
  const kind = entry.type === "tree" ? "trees" : "blobs";
  const git = submodule ? null : `${urls.repository(name)}/git/${kind}/${entry.sha}`;
  const shownAs = entry.type === "tree" ? "tree" : "blob";
  const html = submodule
    ? (submodules.get(entry.path)?.replace(/\.git$/, "") ?? null)
    : `${urls.html}/${name}/${shownAs}/${encodePath(ref)}/${path}`;
  const blob = entry.type === "blob" ? store.get(entry.sha) : undefined;
  return {
    name: entry.path.slice(entry.path.lastIndexOf("/") + 1),
    path: entry.path,
    sha: entry.sha,
    size: blob === undefined ? 0 : contentBytes(blob).length,
    url,
    html_url: html,
    git_url: git,
    download_url: entry.type === "blob" ? `${urls.raw}/${name}/${encodePath(ref)}/${path}` : null,
    type,
    _links: { self: url, git, html },
  };
}

/** An entry in the list of a folder. A submodule is called a file there, as GitHub does since before it knew better. */
export function listedContent(shown: ContentShown, entry: PathEntry): JsonObject {
  const type = {
    tree: "dir",
    commit: "file",
    blob: entry.mode === "120000" ? "symlink" : "file",
    tag: "file",
  };
  return contentBase(shown, entry, type[entry.type]);
}

/** `content-file`: a file with its content. */
export function fileContent(shown: ContentShown, entry: PathEntry): JsonObject {
  // Trees name objects that are there; only submodules are elsewhere.
  const bytes = contentBytes(shown.store.get(entry.sha) as GitObject);
  const told =
    bytes.length > contentMax
      ? { content: "", encoding: "none" }
      : { content: foldedBase64(bytes), encoding: "base64" };
  return { ...contentBase(shown, entry, "file"), ...told };
}

/** Base64 in lines of 60, each with its line feed. */
export function foldedBase64(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll(/.{1,60}/g, "$&\n");
}

/** `content-symlink`: a link that leads to no file of the repository. */
export function linkContent(shown: ContentShown, entry: PathEntry, target: string): JsonObject {
  return { ...contentBase(shown, entry, "symlink"), target };
}

/** `content-submodule`; without an address where `.gitmodules` does not tell one. */
export function submoduleContent(shown: ContentShown, entry: PathEntry): JsonObject {
  return {
    ...contentBase(shown, entry, "submodule"),
    submodule_git_url: shown.submodules.get(entry.path) ?? null,
  };
}

/** Addresses of submodules by path, as `.gitmodules` says them. */
export function readSubmodules(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const section of text.split(/^\s*\[submodule [^\n]*\]\s*$/m).slice(1)) {
    const path = /^\s*path\s*=\s*(.+?)\s*$/m.exec(section)?.[1];
    const url = /^\s*url\s*=\s*(.+?)\s*$/m.exec(section)?.[1];
    if (path !== undefined && url !== undefined) found.set(path, url);
  }
  return found;
}
