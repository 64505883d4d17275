import type { HeaderList, Json } from "../../../core/index.ts";

/** A request of the REST API as the wire brought it, read once. */
export interface RestRequest {
  readonly method: string;
  /** Percent-encoded, without "/api/v3". */
  readonly path: string;
  /** As sent, without "?". */
  readonly query: string;
  readonly headers: HeaderList;
  /** The base addresses that answers are written with. */
  readonly origin: Origin;
  readonly body: Uint8Array;
}

/** Addresses that the program reached the API under. */
export interface Origin {
  /** "http://127.0.0.1:40213", "http://127.0.0.1:40213/api/v3", "https://api.github.com". */
  readonly api: string;
  /** "http://127.0.0.1:40213", "https://github.com". */
  readonly html: string;
  /** "http://127.0.0.1:40213/api/uploads", "https://uploads.github.com". */
  readonly upload: string;
  /** "http://127.0.0.1:40213/raw", "https://raw.githubusercontent.com". */
  readonly raw: string;
}

/** The first value of a header; undefined: it was not sent. @param name in lower case */
export function headerOf(headers: HeaderList, name: string): string | undefined {
  return headers.find(([own]) => own.toLowerCase() === name)?.[1];
}

/** Values of a query by name. */
export function queryOf(query: string): URLSearchParams {
  return new URLSearchParams(query);
}

/** What a body holds. */
export type BodyFields = Readonly<Record<string, Json>>;
