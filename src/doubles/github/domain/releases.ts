import { commitAt, type Commit } from "../git/index.ts";
import { ApiProblem, validationFailed } from "../rest/problem.ts";
import type { Draft } from "../state/draft.ts";
import type { AccountRow, ReleaseRow, RepositoryRow } from "../state/rows.ts";
import { refKey } from "../state/tables.ts";
import type { View } from "../state/view.ts";
import { findCommit } from "./find-commit.ts";
import { objectsOf } from "./objects.ts";
import { timeOf } from "./times.ts";

/** Who does something to a release, and where. */
export interface ReleaseAct {
  readonly repository: RepositoryRow;
  /** "owner/name" of it. */
  readonly name: string;
  readonly actor: AccountRow;
}

/** GitHub's own limit. */
const bodyCharsMax = 125_000;

/** What a release says. */
export type ReleaseFields = Pick<
  ReleaseRow,
  "tag" | "target" | "name" | "body" | "draft" | "prerelease" | "makeLatest"
>;

/**
 * Makes a release. One that is no draft is published: its tag is made where there is none.
 * @throws ApiProblem 422
 */
export function createRelease(draft: Draft, act: ReleaseAct, fields: ReleaseFields): ReleaseRow {
  holdToRules(draft, act, fields, null);
  const times = { createdAt: draft.at, updatedAt: draft.at, publishedAt: null };
  const made = draft.add("release", {
    ...fields,
    ...times,
    repository: act.repository.id,
    author: act.actor.id,
  });
  tell(draft, act, "created", made);
  return made.draft ? made : publish(draft, act, made);
}

/**
 * Changes a release. A draft that is one no longer is published.
 * @throws ApiProblem 422
 */
export function updateRelease(
  draft: Draft,
  act: ReleaseAct,
  before: ReleaseRow,
  fields: ReleaseFields,
): ReleaseRow {
  holdToRules(draft, act, fields, before);
  const after = draft.change("release", before, { ...fields, updatedAt: draft.at });
  if (before.draft && !after.draft) {
    tell(draft, act, "edited", after);
    return publish(draft, act, after);
  }
  const settled = after.draft ? after : settleLatest(draft, ensureTag(draft, act, after));
  tell(draft, act, "edited", settled);
  if (settled.draft && !before.draft) tell(draft, act, "unpublished", settled);
  if (!settled.draft && before.prerelease !== settled.prerelease)
    tell(draft, act, settled.prerelease ? "prereleased" : "released", settled);
  return settled;
}

/** Removes a release with its assets; its tag stays. */
export function deleteRelease(draft: Draft, act: ReleaseAct, release: ReleaseRow): void {
  for (const { id } of draft.list("asset", release.id)) draft.remove("asset", id);
  for (const { id } of draft.list("reaction", `release:${release.id}`)) draft.remove("reaction", id);
  draft.remove("release", release.id);
  tell(draft, act, "deleted", release);
}

function holdToRules(
  draft: Draft,
  { repository }: ReleaseAct,
  fields: ReleaseFields,
  before: ReleaseRow | null,
): void {
  const { tag } = fields;
  if (!/^[^\s~^:?*[\\]+$/.test(tag) || tag.includes("..") || tag.startsWith("/") || tag.endsWith("/"))
    throw validationFailed({
      resource: "Release",
      code: "custom",
      field: "tag_name",
      message: "tag_name is not well-formed",
    });
  if ((fields.body?.length ?? 0) > bodyCharsMax && fields.body !== before?.body)
    throw validationFailed({
      resource: "Release",
      code: "custom",
      field: "body",
      message: `body is too long (maximum is ${bodyCharsMax} characters)`,
    });
  if (fields.draft) return;
  if (fields.makeLatest === "true" && fields.prerelease && before?.makeLatest !== "true")
    throw validationFailed({
      resource: "Release",
      code: "custom",
      field: "make_latest",
      message: "Latest release cannot be draft or prerelease",
    });
  const same = publishedOf(draft, repository).find((one) => one.tag === tag);
  if (same !== undefined && same.id !== before?.id)
    throw validationFailed({ resource: "Release", code: "already_exists", field: "tag_name" });
}

function publish(draft: Draft, act: ReleaseAct, release: ReleaseRow): ReleaseRow {
  const tagged = ensureTag(draft, act, release);
  const published = draft.change("release", tagged, { draft: false, publishedAt: draft.at });
  const settled = settleLatest(draft, published);
  tell(draft, act, "published", settled);
  tell(draft, act, settled.prerelease ? "prereleased" : "released", settled);
  return settled;
}

/** Makes the tag where there is none; a release tells the date of its commit as its own. */
function ensureTag(draft: Draft, { repository, name, actor }: ReleaseAct, release: ReleaseRow): ReleaseRow {
  const ref = `refs/tags/${release.tag}`;
  const known = draft.get("ref", refKey(repository.id, ref));
  const sha = findCommit(draft, repository, known === undefined ? release.target : ref);
  if (sha === undefined) {
    if (draft.count("ref", repository.id) === 0) throw new ApiProblem(422, "Repository is empty.");
    throw validationFailed(
      { resource: "Release", code: "invalid", field: "target_commitish" },
      { resource: "Release", code: "custom", message: "Published releases must have a valid tag" },
    );
  }
  if (known === undefined) {
    draft.put("ref", { repository: repository.id, name: ref, sha });
    draft.emit("create", {
      actor: actor.login,
      repository: name,
      facts: { ref: release.tag, refType: "tag", sha },
    });
  }
  const { committer } = commitAt(objectsOf(draft, repository), sha) as Commit;
  return draft.change("release", release, { createdAt: timeOf(committer.seconds) });
}

/** Only one release is said to be the latest. */
function settleLatest(draft: Draft, release: ReleaseRow): ReleaseRow {
  if (release.makeLatest !== "true" || release.prerelease) return release;
  for (const other of draft.list("release", release.repository))
    if (other.id !== release.id && other.makeLatest === "true")
      draft.change("release", other, { makeLatest: "legacy" });
  return release;
}

/** Releases that everybody sees, newest first. */
export function publishedOf(view: View, { id }: RepositoryRow): readonly ReleaseRow[] {
  return newestFirst(view.list("release", id).filter(({ draft }) => !draft));
}

/** By the date of their commits, then as they were made. */
export function newestFirst(releases: readonly ReleaseRow[]): readonly ReleaseRow[] {
  return releases.toSorted((one, other) => other.createdAt.localeCompare(one.createdAt) || other.id - one.id);
}

/** The release that is said to be the latest, or else the newest one; undefined: there is none. */
export function latestRelease(view: View, repository: RepositoryRow): ReleaseRow | undefined {
  const full = publishedOf(view, repository).filter(({ prerelease }) => !prerelease);
  return (
    full.find(({ makeLatest }) => makeLatest === "true") ??
    full.find(({ makeLatest }) => makeLatest === "legacy") ??
    full[0]
  );
}

function tell(draft: Draft, { name, actor }: ReleaseAct, action: string, { id, tag }: ReleaseRow): void {
  draft.emit(`release.${action}`, { actor: actor.login, repository: name, facts: { release: id, tag } });
}
