import type { HeaderList } from "../../../core/index.ts";
import type { Clock } from "../../../engine/index.ts";
import { hash } from "../hash.ts";
import type { RestAnswer } from "./answer.ts";
import { headerOf, type RestRequest } from "./request.ts";

/** What the headers of an answer are made from. */
export interface Answering {
  readonly request: RestRequest;
  readonly answer: RestAnswer;
  readonly bytes: Uint8Array;
  readonly status: number;
  /** Number of the call, for the request's id. */
  readonly call: number;
  /** The world's clock. */
  readonly clock: Clock;
}

/** The status that is sent: 304 where the program has what it asks for. */
export function statusOf(request: RestRequest, answer: RestAnswer, bytes: Uint8Array): number {
  const known = headerOf(request.headers, "if-none-match");
  if (known === undefined || request.method !== "GET" || answer.status !== 200) return answer.status;
  return known.split(",").some((one) => one.trim().replace(/^W\//, "") === etagOf(bytes)) ? 304 : 200;
}

function etagOf(bytes: Uint8Array): string {
  return `"${hash.sha256(bytes)}"`;
}

/** The headers of every answer. */
export function headersOf({ request, answer, bytes, status, call, clock }: Answering): HeaderList {
  const bodyless = status === 204 || status === 304;
  const headers: (readonly [string, string])[] = [
    ["Server", "github.com"],
    ["Date", httpDate(clock.now(), clock.nowMs())],
    ...(bodyless ? [] : [["Content-Type", answer.contentType ?? "application/json; charset=utf-8"] as const]),
    ["X-GitHub-Media-Type", "github.v3; format=json"],
    ["X-GitHub-Request-Id", requestId(call)],
    ...answer.headers,
  ];
  if (request.method === "GET" && answer.status === 200) headers.push(["ETag", `W/${etagOf(bytes)}`]);
  if (!bodyless) headers.push(["Content-Length", String(bytes.length)]);
  return headers;
}

const days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A moment as HTTP writes it. @param at the world's clock, RFC 3339 in UTC @param ms the same, since 1970 */
export function httpDate(at: string, ms: number): string {
  const day = Math.floor(ms / 86_400_000);
  const [year, month, date] = at.slice(0, 10).split("-");
  return `${days[((day % 7) + 7) % 7]}, ${date} ${months[Number(month) - 1]} ${year} ${at.slice(11, 19)} GMT`;
}

/** The id of a request, from its number in the world. */
function requestId(call: number): string {
  const hex = call.toString(16).toUpperCase().padStart(8, "0");
  return `BACC:${hex.slice(0, 4)}:${hex.slice(4)}`;
}
