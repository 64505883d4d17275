import { quote } from "../../core/index.ts";
import type { Condition } from "../../core/index.ts";
import type { MapContext } from "../shape/context.ts";

/** A `request` as conditions, and the names its path captures. */
export interface RequestLine {
  readonly method: string;
  readonly path: string;
  readonly conditions: readonly Condition[];
  readonly names: readonly string[];
}

/**
 * Reads `METHOD /path?query`: `{name}` is one segment, `**` as the last segment the rest, `*` as method
 * any; a query item must be there, others may.
 */
export function readRequestLine(text: string, context: MapContext): RequestLine | undefined {
  const match = /^(\S+)[ \t]+(\S.*)$/.exec(text);
  if (match === null) return formProblem(text, context);
  const [, method, target] = match as unknown as [string, string, string];
  if (!/^(\*|[A-Z][A-Z-]*)$/.test(method)) return methodProblem(method, context);
  const start = text.length - target.length;
  const mark = target.indexOf("?");
  const path = mark < 0 ? target : target.slice(0, mark);
  const problem = targetProblem(path, target);
  if (problem !== undefined) {
    const { from = 0, to = target.length, what, fix } = problem;
    const at = context.placeWithin(start + from, start + to);
    return context.report("bad-pattern", { at, what: `${context.path}: ${what}`, fix });
  }
  const conditions: Condition[] = [];
  if (method !== "*") conditions.push({ field: "method", matcher: { is: "equals", value: method } });
  if (path !== "/**") conditions.push({ field: "path", matcher: { is: "path", template: path } });
  if (mark >= 0) conditions.push(...queryConditions(target.slice(mark + 1)));
  return { method, path, conditions, names: pathNames(path) };
}

function formProblem(text: string, context: MapContext): undefined {
  const path = text.startsWith("/");
  return context.report("bad-pattern", {
    what: `${context.path} must be a method and a path, not ${quote(text, 80)}`,
    why: "A request is matched by its method and its path.",
    fix: path ? `Write "GET ${text}", or "* ${text}" for any method.` : 'Write for example "GET /healthz".',
  });
}

function methodProblem(method: string, context: MapContext): undefined {
  const upper = method.toUpperCase();
  return context.report("bad-pattern", {
    at: context.placeWithin(0, method.length),
    what: `${context.path}: ${quote(method, 40)} is not a method`,
    why: "Methods are case-sensitive and written in capitals.",
    fix: /^[A-Z-]+$/.test(upper) ? `Write ${upper}.` : "Write GET, POST or another method, or * for any.",
  });
}

/** What is wrong with a target, and where in it when not everywhere. */
interface TargetProblem {
  readonly what: string;
  readonly fix: string;
  readonly from?: number;
  readonly to?: number;
}

/** What is wrong with the path and query, or undefined. */
function targetProblem(path: string, target: string): TargetProblem | undefined {
  if (/^https?:\/\//i.test(path)) {
    return {
      what: "a request has no host: the service says which one is meant",
      fix: `Write the path alone: ${target.replace(/^https?:\/\/[^/?#]*/i, "") || "/"}`,
    };
  }
  if (!path.startsWith("/")) return { what: "a path begins with /", fix: `Write /${path}` };
  const hash = target.indexOf("#");
  if (hash >= 0) return { what: "a fragment (#) never reaches a server", fix: "Remove it.", from: hash };
  const blank = /[\u0000-\u0020\u007f]/.exec(target);
  if (blank !== null) {
    return {
      what: "a path has no blanks or control characters",
      fix: "Write a blank as %20.",
      from: blank.index,
      to: blank.index + 1,
    };
  }
  return templateProblem(path);
}

function templateProblem(path: string): TargetProblem | undefined {
  const segments = path.slice(1).split("/");
  const names = new Set<string>();
  let from = 1;
  for (const [index, segment] of segments.entries()) {
    const problem = segmentProblem(segment, index === segments.length - 1, names);
    if (problem !== undefined) return { ...problem, from, to: from + segment.length };
    from += segment.length + 1;
  }
  return undefined;
}

function segmentProblem(segment: string, last: boolean, names: Set<string>): TargetProblem | undefined {
  if (segment === "**" && last) return undefined;
  if (segment.includes("**")) {
    return {
      what: "** must be the last segment, alone",
      fix: "Write {name} for one segment, /** at the end for the rest.",
    };
  }
  if (segment === "*") return { what: "* means nothing in a path", fix: "Write {name} for one segment." };
  const plain = segment.replaceAll(/\{[A-Za-z_][A-Za-z0-9_-]*\}/g, "\u0000");
  if (/[{}]/.test(plain)) {
    return {
      what: `${quote(segment)} has a name that is none`,
      fix: "Write {name}: letters, digits, _ and -.",
    };
  }
  if (plain.includes("\u0000\u0000")) {
    return { what: "two names in one segment need a text between them", fix: "Write them as {a}-{b}." };
  }
  for (const name of pathNames(segment)) {
    if (names.has(name))
      return { what: `the name {${name}} stands there twice`, fix: "Give each its own name." };
    names.add(name);
  }
  return undefined;
}

/** Names that a path template captures. @example pathNames("/repos/{owner}/{repo}") // ["owner", "repo"] */
export function pathNames(path: string): string[] {
  return [...path.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] as string);
}

function queryConditions(query: string): Condition[] {
  return query
    .split("&")
    .filter((item) => item !== "")
    .map((item): Condition => {
      const [[key, value] = ["", ""]] = new URLSearchParams(item);
      const bare = !item.includes("=");
      return { field: "query", key, matcher: bare ? { is: "any" } : { is: "equals", value } };
    });
}
