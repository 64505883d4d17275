import type { IncomingMessage } from "node:http";
import { decodeLossless, encodeLossless, type HeaderList, type HttpHead } from "../../core/index.ts";

/** What a request's target says. */
export interface Target {
  readonly path: string;
  readonly query: string;
  /** Host and port of an absolute-form target, which stands over the Host header (RFC 9112, 3.2.2). */
  readonly authority?: string;
}

const absoluteForm = /^https?:\/\/([^/?#]*)(.*)$/i;

/**
 * Takes a request's target apart: origin form, absolute form (what a client sends to a proxy) or `*`.
 * @returns undefined when it is none of these
 */
export function parseTarget(target: string): Target | undefined {
  if (target.startsWith("/") || target === "*") return splitQuery(target);
  const absolute = absoluteForm.exec(target);
  if (absolute === null) return undefined;
  const [, authority = "", rest = ""] = absolute;
  if (authority === "") return undefined;
  return { ...splitQuery(rest.startsWith("/") ? rest : `/${rest}`), authority };
}

function splitQuery(target: string): Target {
  const mark = target.indexOf("?");
  if (mark === -1) return { path: target, query: "" };
  return { path: target.slice(0, mark), query: target.slice(mark + 1) };
}

const beyondAscii = /[\u0080-\u00ff]/;

/** Node gives header values as Latin-1; what was sent is mostly UTF-8, so it becomes lossless text. */
function fromWire(text: string): string {
  return beyondAscii.test(text) ? decodeLossless(Buffer.from(text, "latin1")) : text;
}

/** The Latin-1 text that puts lossless text on the wire as its own bytes. */
export function toWire(text: string): string {
  for (let index = 0; index < text.length; index += 1) {
    if (text.charCodeAt(index) > 0x7f) return Buffer.from(encodeLossless(text)).toString("latin1");
  }
  return text;
}

/** Headers in their order and spelling, repeated ones too. */
function headerList(raw: readonly string[], authority: string | undefined): HeaderList {
  const list: [string, string][] = [];
  for (let index = 0; index < raw.length; index += 2) {
    const name = raw[index] as string;
    const replaced = authority !== undefined && name.length === 4 && name.toLowerCase() === "host";
    list.push([name, fromWire(replaced ? authority : (raw[index + 1] as string))]);
  }
  return list;
}

const plainAuthority = /^[A-Za-z0-9._~-]+(:\d{1,5})?$|^\[[0-9A-Fa-f:.]+\](:\d{1,5})?$/;

/** The head of a call, made from a request. */
export function readHead(request: IncomingMessage, service: string, url: string, target: Target): HttpHead {
  const host = target.authority ?? request.headers.host ?? "";
  return {
    protocol: "http",
    service,
    method: request.method ?? "GET",
    path: target.path,
    query: target.query,
    headers: headerList(request.rawHeaders, target.authority),
    httpVersion: request.httpVersion,
    origin: plainAuthority.test(host) ? `http://${host}` : url,
  };
}
