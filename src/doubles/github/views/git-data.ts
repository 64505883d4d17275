import type { JsonObject } from "../../../core/index.ts";
import { contentBytes, type GitObject, type ObjectReader, type PathEntry, type Tag } from "../git/index.ts";
import type { RefRow } from "../state/rows.ts";
import { gitUser, verification, type CommitShown } from "./commits.ts";
import { foldedBase64 } from "./contents.ts";
import { encodePath } from "./files.ts";
import { nodeId } from "./node-id.ts";

/** `git-ref`: a branch or tag and what it points at. */
export function refView(shown: CommitShown, ref: RefRow, type: GitObject["type"]): JsonObject {
  const base = shown.urls.repository(shown.name);
  return {
    ref: ref.name,
    node_id: nodeId("ref", `${ref.repository}:${asciiName(ref.name)}`),
    url: `${base}/git/${encodePath(ref.name)}`,
    object: objectLink(shown, ref.sha, type),
  };
}

/** Node ids are made of ASCII. */
function asciiName(name: string): string {
  return encodeURIComponent(name).replaceAll("%2F", "/");
}

function objectLink({ urls, name }: CommitShown, sha: string, type: GitObject["type"]): JsonObject {
  return { sha, type, url: `${urls.repository(name)}/git/${type}s/${sha}` };
}

/** `git-tag`: an annotated tag. */
export function tagView(shown: CommitShown, sha: string, tag: Tag): JsonObject {
  const epoch = { name: "", email: "", seconds: 0, zone: "+0000" };
  return {
    node_id: nodeId("tag", `${shown.repository}:${sha}`),
    sha,
    url: `${shown.urls.repository(shown.name)}/git/tags/${sha}`,
    tagger: gitUser(tag.tagger ?? epoch),
    object: objectLink(shown, tag.object, tag.type),
    tag: tag.tag,
    message: tag.message,
    verification: verification({ headers: [] }),
  };
}

/** `git-tree`. @param truncated whether there is more than is told */
export function treeView(
  shown: CommitShown,
  store: ObjectReader,
  sha: string,
  entries: readonly PathEntry[],
  truncated: boolean,
): JsonObject {
  const base = `${shown.urls.repository(shown.name)}/git`;
  return {
    sha,
    url: `${base}/trees/${sha}`,
    tree: entries.map(({ path, mode, type, sha: own }) => {
      const blob = type === "blob" ? store.get(own) : undefined;
      return {
        path,
        mode,
        type,
        sha: own,
        ...(blob === undefined ? {} : { size: contentBytes(blob).length }),
        ...(type === "commit" ? {} : { url: `${base}/${type}s/${own}` }),
      };
    }),
    truncated,
  };
}

/** `blob`. */
export function blobView(shown: CommitShown, sha: string, blob: GitObject): JsonObject {
  const bytes = contentBytes(blob);
  return {
    sha,
    node_id: nodeId("blob", `${shown.repository}:${sha}`),
    size: bytes.length,
    url: `${shown.urls.repository(shown.name)}/git/blobs/${sha}`,
    content: foldedBase64(bytes),
    encoding: "base64",
  };
}
