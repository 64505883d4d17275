import type { HeaderList } from "../../../core/index.ts";
import { parseTime } from "../../../engine/index.ts";
import type { RestAnswer } from "./answer.ts";
import { httpDate, readHttpDate } from "./http-date.ts";
import { mediaTypeSaid } from "./media.ts";
import { headerOf, type RestRequest } from "./request.ts";

/** What the headers of an answer are made from. */
export interface Answering {
  readonly request: RestRequest;
  readonly answer: RestAnswer;
  readonly bytes: Uint8Array;
  /** Of `bytes`, in hexadecimal digits, where the answer has an ETag. */
  readonly digest: string | undefined;
  readonly status: number;
  /** Whether somebody is signed in. */
  readonly signedIn: boolean;
}

/** Whether an answer may be kept by the program, and asked for again by its ETag: not what changes by itself. */
export function isCacheable({ path }: RestRequest, { status, json, text }: RestAnswer): boolean {
  if (status !== 200 && status !== 201) return false;
  if (json === undefined && text === undefined) return false;
  return !path.startsWith("/search/") && path !== "/rate_limit";
}

/** The status that is sent: 304 where the program has what it asks for. */
export function statusOf(request: RestRequest, answer: RestAnswer, digest: string | undefined): number {
  if (request.method !== "GET" || answer.status !== 200 || digest === undefined) return answer.status;
  const known = headerOf(request.headers, "if-none-match");
  if (known !== undefined) return isKnown(known, digest) ? 304 : 200;
  const since = headerOf(request.headers, "if-modified-since");
  if (since === undefined || answer.lastModified === undefined) return 200;
  const [seen, changed] = [readHttpDate(since), parseTime(answer.lastModified)];
  return seen !== undefined && changed !== undefined && changed <= seen ? 304 : 200;
}

/** A list of ETags, weak or not, or any. */
function isKnown(list: string, digest: string): boolean {
  if (list.trim() === "*") return true;
  return list.split(",").some((one) => one.trim().replace(/^W\//, "") === `"${digest}"`);
}

const exposed =
  "ETag, Link, Location, Retry-After, X-GitHub-OTP, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Used, X-RateLimit-Resource, X-RateLimit-Reset, X-OAuth-Scopes, X-Accepted-OAuth-Scopes, X-Poll-Interval, X-GitHub-Media-Type, X-GitHub-SSO, X-GitHub-Request-Id, Deprecation, Sunset";

/** What every answer says, whatever it is about. */
const always: HeaderList = [
  ["Server", "github.com"],
  ["Access-Control-Allow-Origin", "*"],
  ["Access-Control-Expose-Headers", exposed],
  ["Strict-Transport-Security", "max-age=31536000; includeSubdomains; preload"],
  ["X-Frame-Options", "deny"],
  ["X-Content-Type-Options", "nosniff"],
  ["X-XSS-Protection", "0"],
  ["Referrer-Policy", "origin-when-cross-origin, strict-origin-when-cross-origin"],
  ["Content-Security-Policy", "default-src 'none'"],
];

/** The version of the API that programs get unless they name another. */
const apiVersion = "2022-11-28";

/** The headers of an answer that are the same whenever the same is asked. */
export function headersOf(answering: Answering): HeaderList {
  const { request, answer, bytes, digest, status } = answering;
  const bodyless = status === 204 || status === 205 || status === 304;
  const headers: (readonly [string, string])[] = [
    ...always,
    ["X-GitHub-Media-Type", mediaTypeSaid(headerOf(request.headers, "accept"))],
    ["X-GitHub-Api-Version-Selected", headerOf(request.headers, "x-github-api-version") ?? apiVersion],
    ...caching(answering),
    ...answer.headers,
  ];
  if (!bodyless && bytes.length > 0)
    headers.push(["Content-Type", answer.contentType ?? "application/json; charset=utf-8"]);
  if (digest !== undefined) headers.push(["ETag", etag(request, digest)]);
  if (answer.lastModified !== undefined && digest !== undefined)
    headers.push(["Last-Modified", httpDate(answer.lastModified)]);
  if (!bodyless) headers.push(["Content-Length", String(bytes.length)]);
  return headers;
}

/** Those that differ from call to call. @param call its number, for the request's id @param at the world's time */
export function varyingHeaders(call: number, at: string): HeaderList {
  return [
    ["Date", httpDate(at)],
    ["X-GitHub-Request-Id", requestId(call)],
  ];
}

/** Who may keep an answer, and what it depends on. */
function caching({ digest, signedIn, answer, status }: Answering): HeaderList {
  if (digest === undefined) {
    const search = status === 200 && answer.status === 200;
    return search ? [["Cache-Control", "no-cache"], otherwise] : [otherwise];
  }
  return signedIn ? forOne : forAll;
}

const otherwise = ["Vary", "Accept-Encoding, Accept, X-Requested-With"] as const;
const forOne: HeaderList = [
  ["Cache-Control", "private, max-age=60, s-maxage=60"],
  ["Vary", "Accept, Authorization, Cookie, X-GitHub-OTP,Accept-Encoding, Accept, X-Requested-With"],
];
const forAll: HeaderList = [
  ["Cache-Control", "public, max-age=60, s-maxage=60"],
  ["Vary", "Accept,Accept-Encoding, Accept, X-Requested-With"],
];

/** GitHub's ETags are weak where it compresses, which it does for whoever lets it. */
function etag({ headers }: RestRequest, digest: string): string {
  const compressed = headerOf(headers, "accept-encoding")?.includes("gzip") === true;
  return compressed ? `W/"${digest}"` : `"${digest}"`;
}

/** The id of a request, from its number in the world. */
function requestId(call: number): string {
  const hex = call.toString(16).toUpperCase().padStart(8, "0");
  return `BACC:${hex.slice(0, 4)}:${hex.slice(4)}`;
}

/** What browsers ask before they send a request of another origin: anything may be sent, from anywhere. */
export function preflight(): RestAnswer {
  return {
    status: 204,
    headers: [
      [
        "Access-Control-Allow-Headers",
        "Authorization, Content-Type, If-Match, If-Modified-Since, If-None-Match, If-Unmodified-Since, Accept-Encoding, X-GitHub-OTP, X-Requested-With, User-Agent, GraphQL-Features, X-Github-Next-Global-ID, X-GitHub-Api-Version",
      ],
      ["Access-Control-Allow-Methods", "GET, POST, PATCH, PUT, DELETE"],
      ["Access-Control-Max-Age", "86400"],
    ],
  };
}
