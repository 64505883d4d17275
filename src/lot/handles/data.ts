import type { HandlerRef } from "../../core/index.ts";
import { isUrl, type KeepCode } from "../../scenario/index.ts";
import type { HandlerFunction, LotClient } from "../thread/client.ts";

/**
 * Keeps the functions of a value on this thread and names modules by their URL, so that the value can cross to
 * the lot's. A module's function is its default export, or the one that the URL's hash names.
 */
export function keepFor(client: LotClient): KeepCode {
  return (code): HandlerRef => {
    if (!isUrl(code)) return { kind: "function", id: client.keep(code as HandlerFunction) };
    const url = new URL(code.href);
    const name = url.hash.slice(1);
    url.hash = "";
    return { kind: "module", url: url.href, export: name === "" ? "default" : name };
  };
}
