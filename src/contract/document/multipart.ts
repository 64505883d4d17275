import { decodeLossless } from "../../core/index.ts";

/** One field of a multipart body; a file's content is its text, without loss. */
export interface MultipartField {
  readonly name: string;
  readonly value: string;
}

/** The fields of a body of type multipart/form-data (RFC 7578); undefined when it is none. */
export function multipartFields(mediaType: string, body: Uint8Array): readonly MultipartField[] | undefined {
  const boundary = /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(mediaType);
  const mark = boundary?.[1] ?? boundary?.[2];
  if (mark === undefined) return undefined;
  const parts = `\r\n${decodeLossless(body)}`.split(`\r\n--${mark}`);
  if (parts.length < 2 || parts.at(-1)?.startsWith("--") !== true) return undefined;
  const fields: MultipartField[] = [];
  for (const part of parts.slice(1, -1)) {
    const end = part.indexOf("\r\n\r\n");
    const head = part.slice(0, Math.max(end, 0));
    const name = /^content-disposition:[^\r\n]*?;\s*name="((?:[^"\\]|\\.)*)"/im.exec(head)?.[1];
    if (end < 0 || name === undefined) return undefined;
    fields.push({ name: name.replaceAll(/\\(.)/g, "$1"), value: part.slice(end + 4) });
  }
  return fields;
}
