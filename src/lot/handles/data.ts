import type { HandlerRef } from "../../core/index.ts";
import type { HandlerFunction } from "../thread/client.ts";

/** Keeps a function on this thread and gives its number. */
export type KeepHandler = (handler: HandlerFunction) => number;

/**
 * A value as it can cross to the lot's thread: functions become references, module URLs too, and the runner's
 * asymmetric matchers become matcher data. Regular expressions and everything else stay as they are.
 */
export function dataOf(value: unknown, keep: KeepHandler): unknown {
  if (typeof value === "function")
    return { kind: "function", id: keep(value as HandlerFunction) } satisfies HandlerRef;
  if (value instanceof URL) return moduleRef(value);
  if (typeof value !== "object" || value === null || value instanceof RegExp || ArrayBuffer.isView(value))
    return value;
  if (Array.isArray(value)) return value.map((item) => dataOf(item, keep));
  if (isAsymmetric(value)) return asymmetricData(value, keep);
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (item === undefined ? [] : [[key, dataOf(item, keep)]])),
  );
}

function moduleRef(url: URL): HandlerRef {
  const name = url.hash.slice(1);
  const plain = new URL(url.href);
  plain.hash = "";
  return { kind: "module", url: plain.href, export: name === "" ? "default" : name };
}

/** What vitest and jest make of expect.stringContaining() and its like. */
interface Asymmetric {
  readonly sample?: unknown;
  readonly inverse?: boolean;
  asymmetricMatch(other: unknown): boolean;
  toString(): string;
}

function isAsymmetric(value: object): value is Asymmetric {
  return (value as { $$typeof?: unknown }).$$typeof === Symbol.for("jest.asymmetricMatcher");
}

function asymmetricData(matcher: Asymmetric, keep: KeepHandler): unknown {
  const data = plainAsymmetric(matcher, keep);
  // One that has no form as data is asked here, on the test's thread.
  if (data === undefined) return dataOf((value: unknown) => matcher.asymmetricMatch(value), keep);
  return matcher.inverse === true ? { not: data } : data;
}

function plainAsymmetric(matcher: Asymmetric, keep: KeepHandler): unknown {
  const sample = dataOf(matcher.sample, keep);
  switch (matcher.toString().replace(/^Not?(?=[A-Z])|^not\./, "")) {
    case "StringContaining":
      return { contains: sample };
    case "StringMatching":
      return { regex: typeof sample === "string" ? sample : sample };
    case "ObjectContaining":
      return { json: sample };
    case "Anything":
      return { any: true };
    default:
      return undefined;
  }
}
