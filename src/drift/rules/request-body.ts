import { fromJsonBytes, type TextOrBase64 } from "../../core/index.ts";

/** What stands in a journal in place of something that looked like a secret. */
export const redacted = "<redacted>";

/** The bytes of a body; undefined where they are not known, or not those that were sent. */
export function decodeBody(body: TextOrBase64 | undefined): Uint8Array | undefined {
  if (body === undefined) return undefined;
  if (typeof body === "string" && body.includes(redacted)) return undefined;
  return fromJsonBytes(body);
}
