import type { Content } from "./contract.ts";

/** A media type without its parameters, lower case. @example essence("Text/HTML; charset=utf-8") // "text/html" */
export function essence(mediaType: string): string {
  return (mediaType.split(";", 1)[0] as string).trim().toLowerCase();
}

/** Whether a media type is JSON: `application/json` and what ends in `+json`. */
export function isJsonType(mediaType: string): boolean {
  return /^(?:[^/]+\/json|[^/]+\/[^/]+\+json)$/.test(essence(mediaType));
}

/** The declared content that a media type is: the exact one before `type/*` before `*` followed by `/*`. */
export function contentFor(content: readonly Content[], mediaType: string): Content | undefined {
  const wanted = essence(mediaType);
  const [type] = wanted.split("/", 1) as [string];
  const ranges = [wanted, `${type}/*`, "*/*"];
  const found = ranges.map((range) => content.find((one) => essence(one.mediaType) === range));
  return found.find((one) => one !== undefined);
}
