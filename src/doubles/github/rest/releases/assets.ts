import { decodeLossless, fromBase64, toBase64 } from "../../../../core/index.ts";
import { hash } from "../../hash.ts";
import type { AssetRow } from "../../state/rows.ts";
import { assetView } from "../../views/releases.ts";
import { answered, withStatus, noContent, type RestAnswer } from "../answer.ts";
import { optionalText } from "../body.ts";
import { listed, operation, type Operation, type RestCall } from "../call.ts";
import { ApiProblem, validationFailed } from "../problem.ts";
import { headerOf } from "../request.ts";
import { assetIn, releaseIn, shownFor } from "./find-release.ts";

/** GitHub's own limit, for one release. */
const assetsMax = 1_000;

/** Files of releases. */
export const assetOperations: readonly Operation[] = [
  operation("repos/list-release-assets", (call) =>
    listed(call, call.draft.list("asset", releaseIn(call).id), (asset) => assetView(shownFor(call), asset)),
  ),
  operation("repos/get-release-asset", (call) => {
    const asset = assetIn(call);
    const accept = headerOf(call.request.headers, "accept") ?? "";
    return accept.includes("application/octet-stream")
      ? download(asset)
      : answered(assetView(shownFor(call), asset));
  }),
  operation("repos/upload-release-asset", upload),
  operation("repos/update-release-asset", (call) => {
    const before = assetIn(call);
    const wanted = optionalText(call.body, "name");
    const name = wanted === undefined ? before.name : storedName(wanted);
    refuseSameName(call, before.release, name, before.id);
    const asset = call.draft.change("asset", before, {
      name,
      label: optionalText(call.body, "label") ?? before.label,
      updatedAt: call.draft.at,
    });
    tell(call, "release_asset.edited", asset);
    return answered(assetView(shownFor(call), asset));
  }),
  operation("repos/delete-release-asset", (call) => {
    const asset = assetIn(call);
    call.draft.remove("asset", asset.id);
    tell(call, "release_asset.deleted", asset);
    return noContent();
  }),
];

function upload(call: RestCall): RestAnswer {
  const release = releaseIn(call);
  const wanted = call.query.get("name") ?? "";
  if (wanted === "") throw new ApiProblem(400, "Invalid name for request");
  const bytes = call.request.body;
  if (bytes.length === 0) throw new ApiProblem(400, "Bad Size");
  const name = storedName(wanted);
  refuseSameName(call, release.id, name, null);
  if (call.draft.count("asset", release.id) >= assetsMax)
    throw validationFailed({
      resource: "ReleaseAsset",
      code: "custom",
      field: "file_count",
      message: `file_count limited to ${assetsMax} assets per release`,
    });
  const asset = call.draft.add("asset", {
    repository: call.repository.id,
    release: release.id,
    name,
    label: call.query.get("label"),
    contentType: headerOf(call.request.headers, "content-type") ?? "application/octet-stream",
    state: "uploaded",
    bytes: bytes.length,
    data: toBase64(bytes),
    digest: `sha256:${hash.sha256(bytes)}`,
    downloads: 0,
    uploader: call.account.id,
    createdAt: call.draft.at,
    updatedAt: call.draft.at,
  });
  tell(call, "release_asset.created", asset);
  // GitHub was recorded not to say where an uploaded file is.
  return withStatus(201, assetView(shownFor(call), asset));
}

function download(asset: AssetRow): RestAnswer {
  return {
    status: 200,
    text: decodeLossless(fromBase64(asset.data) as Uint8Array),
    contentType: asset.contentType,
    headers: [["Content-Disposition", `attachment; filename=${asset.name}`]],
  };
}

/**
 * The name that a file gets: what is no letter, digit or one of "._+~@-" becomes a dot, dots at the ends are dropped.
 * @example storedName("my file (1).txt") // "my.file.1.txt"
 */
function storedName(name: string): string {
  const plain = name.replaceAll(/[^A-Za-z0-9._+~@-]+/g, ".").replaceAll(/\.{2,}/g, ".");
  const trimmed = plain.replace(/\.$/, "");
  return trimmed.startsWith(".") ? `default${trimmed}` : trimmed;
}

function refuseSameName({ draft }: RestCall, release: number, name: string, own: number | null): void {
  if (draft.list("asset", release).some((one) => one.name === name && one.id !== own))
    throw validationFailed({ resource: "ReleaseAsset", code: "already_exists", field: "name" });
}

function tell(call: RestCall, type: string, { id, release, name }: AssetRow): void {
  call.draft.emit(type, {
    actor: call.account.login,
    repository: call.repositoryName,
    facts: { release, asset: id, name },
  });
}
