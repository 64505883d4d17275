import type { Json } from "../../../core/index.ts";

/** Which part of a list an answer holds. */
export interface Page {
  /** From 1. */
  readonly page: number;
  readonly perPage: number;
  /** Items of the whole list. */
  readonly total: number;
}

/** What an operation answers. */
export interface RestAnswer {
  readonly status: number;
  /** Absent: the answer has no body, or `text` is it. */
  readonly json?: Json | undefined;
  /** A body that is no JSON, as lossless text (core/bytes.ts). */
  readonly text?: string | undefined;
  /** Of `text`; JSON says its own. */
  readonly contentType?: string | undefined;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly page?: Page | undefined;
  /** Of a list that is read on by `?since=`: the id to go on from; null: this was the end. */
  readonly since?: { readonly next: number | null } | undefined;
  /** It was refused because the world holds no more: see limits.githubChars. */
  readonly full?: true | undefined;
  /** When what it shows last changed, RFC 3339. */
  readonly lastModified?: string | undefined;
}

/** 200 with a body. */
export function answered(json: Json, lastModified?: string): RestAnswer {
  return { status: 200, json, headers: [], lastModified };
}

/** 201 with a body, and where it can be read. */
export function created(json: Json): RestAnswer {
  const url = (json as { readonly url?: unknown } | null)?.url;
  return { status: 201, json, headers: typeof url === "string" ? [["Location", url]] : [] };
}

/** 204. */
export function noContent(): RestAnswer {
  return { status: 204, headers: [] };
}

/** Another status with a body. */
export function withStatus(status: number, json: Json): RestAnswer {
  return { status, json, headers: [] };
}
