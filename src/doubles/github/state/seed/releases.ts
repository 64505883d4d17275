import { encodeLossless, toBase64 } from "../../../../core/index.ts";
import type { GithubConfig, ReleaseConfig } from "../../config.ts";
import { createRelease } from "../../domain/releases.ts";
import { hash } from "../../hash.ts";
import type { Draft } from "../draft.ts";
import type { RepositoryRow } from "../rows.ts";
import { authorOf } from "./author.ts";
import { repositoryOf } from "./forks.ts";

/** Releases with their files; published ones make their tags. */
export function seedReleases(draft: Draft, { releases }: GithubConfig): void {
  for (const one of releases) {
    seedRelease(draft, repositoryOf(draft, one.repository), one);
  }
}

function seedRelease(draft: Draft, repository: RepositoryRow, one: ReleaseConfig): void {
  const actor = authorOf(draft, one.author, repository);
  const release = createRelease(
    draft,
    { repository, name: one.repository, actor },
    {
      tag: one.tag,
      target: one.target ?? repository.defaultBranch,
      name: one.name,
      body: one.body,
      draft: one.draft,
      prerelease: one.prerelease,
      makeLatest: "legacy",
    },
  );
  for (const { name, content, contentType } of one.assets) {
    const bytes = encodeLossless(content);
    draft.add("asset", {
      repository: repository.id,
      release: release.id,
      name,
      label: null,
      contentType,
      state: "uploaded",
      bytes: bytes.length,
      data: toBase64(bytes),
      digest: `sha256:${hash.sha256(bytes)}`,
      downloads: 0,
      uploader: actor.id,
      createdAt: draft.at,
      updatedAt: draft.at,
    });
  }
}
