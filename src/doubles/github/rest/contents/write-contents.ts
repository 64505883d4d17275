import { fromBase64, type JsonObject } from "../../../../core/index.ts";
import { branchSha } from "../../domain/find-commit.ts";
import { personOf } from "../../domain/people.ts";
import { moveRef } from "../../domain/refs.ts";
import {
  blobOf,
  changeTree,
  commitAt,
  commitObject,
  pathProblem,
  treeEntryAt,
  type Commit,
  type PathChange,
  type PathEntry,
  type PathProblem,
} from "../../git/index.ts";
import { gitCommitView } from "../../views/commits.ts";
import { contentBase } from "../../views/contents.ts";
import { answered, created } from "../answer.ts";
import { optionalText } from "../body.ts";
import { operation, type Operation, type RestCall } from "../call.ts";
import { ApiProblem, notFound } from "../problem.ts";
import {
  commitShown,
  holdToProtection,
  invalid,
  isEmpty,
  param,
  personIn,
  storeOf,
  textIn,
} from "./git-call.ts";

/** Commits of one file. */
export const writeContentOperations: readonly Operation[] = [
  operation("repos/create-or-update-file-contents", (call) => {
    const message = textIn(call, "message");
    const bytes = fromBase64(textIn(call, "content"));
    const path = pathIn(call);
    const place = placeOf(call, path);
    if (bytes === undefined) throw new ApiProblem(422, "content is not valid Base64");
    const old = place.entry;
    if (old?.type === "tree") throw invalid(`${path} is a directory.`);
    if (old !== undefined) holdToSha(call, old);
    const sha = storeOf(call).put(blobOf(bytes));
    const mode = old?.type === "blob" ? old.mode : "100644";
    const word = old === undefined ? "create" : "update";
    const made = commitChange(call, place, { path, message, change: { mode, sha }, word });
    const json = { content: contentOf(call, place.branch, { path, mode, type: "blob", sha }), commit: made };
    return old === undefined ? { ...created(json), headers: [] } : answered(json);
  }),
  operation("repos/delete-file", (call) => {
    const path = pathIn(call);
    const message = textIn(call, "message");
    const place = placeOf(call, path);
    if (place.entry === undefined || place.entry.type === "tree") throw notFound();
    holdToSha(call, place.entry);
    const made = commitChange(call, place, { path, message, change: undefined, word: "delete" });
    return answered({ content: null, commit: made });
  }),
];

const pathProblems: Readonly<Record<PathProblem, string>> = {
  empty: "path cannot be empty",
  "leading-slash": "path cannot start with a slash",
  malformed: "path contains a malformed path component",
  "too-long": "path is too long",
  "too-deep": "path contains too many components",
};

function pathIn(call: RestCall): string {
  const path = param(call, "path");
  const problem = pathProblem(path);
  if (problem !== undefined) throw new ApiProblem(422, pathProblems[problem]);
  return path;
}

/** Where a file is committed. */
interface Place {
  readonly branch: string;
  /** Null: it is the first commit of the repository. */
  readonly head: string | null;
  readonly commit: Commit | undefined;
  readonly entry: PathEntry | undefined;
}

function placeOf(call: RestCall, path: string): Place {
  const branch = optionalText(call.body, "branch") ?? call.repository.defaultBranch;
  const head = branchSha(call.draft, call.repository, branch.replace(/^refs\/heads\//, "")) ?? null;
  if (head === null && !(isEmpty(call) && branch === call.repository.defaultBranch))
    throw new ApiProblem(404, `Branch ${branch} not found`);
  const store = storeOf(call);
  const commit = head === null ? undefined : commitAt(store, head);
  const entry = commit === undefined ? undefined : treeEntryAt(store, commit.tree, path);
  return { branch: branch.replace(/^refs\/heads\//, ""), head, commit, entry };
}

/** A file is only replaced by who says which one. */
function holdToSha(call: RestCall, { sha, path }: PathEntry): void {
  const said = optionalText(call.body, "sha");
  if (said === undefined) throw invalid(`"sha" wasn't supplied.`);
  if (said !== sha) throw new ApiProblem(409, `${path} does not match ${said}`);
}

interface Change {
  readonly path: string;
  readonly message: string;
  readonly change: PathChange;
  readonly word: "create" | "update" | "delete";
}

function commitChange(
  call: RestCall,
  { branch, head, commit }: Place,
  { path, message, change, word }: Change,
): JsonObject {
  const store = storeOf(call);
  const changed = changeTree(store, commit?.tree, new Map([[path, change]]));
  if (!changed.ok) throw new ApiProblem(422, pathProblems.malformed);
  const committer = personIn(call, "committer");
  const own = personOf(call.account, call.draft.at);
  const made: Commit = {
    tree: changed.sha,
    parents: head === null ? [] : [head],
    author: personIn(call, "author") ?? committer ?? own,
    committer: committer ?? own,
    message,
  };
  const sha = store.put(commitObject(made));
  holdToProtection(
    call,
    { branch, before: head, after: sha },
    { status: 409, start: `Could not ${word} file: ` },
  );
  moveRef(call.draft, { repository: call.repository, ref: `refs/heads/${branch}`, sha, actor: call.account });
  return gitCommitView(commitShown(call), { sha, commit: made });
}

function contentOf(call: RestCall, ref: string, entry: PathEntry): JsonObject {
  const shown = {
    store: storeOf(call),
    urls: call.urls,
    name: call.repositoryName,
    ref,
    submodules: new Map(),
  };
  return contentBase(shown, entry, "file");
}
