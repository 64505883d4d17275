import type { JsonObject } from "../../../core/index.ts";
import { hash } from "../hash.ts";
import type { AssetRow, ReleaseRow } from "../state/rows.ts";
import { rowOf, type View } from "../state/view.ts";
import { accountOf, simpleUser } from "./accounts.ts";
import { nodeId } from "./node-id.ts";
import { reactionGroup, reactionRollup } from "./reactions.ts";
import type { Urls } from "./urls.ts";

/** What an answer about releases is made from. */
export interface ReleaseShown {
  readonly view: View;
  readonly urls: Urls;
  /** "owner/name". */
  readonly repository: string;
}

/** `release`. */
export function releaseView(shown: ReleaseShown, release: ReleaseRow): JsonObject {
  const { view, urls, repository } = shown;
  const url = `${urls.repository(repository)}/releases/${release.id}`;
  const assets = view.list("asset", release.id);
  const archive = (kind: string): string | null =>
    release.draft ? null : `${urls.repository(repository)}/${kind}/${encodeURI(release.tag)}`;
  return {
    url,
    assets_url: `${url}/assets`,
    upload_url: `${urls.upload}/repos/${repository}/releases/${release.id}/assets{?name,label}`,
    html_url: `${urls.html}/${repository}/releases/tag/${addressTag(release)}`,
    id: release.id,
    author: simpleUser(accountOf(view, release.author), urls),
    node_id: nodeId("release", release.id),
    tag_name: release.tag,
    target_commitish: release.target,
    name: release.name,
    draft: release.draft,
    immutable: false,
    prerelease: release.prerelease,
    created_at: release.createdAt,
    updated_at: release.updatedAt,
    published_at: release.publishedAt,
    assets: assets.map((asset) => assetView(shown, asset)),
    tarball_url: archive("tarball"),
    zipball_url: archive("zipball"),
    body: release.body,
    ...(view.count("reaction", reactionGroup("release", release.id)) === 0
      ? {}
      : { reactions: reactionRollup(view, "release", release.id, url) }),
  };
}

/** A draft has no tag that an address could name. */
function addressTag({ id, tag, draft }: ReleaseRow): string {
  return draft
    ? `untagged-${hash.sha1(new TextEncoder().encode(`release ${id}`)).slice(0, 20)}`
    : encodeURI(tag);
}

/** `release-asset`. */
export function assetView({ view, urls, repository }: ReleaseShown, asset: AssetRow): JsonObject {
  const tag = addressTag(rowOf(view, "release", asset.release));
  return {
    url: `${urls.repository(repository)}/releases/assets/${asset.id}`,
    id: asset.id,
    node_id: nodeId("asset", asset.id),
    name: asset.name,
    label: asset.label,
    uploader: simpleUser(accountOf(view, asset.uploader), urls),
    content_type: asset.contentType,
    state: asset.state,
    size: asset.bytes,
    digest: asset.digest,
    download_count: asset.downloads,
    created_at: asset.createdAt,
    updated_at: asset.updatedAt,
    browser_download_url: `${urls.html}/${repository}/releases/download/${tag}/${encodeURIComponent(asset.name)}`,
  };
}
