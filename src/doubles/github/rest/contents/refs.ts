import { moveRef } from "../../domain/refs.ts";
import { isAncestor, isRefName, isSha, refsCollide, type GitObject } from "../../git/index.ts";
import type { RefRow } from "../../state/rows.ts";
import { refKey } from "../../state/tables.ts";
import { refView } from "../../views/git-data.ts";
import { answered, created, noContent } from "../answer.ts";
import { optionalFlag } from "../body.ts";
import { listed, operation, type Operation, type RestCall } from "../call.ts";
import { ApiProblem, notFound } from "../problem.ts";
import { commitShown, holdToProtection, holdsCommits, param, storeOf, textIn } from "./git-call.ts";

/** References: branches, tags and others. */
export const refOperations: readonly Operation[] = [
  operation("git/list-matching-refs", (call) => {
    holdsCommits(call);
    const start = `refs/${param(call, "ref")}`;
    const found = refsOf(call).filter(({ name }) => name.startsWith(start));
    return listed(call, found, (ref) => show(call, ref));
  }),
  operation("git/get-ref", (call) => {
    holdsCommits(call);
    const ref = refNamed(call, `refs/${param(call, "ref")}`);
    if (ref === undefined) throw notFound();
    return answered(show(call, ref));
  }),
  operation("git/create-ref", (call) => {
    holdsCommits(call);
    const name = textIn(call, "ref");
    const sha = textIn(call, "sha");
    if (!name.startsWith("refs/") || name.split("/").length < 3)
      throw new ApiProblem(422, "Reference name must start with 'refs/' and contain at least two slashes.");
    if (!isRefName(name)) throw new ApiProblem(422, `${name} is not a valid ref name.`);
    if (refNamed(call, name) !== undefined) throw new ApiProblem(422, "Reference already exists");
    holdToObject(call, sha, name);
    if (refsOf(call).some((other) => refsCollide(other.name, name)))
      throw new ApiProblem(422, "Reference update failed");
    guard(call, name, null, sha);
    moveRef(call.draft, { repository: call.repository, ref: name, sha, actor: call.account });
    return created(show(call, refNamed(call, name) as RefRow));
  }),
  operation("git/update-ref", (call) => {
    holdsCommits(call);
    const sha = textIn(call, "sha");
    const ref = existing(call);
    holdToObject(call, sha, ref.name);
    const forward = isAncestor(storeOf(call), ref.sha, sha) || ref.sha === sha;
    if (!forward && optionalFlag(call.body, "force") !== true)
      throw new ApiProblem(422, "Update is not a fast forward");
    guard(call, ref.name, ref.sha, sha);
    moveRef(call.draft, { repository: call.repository, ref: ref.name, sha, actor: call.account });
    return answered(show(call, { ...ref, sha }));
  }),
  operation("git/delete-ref", (call) => {
    holdsCommits(call);
    const ref = existing(call);
    if (ref.name === `refs/heads/${call.repository.defaultBranch}`)
      throw new ApiProblem(422, "Cannot delete the default branch");
    guard(call, ref.name, ref.sha, null);
    moveRef(call.draft, { repository: call.repository, ref: ref.name, sha: null, actor: call.account });
    return noContent();
  }),
];

function refsOf({ draft, repository }: RestCall): readonly RefRow[] {
  return draft
    .list("ref", repository.id)
    .toSorted((one, other) => (one.name < other.name ? -1 : Number(one.name > other.name)));
}

function refNamed({ draft, repository }: RestCall, name: string): RefRow | undefined {
  return draft.get("ref", refKey(repository.id, name));
}

function existing(call: RestCall): RefRow {
  const ref = refNamed(call, `refs/${param(call, "ref")}`);
  if (ref === undefined) throw new ApiProblem(422, "Reference does not exist");
  return ref;
}

/** Branches point at commits, other references at any object. */
function holdToObject(call: RestCall, sha: string, name: string): void {
  if (!isSha(sha))
    throw new ApiProblem(422, "The sha parameter must be exactly 40 characters and contain only [0-9a-f].");
  const object = storeOf(call).get(sha);
  if (object === undefined) throw new ApiProblem(422, "Object does not exist");
  if (name.startsWith("refs/heads/") && object.type !== "commit")
    throw new ApiProblem(422, "Reference cannot be updated: the object is not a commit");
}

function guard(call: RestCall, name: string, before: string | null, after: string | null): void {
  if (!name.startsWith("refs/heads/")) return;
  holdToProtection(call, { branch: name.slice("refs/heads/".length), before, after }, { status: 422 });
}

function show(call: RestCall, ref: RefRow): ReturnType<typeof refView> {
  return refView(commitShown(call), ref, (storeOf(call).get(ref.sha) as GitObject).type);
}
