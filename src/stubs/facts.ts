import { decodeLossless, type HttpHead } from "../core/index.ts";
import type { Facts, FactValue } from "../engine/index.ts";

/** What stubs are matched against: method, path, query, headers and body. @param double whose stubs they are */
export function httpFacts(head: HttpHead, body: Uint8Array, double = "http"): Facts {
  return {
    double,
    target: head.service,
    text: `${head.method} ${head.path}${head.query === "" ? "" : `?${head.query}`}`,
    fields: new HttpFields(head, body),
    readable: [],
  };
}

/** Most stubs ask for the method and the path only, so the rest is made when it is asked for. */
class HttpFields {
  readonly [field: string]: FactValue;
  readonly method: string;
  readonly path: string;
  readonly #head: HttpHead;
  readonly #body: Uint8Array;
  #query: Record<string, string[]> | undefined;
  #headers: Record<string, string[]> | undefined;
  #text: string | undefined;

  constructor(head: HttpHead, body: Uint8Array) {
    this.method = head.method;
    this.path = head.path;
    this.#head = head;
    this.#body = body;
  }

  get query(): Record<string, string[]> {
    return (this.#query ??= parseQuery(this.#head.query));
  }

  get headers(): Record<string, string[]> {
    return (this.#headers ??= headersByName(this.#head));
  }

  get body(): string {
    return (this.#text ??= decodeLossless(this.#body));
  }
}

/** Query values by name, decoded as forms are ("+" is a space); broken escapes stay as they are. */
export function parseQuery(query: string): Record<string, string[]> {
  const values: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  if (query === "") return values;
  for (const pair of query.split("&")) {
    if (pair === "") continue;
    const at = pair.indexOf("=");
    const name = decodePart(at < 0 ? pair : pair.slice(0, at));
    (values[name] ??= []).push(at < 0 ? "" : decodePart(pair.slice(at + 1)));
  }
  return values;
}

function decodePart(text: string): string {
  const spaced = text.includes("+") ? text.replaceAll("+", " ") : text;
  return spaced.includes("%") ? decodeEscapes(spaced) : spaced;
}

/** Runs of escapes are decoded together: one character may be several of them. */
function decodeEscapes(text: string): string {
  return text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    const bytes = new Uint8Array(escapes.length / 3);
    for (let index = 0; index < bytes.length; index += 1) {
      bytes[index] = Number.parseInt(escapes.slice(index * 3 + 1, index * 3 + 3), 16);
    }
    return decodeLossless(bytes);
  });
}

function headersByName(head: HttpHead): Record<string, string[]> {
  const values: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  for (const [name, value] of head.headers) (values[name.toLowerCase()] ??= []).push(value);
  return values;
}

/** Whether a request has a body to read, as its framing says. */
export function hasBody(head: HttpHead): boolean {
  return head.headers.some(([name, value]) => {
    const lower = name.toLowerCase();
    return lower === "transfer-encoding" || (lower === "content-length" && value !== "0");
  });
}
