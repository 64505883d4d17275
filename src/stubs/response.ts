import { encodeLossless, utf8, type Content, type HeaderList, type HttpReply } from "../core/index.ts";

/** A response ready to send: every byte known. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Uint8Array;
}

const typeByEnding: Readonly<Record<string, string>> = {
  json: "application/json",
  txt: "text/plain; charset=utf-8",
  html: "text/html; charset=utf-8",
  xml: "application/xml",
  csv: "text/csv; charset=utf-8",
  yaml: "application/yaml",
  yml: "application/yaml",
  png: "image/png",
  jpg: "image/jpeg",
  gif: "image/gif",
  svg: "image/svg+xml",
  pdf: "application/pdf",
};

/** The bytes of what a reply says. @example contentBytes({ type: "text", text: "hi" }) */
export function contentBytes(content: Content): Uint8Array {
  if (content.type === "json") return utf8(JSON.stringify(content.value));
  return content.type === "text" ? encodeLossless(content.text) : content.bytes;
}

/** The media type of content, when the reply's headers do not say it. */
function contentType(content: Content): string {
  if (content.type === "json") return "application/json";
  if (content.type === "text") return "text/plain; charset=utf-8";
  if (content.type === "bytes") return "application/octet-stream";
  const ending = /\.([a-z0-9]+)$/i.exec(content.path)?.[1]?.toLowerCase() ?? "";
  return typeByEnding[ending] ?? "application/octet-stream";
}

/** Status, headers and body of a reply. Statuses that have no body get neither type nor length. */
export function responseOf(reply: HttpReply): HttpResponse {
  const status = reply.status ?? 200;
  const first = reply.body ?? reply.chunks?.[0]?.content ?? null;
  const bodyless = status === 204 || status === 304 || status < 200;
  const has = (name: string): boolean => reply.headers.some(([one]) => one.toLowerCase() === name);
  const body = reply.body === null || bodyless ? new Uint8Array() : contentBytes(reply.body);
  const headers: (readonly [string, string])[] = [...reply.headers];
  if (first !== null && !bodyless && !has("content-type")) headers.push(["content-type", contentType(first)]);
  if (!bodyless && reply.chunks === null && !has("content-length") && !has("transfer-encoding")) {
    headers.push(["content-length", String(body.length)]);
  }
  return { status, headers, body };
}
