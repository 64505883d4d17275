import { decodeLossless } from "../../core/index.ts";

/** One field of a multipart body; a file's content is its text, without loss. */
export interface MultipartField {
  readonly name: string;
  readonly value: string;
  /** The media type that its part names. */
  readonly mediaType?: string | undefined;
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
    const named = /^content-disposition:[^\r\n]*?;[ \t]*name=(?:"((?:[^"\\]|\\.)*)"|([^\s";]+))/im.exec(head);
    const name = named?.[1] ?? named?.[2];
    if (end < 0 || name === undefined) return undefined;
    const own = /^content-type:[ \t]*([^\r\n;]+)/im.exec(head)?.[1]?.trim();
    fields.push({ name: name.replaceAll(/\\(.)/g, "$1"), value: part.slice(end + 4), mediaType: own });
  }
  return fields;
}
