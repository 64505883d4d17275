import { releaseNotes } from "../../domain/release-notes.ts";
import {
  createRelease,
  deleteRelease,
  latestRelease,
  newestFirst,
  publishedOf,
  updateRelease,
  type ReleaseFields,
} from "../../domain/releases.ts";
import type { ReleaseRow } from "../../state/rows.ts";
import { releaseView } from "../../views/releases.ts";
import { answered, created, noContent } from "../answer.ts";
import { optionalFlag, optionalText, requiredText, textOrNull } from "../body.ts";
import { listed, operation, type Operation, type RestCall } from "../call.ts";
import { notFound } from "../problem.ts";
import { actOf, releaseIn, seesDrafts, shownFor } from "./find-release.ts";

/** Releases of a repository. */
export const releaseOperations: readonly Operation[] = [
  operation("repos/list-releases", (call) => {
    const all = call.draft.list("release", call.repository.id);
    return listed(call, newestFirst(seesDrafts(call) ? all : all.filter(({ draft }) => !draft)), (one) =>
      releaseView(shownFor(call), one),
    );
  }),
  operation("repos/get-release", (call) => answered(releaseView(shownFor(call), releaseIn(call)))),
  operation("repos/get-release-by-tag", (call) =>
    answered(
      found(
        call,
        publishedOf(call.draft, call.repository).find(({ tag }) => tag === call.params["tag"]),
      ),
    ),
  ),
  operation("repos/get-latest-release", (call) =>
    answered(found(call, latestRelease(call.draft, call.repository))),
  ),
  operation("repos/create-release", (call) => {
    const fields = newFields(call);
    const notes = optionalFlag(call.body, "generate_release_notes") === true ? notesFor(call, fields) : null;
    const release = createRelease(
      call.draft,
      actOf(call),
      notes === null
        ? fields
        : {
            ...fields,
            name: fields.name ?? fields.tag,
            body: [fields.body, notes].filter((text) => text !== null && text !== "").join("\n\n"),
          },
    );
    return created(releaseView(shownFor(call), release));
  }),
  operation("repos/update-release", (call) => {
    const before = releaseIn(call);
    const release = updateRelease(call.draft, actOf(call), before, changedFields(call, before));
    return answered(releaseView(shownFor(call), release));
  }),
  operation("repos/delete-release", (call) => {
    deleteRelease(call.draft, actOf(call), releaseIn(call));
    return noContent();
  }),
  operation("repos/generate-release-notes", (call) => {
    const tag = requiredText(call.body, "Release", "tag_name");
    const target = optionalText(call.body, "target_commitish") ?? call.repository.defaultBranch;
    return answered({ name: tag, body: notesFor(call, { tag, target }) });
  }),
];

function found(call: RestCall, release: ReleaseRow | undefined): ReturnType<typeof releaseView> {
  if (release === undefined) throw notFound();
  return releaseView(shownFor(call), release);
}

function notesFor(call: RestCall, { tag, target }: Pick<ReleaseFields, "tag" | "target">): string {
  return releaseNotes(call.draft, call.repository, {
    tag,
    target,
    previous: optionalText(call.body, "previous_tag_name") ?? null,
    html: `${call.urls.html}/${call.repositoryName}`,
  });
}

function newFields({ body, repository }: RestCall): ReleaseFields {
  const draft = optionalFlag(body, "draft") ?? false;
  const prerelease = optionalFlag(body, "prerelease") ?? false;
  return {
    tag: requiredText(body, "Release", "tag_name"),
    target: optionalText(body, "target_commitish") ?? repository.defaultBranch,
    name: textOrNull(body, "name") ?? null,
    body: textOrNull(body, "body") ?? null,
    draft,
    prerelease,
    makeLatest: makeLatestOf(optionalText(body, "make_latest")) ?? (draft || prerelease ? "legacy" : "true"),
  };
}

function changedFields({ body }: RestCall, before: ReleaseRow): ReleaseFields {
  const draft = optionalFlag(body, "draft") ?? before.draft;
  const prerelease = optionalFlag(body, "prerelease") ?? before.prerelease;
  const name = textOrNull(body, "name");
  const text = textOrNull(body, "body");
  const publishes = before.draft && !draft;
  return {
    tag: optionalText(body, "tag_name") ?? before.tag,
    target: optionalText(body, "target_commitish") ?? before.target,
    name: name === undefined ? before.name : name,
    body: text === undefined ? before.body : text,
    draft,
    prerelease,
    makeLatest:
      makeLatestOf(optionalText(body, "make_latest")) ??
      (publishes && !prerelease ? "true" : before.makeLatest),
  };
}

function makeLatestOf(text: string | undefined): ReleaseFields["makeLatest"] | undefined {
  return text === "true" || text === "false" || text === "legacy" ? text : undefined;
}
