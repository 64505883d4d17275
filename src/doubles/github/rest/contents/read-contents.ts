import { decodeLossless } from "../../../../core/index.ts";
import { findCommit } from "../../domain/find-commit.ts";
import {
  commitAt,
  contentBytes,
  treeEntryAt,
  type PathEntry,
  type GitObject,
  entriesOf,
} from "../../git/index.ts";
import {
  blobMax,
  contentBase,
  fileContent,
  linkContent,
  listedContent,
  readSubmodules,
  submoduleContent,
  type ContentShown,
} from "../../views/contents.ts";
import { answered, type RestAnswer } from "../answer.ts";
import { operation, type Operation, type RestCall } from "../call.ts";
import { ApiProblem, notFound } from "../problem.ts";
import { isEmpty, param, storeOf } from "./git-call.ts";

/** Files and folders as they are at a branch, tag or commit. */
export const readContentOperations: readonly Operation[] = [
  operation("repos/get-content", (call) => {
    const { shown, tree } = treeIn(call);
    const path = param(call, "path").replace(/\/+$/, "");
    const entry = treeEntryAt(shown.store, tree, path);
    if (entry === undefined) throw notFound();
    return entry.type === "tree" ? folderAnswer(call, shown, entry) : entryAnswer(call, shown, tree, entry);
  }),
  operation("repos/get-readme", (call) => readme(call, "")),
  operation("repos/get-readme-in-directory", (call) => readme(call, param(call, "dir"))),
];

/** Entries of a folder that are told. */
const entriesMax = 1_000;

/** The tree that a call asks about. @throws ApiProblem 404 */
function treeIn(call: RestCall): { readonly shown: ContentShown; readonly tree: string } {
  const store = storeOf(call);
  if (isEmpty(call)) throw new ApiProblem(404, "This repository is empty.");
  const asked = call.query.get("ref");
  const ref = asked === null || asked === "" ? call.repository.defaultBranch : asked;
  const sha = findCommit(call.draft, call.repository, ref);
  const tree = sha === undefined ? undefined : commitAt(store, sha)?.tree;
  if (tree === undefined)
    throw new ApiProblem(404, asked === null ? "Not Found" : `No commit found for the ref ${ref}`);
  const modules = treeEntryAt(store, tree, ".gitmodules");
  const blob = modules?.type === "blob" ? store.get(modules.sha) : undefined;
  const submodules = readSubmodules(blob === undefined ? "" : blob.data);
  return { tree, shown: { store, urls: call.urls, name: call.repositoryName, ref, submodules } };
}

function folderAnswer(call: RestCall, shown: ContentShown, folder: PathEntry): RestAnswer {
  const prefix = folder.path === "" ? "" : `${folder.path}/`;
  const entries = entriesOf(shown.store, folder.sha)
    .slice(0, entriesMax)
    .map(({ name, ...entry }) => listedContent(shown, { ...entry, path: prefix + name }));
  return answered(call.media === "object" ? { ...contentBase(shown, folder, "dir"), entries } : entries);
}

function entryAnswer(call: RestCall, shown: ContentShown, tree: string, entry: PathEntry): RestAnswer {
  if (entry.type === "commit") return answered(submoduleContent(shown, entry));
  if (entry.mode !== "120000") return fileAnswer(call, shown, entry);
  const target = textAt(shown, entry);
  const led = treeEntryAt(shown.store, tree, resolved(entry.path, target));
  // A link to a file of the repository is told as that file.
  if (led?.type === "blob" && led.mode !== "120000")
    return fileAnswer(call, shown, { ...led, path: entry.path });
  return call.media === "raw" ? raw(shown, entry) : answered(linkContent(shown, entry, target));
}

/** Where a link leads, from the folder it is in; a path that leaves the repository is none of its. */
function resolved(path: string, target: string): string {
  const parts = path.split("/").slice(0, -1);
  for (const part of target.split("/")) {
    if (part === "..") {
      if (parts.pop() === undefined) return "\0";
    } else if (part !== "" && part !== ".") parts.push(part);
  }
  return target.startsWith("/") || parts.length === 0 ? "\0" : parts.join("/");
}

function textAt({ store }: ContentShown, entry: PathEntry): string {
  return decodeLossless(contentBytes(store.get(entry.sha) as GitObject));
}

function fileAnswer(call: RestCall, shown: ContentShown, entry: PathEntry): RestAnswer {
  const size = contentBase(shown, entry, "file")["size"] as number;
  if (size > blobMax) throw tooLarge();
  if (call.media === "raw") return raw(shown, entry);
  if (call.media === "html") return html(shown, entry);
  return answered(fileContent(shown, entry));
}

/** The content is more than the API tells. */
export function tooLarge(): ApiProblem {
  return new ApiProblem(
    403,
    "This API returns blobs up to 100 MB in size. The requested blob is too large to fetch via the API, but you can always clone the repository via Git and access it directly.",
    { errors: [{ resource: "Blob", field: "data", code: "too_large" }] },
  );
}

function raw(shown: ContentShown, entry: PathEntry): RestAnswer {
  return {
    status: 200,
    text: textAt(shown, entry),
    contentType: "application/vnd.github.raw+json; charset=utf-8",
    headers: [],
  };
}

/** A file as a page shows it. What GitHub makes of markup is not made here: its text stands there as it is. */
function html(shown: ContentShown, entry: PathEntry): RestAnswer {
  const path = escapeHtml(entry.path);
  return {
    status: 200,
    text: `<div id="file" class="plain" data-path="${path}"><div class="plain"><pre style="white-space: pre-wrap">${escapeHtml(textAt(shown, entry))}</pre></div></div>`,
    contentType: "application/vnd.github.html+json; charset=utf-8",
    headers: [],
  };
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** Folders that a README is looked for in, the first first. */
const readmeFolders = [".github", "", "docs"];

function readme(call: RestCall, folder: string): RestAnswer {
  const { shown, tree } = treeIn(call);
  const folders = folder === "" ? readmeFolders : [folder.replace(/\/+$/, "")];
  for (const one of folders) {
    const entry = treeEntryAt(shown.store, tree, one);
    const entries = entry?.type === "tree" ? entriesOf(shown.store, entry.sha) : [];
    const found = entries
      .filter(({ type, name }) => type === "blob" && /^readme(\.[a-z]+)?$/i.test(name))
      .sort((left, right) => readmeRank(left.name) - readmeRank(right.name))[0];
    if (found === undefined) continue;
    const path = one === "" ? found.name : `${one}/${found.name}`;
    return entryAnswer(call, shown, tree, { ...found, path });
  }
  throw notFound();
}

/** Markup goes before plain text. */
function readmeRank(name: string): number {
  const extension = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase();
  return extension === "md" || extension === "markdown" ? 0 : extension === undefined ? 2 : 1;
}
