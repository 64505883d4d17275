import type { RepositoryRow } from "../state/rows.ts";
import { refKey } from "../state/tables.ts";
import type { View } from "../state/view.ts";
import { repositoryNamed } from "./find-repository.ts";
import type { Site } from "./origin.ts";
import type { RestRequest } from "./request.ts";

/**
 * The request of the API that gives the same bytes as an address which answers of the API name: a file's
 * `download_url`, a release asset's `browser_download_url`. Whether the caller may see the repository is for that request
 * to say, in the same words as that there is none.
 * @returns "absent" where no such file is there; undefined: the address is none of them
 */
export function plainFile(view: View, request: RestRequest, site: Site): RestRequest | "absent" | undefined {
  if (request.method !== "GET") return undefined;
  const [owner = "", name = "", ...rest] = request.path.slice(1).split("/");
  const repository = repositoryNamed(view, owner, name);
  const [kind, action, ...below] = rest;
  const base = `/repos/${owner}/${name}`;
  if (site === "raw") return contents(view, repository, request, base, rest);
  if (kind === "raw") return contents(view, repository, request, base, rest.slice(1));
  if (kind === "releases" && action === "download") return asset(view, repository, request, base, below);
  return undefined;
}

function contents(
  view: View,
  repository: RepositoryRow | null,
  request: RestRequest,
  base: string,
  segments: readonly string[],
): RestRequest | "absent" {
  const cut = refLength(view, repository, segments);
  const path = segments.slice(cut).join("/");
  if (path === "") return "absent";
  const query = `ref=${segments.slice(0, cut).join("%2F")}`;
  return asking(request, `${base}/contents/${path}`, query, "application/vnd.github.raw");
}

/** How many segments the reference takes: branches may have slashes, and the longest that there is counts. */
function refLength(view: View, repository: RepositoryRow | null, segments: readonly string[]): number {
  if (repository === null) return 1;
  const { id } = repository;
  for (let count = segments.length - 1; count > 1; count -= 1) {
    const name = segments.slice(0, count).join("/");
    const known = [name, `refs/heads/${name}`, `refs/tags/${name}`];
    if (known.some((one) => view.get("ref", refKey(id, one)) !== undefined)) return count;
  }
  return 1;
}

function asset(
  view: View,
  repository: RepositoryRow | null,
  request: RestRequest,
  base: string,
  segments: readonly string[],
): RestRequest {
  const [tag, name] = [segments.slice(0, -1).join("/"), segments.at(-1)].map((one) => decoded(one ?? ""));
  const releases = repository === null ? [] : view.list("release", repository.id);
  const release = releases.find((one) => one.tag === tag && !one.draft);
  const found = release === undefined ? [] : view.list("asset", release.id);
  const wanted = found.find((one) => one.name === name);
  // No file has the number 0.
  return asking(request, `${base}/releases/assets/${wanted?.id ?? 0}`, "", "application/octet-stream");
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function asking(request: RestRequest, path: string, query: string, accept: string): RestRequest {
  const headers = request.headers.filter(([name]) => name.toLowerCase() !== "accept");
  return { ...request, path, query, headers: [...headers, ["Accept", accept]] };
}
