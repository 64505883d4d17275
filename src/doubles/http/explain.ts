import { finding, type Finding, type Json } from "../../core/index.ts";
import { redactData, redacted, refusalText, type CallRecord, type HttpRecord } from "../../engine/index.ts";
import { tomlValue } from "../../scenario/index.ts";
import { parseQuery } from "./wire/facts.ts";

/** The stub that would match a call, as TOML to paste. */
export function suggestStub(record: CallRecord): string {
  const { method, path, query } = record.detail as HttpRecord;
  const service = /^[A-Za-z0-9_-]+$/.test(record.target) ? record.target : JSON.stringify(record.target);
  const request = `${methodPattern(method)} ${pathPattern(path)}${queryPattern(query)}`;
  return `[[services.${service}.stubs]]\nrequest = ${tomlValue(request)}\nreply = { json = {} }\n`;
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

/** The body of a refusal: the finding as JSON, with the same text that a command would print; without secrets. */
export function refusalBody(refused: Finding): Json {
  const one = redactData(refused);
  return {
    error: one.what,
    code: one.code,
    name: one.name,
    why: one.why,
    fix: one.fix,
    nearest: one.near.map((near) => ({ expectation: near.what, differences: [...(near.differences ?? [])] })),
    text: refusalText(one),
  };
}

/** A service without a contract works, and every report says that nothing checked it. */
export function uncheckedService(service: string): Finding {
  return finding("unchecked-service", { what: `service ${service} has no contract` });
}

/** Calls that nobody has described are answered all the same: every report says so. */
export function syntheticService(service: string): Finding {
  return finding("synthetic-service", {
    what: `service ${service} answers calls that no stub takes from its contract alone (synthetic)`,
  });
}
