import { redacted, type HttpRecord } from "../engine/index.ts";
import { tomlValue } from "../scenario/index.ts";
import { parseQuery } from "./facts.ts";

/**
 * A stub that would match a call, as TOML to paste.
 * @param list where it belongs: "services.convo.stubs"
 */
export function suggestStubIn(list: string, { method, path, query }: HttpRecord): string {
  const request = `${methodPattern(method)} ${pathPattern(path)}${queryPattern(query)}`;
  return `[[${list}]]\nrequest = ${tomlValue(request)}\nreply = { json = {} }\n`;
}

/** A method as `request` takes it: one that is not in capitals is left open. */
function methodPattern(method: string): string {
  return /^[A-Z][A-Z-]*$/.test(method) ? method : "*";
}

/**
 * A path that stands for itself: braces and stars would mean something. The target `*` is no path, and a segment
 * that the record does not tell whole may be any.
 */
function pathPattern(path: string): string {
  if (!path.startsWith("/")) return "/**";
  return path
    .split("/")
    .map((segment, index) =>
      segment.includes(redacted)
        ? `{segment${index}}`
        : segment.replaceAll(/[{}*#\u0000-\u0020\u007f]/g, percent),
    )
    .join("/");
}

/** The query items that a request line can say; of one with bytes that are no text only its name. */
function queryPattern(query: string): string {
  const items = query.split("&").flatMap((item) => {
    const plain = item.replaceAll(/[?#\u0000-\u0020\u007f]/g, percent);
    const name = plain.split("=", 1)[0] as string;
    const shown = plain.includes(redacted) ? name : plain;
    return [shown, name].find((one) => one !== "" && readsAlike(one)) ?? [];
  });
  return items.length === 0 ? "" : `?${items.join("&")}`;
}

/** Whether a request line reads an item as the double reads it in a call. */
function readsAlike(item: string): boolean {
  const [[name = "", value] = []] = new URLSearchParams(item);
  return parseQuery(item)[name]?.[0] === value;
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
}
