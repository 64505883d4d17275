import { decodeLossless, fromBase64, utf8, type Json } from "../../../../core/index.ts";
import { findCommit } from "../../domain/find-commit.ts";
import { personOf } from "../../domain/people.ts";
import {
  blobOf,
  changeTree,
  commitAt,
  commitObject,
  contentBytes,
  flattenTree,
  isSha,
  peel,
  readTag,
  tagObject,
  treeAt,
  type EntryMode,
  type GitObject,
  type ObjectType,
  type PathChange,
  type PathEntry,
  type Tag,
  type ObjectStore,
  entriesOf,
} from "../../git/index.ts";
import { gitCommitView } from "../../views/commits.ts";
import { blobMax } from "../../views/contents.ts";
import { blobView, tagView, treeView } from "../../views/git-data.ts";
import { answered, created } from "../answer.ts";
import { optionalText, textList } from "../body.ts";
import { operation, type Operation, type RestCall } from "../call.ts";
import { ApiProblem, notFound } from "../problem.ts";
import { commitShown, holdsCommits, invalid, param, personIn, storeOf, textIn } from "./git-call.ts";
import { tooLarge } from "./read-contents.ts";

/** Blobs, trees, commits and tags as git keeps them. */
export const gitObjectOperations: readonly Operation[] = [
  operation("git/get-blob", (call) => {
    holdsCommits(call);
    const { sha, object } = objectIn(call, "file_sha", "blob");
    const bytes = contentBytes(object);
    if (bytes.length > blobMax) throw tooLarge();
    if (call.media !== "raw") return answered(blobView(commitShown(call), sha, object));
    const contentType = "application/vnd.github.raw+json; charset=utf-8";
    return { status: 200, text: decodeLossless(bytes), contentType, headers: [] };
  }),
  operation("git/create-blob", (call) => {
    holdsCommits(call);
    const content = textIn(call, "content");
    const bytes = call.body["encoding"] === "base64" ? fromBase64(content) : utf8(content);
    if (bytes === undefined) throw new ApiProblem(422, "content is not valid Base64");
    const sha = storeOf(call).put(blobOf(bytes));
    const url = `${call.urls.repository(call.repositoryName)}/git/blobs/${sha}`;
    return created({ sha, url });
  }),
  operation("git/get-tree", (call) => {
    holdsCommits(call);
    const store = storeOf(call);
    const sha = treeNamed(call, param(call, "tree_sha"));
    const recursive = call.query.get("recursive") !== null;
    const found = recursive
      ? flattenTree(store, sha, { withTrees: true, entriesMax: entriesMax + 1 })
      : pathsIn(store, sha);
    const told = found.slice(0, entriesMax);
    return answered(treeView(commitShown(call), store, sha, told, found.length > entriesMax));
  }),
  operation("git/create-tree", createTree),
  operation("git/get-commit", (call) => {
    holdsCommits(call);
    const sha = param(call, "commit_sha");
    const commit = commitAt(storeOf(call), sha);
    if (commit === undefined) throw notFound();
    return answered(gitCommitView(commitShown(call), { sha, commit }));
  }),
  operation("git/create-commit", (call) => {
    holdsCommits(call);
    const store = storeOf(call);
    const message = textIn(call, "message");
    const tree = textIn(call, "tree");
    if (treeAt(store, tree) === undefined) throw new ApiProblem(422, "Tree SHA does not exist");
    const parents = textList(call.body, "parents") ?? [];
    if (parents.some((sha) => commitAt(store, sha) === undefined))
      throw new ApiProblem(422, "Parent SHA does not exist or is not a commit object");
    const author = personIn(call, "author");
    const own = personOf(call.account, call.draft.at);
    const signature = optionalText(call.body, "signature");
    const commit = {
      tree,
      parents,
      author: author ?? own,
      committer: personIn(call, "committer", author) ?? author ?? own,
      message,
      ...(signature === undefined ? {} : { headers: [["gpgsig", signature.replace(/\n$/, "")] as const] }),
    };
    const sha = store.put(commitObject(commit));
    return created(gitCommitView(commitShown(call), { sha, commit }));
  }),
  operation("git/get-tag", (call) => {
    holdsCommits(call);
    const { sha, object } = objectIn(call, "tag_sha", "tag");
    return answered(tagView(commitShown(call), sha, readTag(object) as Tag));
  }),
  operation("git/create-tag", (call) => {
    holdsCommits(call);
    const object = textIn(call, "object");
    const target = storeOf(call).get(object);
    if (target === undefined) throw new ApiProblem(422, "Could not resolve to a node with the SHA of object");
    if (target.type !== call.body["type"]) throw invalid(`"type" is not that of the object.`);
    const tag = {
      object,
      type: target.type,
      tag: textIn(call, "tag"),
      tagger: personIn(call, "tagger") ?? personOf(call.account, call.draft.at),
      message: textIn(call, "message"),
    };
    const sha = storeOf(call).put(tagObject(tag));
    return created(tagView(commitShown(call), sha, tag));
  }),
];

/** Entries of a tree that one answer tells. */
const entriesMax = 100_000;

function objectIn(
  call: RestCall,
  name: string,
  type: ObjectType,
): { readonly sha: string; readonly object: GitObject } {
  const sha = param(call, name);
  if (!isSha(sha))
    throw new ApiProblem(422, "The sha parameter must be exactly 40 characters and contain only [0-9a-f].");
  const object = storeOf(call).get(sha);
  if (object?.type !== type) throw notFound();
  return { sha, object };
}

/** The tree of a SHA, or of the commit that a branch or tag names. */
function treeNamed(call: RestCall, revision: string): string {
  const store = storeOf(call);
  const peeled = isSha(revision) ? peel(store, revision) : undefined;
  if (peeled?.object.type === "tree") return peeled.sha;
  const commit = findCommit(call.draft, call.repository, revision);
  const tree = commit === undefined ? undefined : commitAt(store, commit)?.tree;
  if (tree === undefined) throw notFound();
  return tree;
}

const treeProblems = {
  empty: "tree.path cannot be empty",
  "leading-slash": "tree.path cannot start with a slash",
  malformed: "tree.path contains a malformed path component",
  "too-long": "tree.path is too long",
  "too-deep": "tree.path contains a malformed path component",
  missing: "tree.path does not exist",
  collision: "tree.path contains a malformed path component",
  "no-tree": "base_tree is not a valid tree oid",
} as const;

function createTree(call: RestCall): ReturnType<typeof created> {
  holdsCommits(call);
  const store = storeOf(call);
  const base = optionalText(call.body, "base_tree");
  // Programs also name a commit, whose tree is meant.
  const baseTree = base === undefined ? undefined : (commitAt(store, base)?.tree ?? base);
  const changes = new Map<string, PathChange>();
  for (const entry of call.body["tree"] as readonly Json[]) {
    const [path, change] = entryIn(call, entry);
    if (changes.has(path)) throw new ApiProblem(422, "tree.path is not unique");
    changes.set(path, change);
  }
  const changed = changeTree(store, baseTree, changes);
  if (!changed.ok) throw new ApiProblem(422, treeProblems[changed.refusal.problem]);
  const found = pathsIn(store, changed.sha);
  return created(treeView(commitShown(call), store, changed.sha, found, false));
}

/** What stands in a tree that is there. */
function pathsIn(store: ObjectStore, tree: string): readonly PathEntry[] {
  return entriesOf(store, tree).map(({ name, ...entry }) => ({ ...entry, path: name }));
}

function entryIn(call: RestCall, entry: Json): readonly [path: string, change: PathChange] {
  // Types and modes have been checked with the published description.
  const {
    path,
    mode = "100644",
    sha,
    content,
  } = entry as {
    readonly path?: string;
    readonly mode?: EntryMode;
    readonly sha?: string | null;
    readonly content?: string;
  };
  if (path === undefined) throw new ApiProblem(422, "tree.path is missing");
  if (sha === null && content === undefined) return [path, undefined];
  const store = storeOf(call);
  if (content !== undefined && sha === undefined)
    return [path, { mode, sha: store.put(blobOf(utf8(content))) }];
  if (typeof sha !== "string" || content !== undefined)
    throw new ApiProblem(422, "Must supply either tree.sha or tree.content");
  const wanted: ObjectType = mode === "040000" ? "tree" : mode === "160000" ? "commit" : "blob";
  // A submodule's commit is in another repository.
  const known = wanted === "commit" ? isSha(sha) : store.get(sha)?.type === wanted;
  if (!known) throw new ApiProblem(422, `tree.sha ${sha} is not a valid ${wanted}`);
  return [path, { mode, sha }];
}
