import { decodeLossless, utf8 } from "../../core/index.ts";

/** One `name=value` of a query or a form body. */
export interface QueryEntry {
  readonly name: string;
  readonly value: string;
  /** The value as sent: what separates items may stand in an item when it is escaped. */
  readonly raw: string;
}

/** The entries of a query or of a body of type application/x-www-form-urlencoded, in order. */
export function queryEntries(query: string): QueryEntry[] {
  const entries: QueryEntry[] = [];
  let start = query.startsWith("?") ? 1 : 0;
  while (start < query.length) {
    const next = query.indexOf("&", start);
    const end = next < 0 ? query.length : next;
    const part = query.slice(start, end);
    start = end + 1;
    if (part === "") continue;
    const at = part.indexOf("=");
    const raw = at < 0 ? "" : part.slice(at + 1);
    entries.push({ name: decodeQuery(at < 0 ? part : part.slice(0, at)), value: decodeQuery(raw), raw });
  }
  return entries;
}

/** Text of a query with its escapes decoded, and `+` as a blank; what is no escape stays as it is. */
export function decodeQuery(text: string): string {
  const spaced = text.includes("+") ? text.replaceAll("+", " ") : text;
  if (!spaced.includes("%")) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    const bytes: number[] = [];
    for (const [part] of spaced.matchAll(/%[0-9a-f]{2}|[^%]+|%/gi)) {
      if (part.length === 3 && part.startsWith("%")) bytes.push(Number.parseInt(part.slice(1), 16));
      else for (const byte of utf8(part)) bytes.push(byte);
    }
    return decodeLossless(Uint8Array.from(bytes));
  }
}
