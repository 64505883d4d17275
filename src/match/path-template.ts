import { decodeLossless, utf8 } from "../core/index.ts";
import { align, alignmentDistance } from "./align.ts";
import { textDistance } from "./text-difference.ts";
import { distances } from "./value.ts";

/**
 * One segment of a template. "mixed" has text around its names: `{id}:cancel`, `{base}...{head}`; its
 * texts stand before, between and after the names.
 */
export type Segment =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "mixed"; readonly texts: readonly string[]; readonly names: readonly string[] }
  | { readonly kind: "name"; readonly name: string };

/** A path template: `/repos/{owner}/{repo}/**`. */
export interface PathTemplate {
  readonly template: string;
  readonly segments: readonly Segment[];
  /** Whether `**` stands at the end: any number of segments, none too. */
  readonly rest: boolean;
}

/** The name under which what `**` stood for is captured. */
const restName = "**";

/**
 * Text with its percent escapes decoded; what is not a valid escape stays as it is, bytes that are not
 * UTF-8 become lossless text.
 */
export function decodeSegment(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    const bytes: number[] = [];
    for (const [part] of text.matchAll(/%[0-9a-f]{2}|[^%]+|%/gi)) {
      if (part.length === 3 && part.startsWith("%")) bytes.push(Number.parseInt(part.slice(1), 16));
      else for (const byte of utf8(part)) bytes.push(byte);
    }
    return decodeLossless(Uint8Array.from(bytes));
  }
}

let keptPath: string | undefined;
let keptSegments: readonly string[] | undefined;

/**
 * The segments of a path as sent, decoded one by one, so that an escaped slash stays inside its segment;
 * undefined when it is no path. The last path is kept, since one is tried against many templates in a row.
 */
export function pathSegments(path: string): readonly string[] | undefined {
  if (path !== keptPath) {
    keptSegments = path.startsWith("/") ? path.slice(1).split("/").map(decodeSegment) : undefined;
    keptPath = path;
  }
  return keptSegments;
}

/** Reads a template. Never fails: braces that say nothing stand for themselves. */
export function parseTemplate(template: string): PathTemplate {
  const texts = template.replace(/^\//, "").split("/");
  const rest = texts.at(-1) === "**";
  if (rest) texts.pop();
  return { template, segments: texts.map(parseSegment), rest };
}

function parseSegment(text: string): Segment {
  const parts = text.split(/\{([^{}]+)\}/);
  const texts = parts.filter((_, index) => index % 2 === 0).map(decodeSegment);
  const names = parts.filter((_, index) => index % 2 === 1);
  if (names.length === 0) return { kind: "literal", text: texts[0] as string };
  if (names.length === 1 && texts.every((one) => one === ""))
    return { kind: "name", name: names[0] as string };
  return { kind: "mixed", texts, names };
}

/** Whether a segment takes a text; what its names stand for is added to `captured`, in order. */
export function matchSegment(segment: Segment, text: string, captured?: string[]): boolean {
  if (segment.kind === "literal") return segment.text === text;
  if (segment.kind === "mixed") return matchMixed(segment.texts, text, captured);
  if (text === "") return false;
  captured?.push(text);
  return true;
}

/** Each name takes as little as it can, at least one character; the last one what is left. */
function matchMixed(texts: readonly string[], text: string, captured?: string[]): boolean {
  const first = texts[0] as string;
  const last = texts.at(-1) as string;
  const end = text.length - last.length;
  if (end <= first.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let from = first.length;
  const found: string[] = [];
  for (const between of texts.slice(1, -1)) {
    const at = text.indexOf(between, from + 1);
    if (at === -1 || at + between.length >= end) return false;
    found.push(text.slice(from, at));
    from = at + between.length;
  }
  captured?.push(...found, text.slice(from, end));
  return true;
}

/** Whether a template matches the segments of a path. */
export function matchTemplate(template: PathTemplate, path: readonly string[], captured?: string[]): boolean {
  const { segments, rest } = template;
  if (rest ? path.length < segments.length : path.length !== segments.length) return false;
  for (let index = 0; index < segments.length; index++) {
    if (!matchSegment(segments[index] as Segment, path[index] as string, captured)) return false;
  }
  if (rest) captured?.push(path.slice(segments.length).join("/"));
  return true;
}

/** The names of a template in their order; `**` last when there is a rest. */
export function templateNames(template: PathTemplate): string[] {
  const names = template.segments.flatMap((segment) =>
    segment.kind === "literal" ? [] : segment.kind === "name" ? [segment.name] : segment.names,
  );
  return template.rest ? [...names, restName] : names;
}

/** What a template's names stand for in a path, decoded, or undefined when it does not match. */
export function capturePath(
  template: PathTemplate,
  path: string,
): Readonly<Record<string, string>> | undefined {
  const segments = pathSegments(path);
  const captured: string[] = [];
  if (segments === undefined || !matchTemplate(template, segments, captured)) return undefined;
  return Object.fromEntries(templateNames(template).map((name, index) => [name, captured[index] ?? ""]));
}

/**
 * Which of two templates says more of a path that both match: negative when the left one does. Segment by
 * segment: text before text with names (more text first) before a name before the rest.
 */
export function compareTemplates(left: PathTemplate, right: PathTemplate): number {
  const length = Math.min(left.segments.length, right.segments.length);
  for (let index = 0; index < length; index++) {
    const order = compareSegments(left.segments[index] as Segment, right.segments[index] as Segment);
    if (order !== 0) return order;
  }
  return right.segments.length - left.segments.length || Number(left.rest) - Number(right.rest);
}

/** The order of two segments in one place; texts with names of the same length go by their text. */
export function compareSegments(left: Segment, right: Segment): number {
  if (left.kind !== "mixed" || right.kind !== "mixed") return rank[left.kind] - rank[right.kind];
  const [one, other] = [left.texts.join("\0"), right.texts.join("\0")];
  const texts = textLength(right) - textLength(left);
  return texts !== 0 ? texts : one < other ? -1 : Number(one > other);
}

const rank = { literal: 0, mixed: 1, name: 2 } as const;

function textLength(segment: Segment & { readonly kind: "mixed" }): number {
  return segment.texts.reduce((sum, text) => sum + text.length, 0);
}

/** How far a path is from a template: segment by segment, one that is missing or too many counted as such. */
export function templateDistance(template: PathTemplate, path: string): number {
  const got = pathSegments(path);
  if (got === undefined) return distances.wrongType;
  const { segments, rest } = template;
  return alignmentDistance(
    align(segments.length, got.length, rest, (expected, at) =>
      segmentDistance(segments[expected] as Segment, got[at] as string),
    ),
  );
}

function segmentDistance(segment: Segment, text: string): number {
  if (matchSegment(segment, text)) return 0;
  if (segment.kind === "literal") return textDistance(segment.text, text);
  return segment.kind === "mixed" ? textDistance(segment.texts.join(text), text) : distances.wrongType;
}
