import type { HttpHead } from "../../../core/index.ts";
import type { Origin, RestRequest } from "./request.ts";

/** Which of GitHub's hosts a request is for. */
export type Site = "api" | "upload" | "web" | "raw";

/** A request as the API sees it, and the part of GitHub that it is for. */
export interface Located {
  readonly request: RestRequest;
  readonly site: Site;
}

/** What GitHub calls itself: programs that were led here from its real names get those back. */
export const realOrigin: Origin = {
  api: "https://api.github.com",
  html: "https://github.com",
  upload: "https://uploads.github.com",
  raw: "https://raw.githubusercontent.com",
};

const realSites: Readonly<Record<string, Site>> = {
  "api.github.com": "api",
  "uploads.github.com": "upload",
  "github.com": "web",
  "raw.githubusercontent.com": "raw",
};

const uploads = "/api/uploads";
const enterprise = "/api/v3";
const files = "/raw";

/** Says what a request is for. On loopback the API stands at the root and, as on GitHub's own servers, below /api/v3. */
export function locate(head: HttpHead, body: Uint8Array): Located {
  const host = head.origin.replace(/^https?:\/\/([^/:]+).*$/, "$1").toLowerCase();
  const real = Object.hasOwn(realSites, host) ? realSites[host] : undefined;
  const make = (path: string, origin: Origin): RestRequest => ({
    method: head.method === "HEAD" ? "GET" : head.method,
    path,
    query: head.query,
    headers: head.headers,
    origin,
    body,
  });
  if (real !== undefined) return { request: make(head.path, realOrigin), site: real };
  const below = (prefix: string): boolean => head.path === prefix || head.path.startsWith(`${prefix}/`);
  if (below(uploads))
    return { request: make(head.path.slice(uploads.length), here(head.origin, "")), site: "upload" };
  if (below(enterprise))
    return { request: make(head.path.slice(enterprise.length), here(head.origin, enterprise)), site: "api" };
  if (below(files))
    return { request: make(head.path.slice(files.length), here(head.origin, "")), site: "raw" };
  return { request: make(head.path, here(head.origin, "")), site: "api" };
}

function here(origin: string, prefix: string): Origin {
  return { api: origin + prefix, html: origin, upload: origin + uploads, raw: origin + files };
}
