import { mayDo } from "../../access/policy.ts";
import type { ReleaseAct } from "../../domain/releases.ts";
import type { AssetRow, ReleaseRow } from "../../state/rows.ts";
import type { ReleaseShown } from "../../views/releases.ts";
import type { RestCall } from "../call.ts";
import { notFound } from "../problem.ts";

/** Drafts are there for those who may push only. */
export function seesDrafts({ draft, actor, repository }: RestCall): boolean {
  return mayDo(draft, actor, repository, "repos/create-release");
}

/** The release that the path names. @throws ApiProblem 404 */
export function releaseIn(call: RestCall): ReleaseRow {
  const release = call.draft.get("release", call.number("release_id"));
  if (release === undefined || !isVisible(call, release)) throw notFound();
  return release;
}

/** The asset that the path names. @throws ApiProblem 404 */
export function assetIn(call: RestCall): AssetRow {
  const asset = call.draft.get("asset", call.number("asset_id"));
  const release = asset === undefined ? undefined : call.draft.get("release", asset.release);
  if (asset === undefined || release === undefined || !isVisible(call, release)) throw notFound();
  return asset;
}

function isVisible(call: RestCall, release: ReleaseRow): boolean {
  return release.repository === call.repository.id && (!release.draft || seesDrafts(call));
}

/** What answers about releases are made from. */
export function shownFor(call: RestCall): ReleaseShown {
  return { view: call.draft, urls: call.urls, repository: call.repositoryName };
}

/** Who does it, and where. */
export function actOf(call: RestCall): ReleaseAct {
  return { repository: call.repository, name: call.repositoryName, actor: call.account };
}
