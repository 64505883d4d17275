import { isJsonObject, nearest, textOf } from "../../core/index.ts";
import type { Content, FindingInput, Json, Place } from "../../core/index.ts";
import type { MapContext } from "../shape/context.ts";
import { placeOf } from "../source.ts";
import { stringPlaces } from "../string-place.ts";
import type { Node } from "../tree.ts";

/** A part of a template: text as it stands, or a name to fill in. */
export type TemplatePart =
  | { readonly text: string }
  | {
      /** "query" in {{query.page}} */
      readonly root: string;
      /** ["page"] in {{query.page}}; ["a", "b"] in {{json.a.b}} */
      readonly rest: readonly string[];
      readonly start: number;
      readonly end: number;
    };

/** Gives the text for a name, or undefined when the call has none. */
export type TemplateLookup = (root: string, rest: readonly string[]) => string | undefined;

/** The parts of a template; braces that are not closed are reported with where they start. */
export function parsePlaceholders(text: string): {
  readonly parts: readonly TemplatePart[];
  readonly open: number | null;
} {
  const parts: TemplatePart[] = [];
  let from = 0;
  for (;;) {
    const start = text.indexOf("{{", from);
    if (start < 0) break;
    const end = text.indexOf("}}", start);
    if (end < 0) return { parts, open: start };
    if (start > from) parts.push({ text: text.slice(from, start) });
    parts.push({ ...nameOf(text.slice(start + 2, end).trim()), start, end: end + 2 });
    from = end + 2;
  }
  if (from < text.length) parts.push({ text: text.slice(from) });
  return { parts, open: null };
}

/** A header's or query item's name may hold dots; only in json they lead deeper. */
function nameOf(name: string): { readonly root: string; readonly rest: readonly string[] } {
  const dot = name.indexOf(".");
  if (dot < 0) return { root: name, rest: [] };
  const root = name.slice(0, dot);
  const rest = name.slice(dot + 1);
  return { root, rest: root === "json" ? rest.split(".") : [rest] };
}

/**
 * Fills a template. A name that the call has no value for gives nothing.
 * @example renderTemplate("hi {{query.name}}", () => "Ada") // "hi Ada"
 */
export function renderTemplate(text: string, lookup: TemplateLookup): string {
  const { parts, open } = parsePlaceholders(text);
  const filled = parts.map((part) => ("text" in part ? part.text : (lookup(part.root, part.rest) ?? "")));
  return open === null ? filled.join("") : filled.join("") + text.slice(open);
}

/** The same for every text in a JSON value; keys and other values stay. */
export function renderJson(value: Json, lookup: TemplateLookup): Json {
  if (typeof value === "string") return renderTemplate(value, lookup);
  if (Array.isArray(value)) return value.map((item: Json) => renderJson(item, lookup));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, renderJson(item, lookup)]));
}

/** What the templates of a reply may name. */
export interface TemplateScope {
  /** Roots that take something after a dot, as `query.NAME`, and roots that stand alone, as `now`. */
  readonly keyed: readonly string[];
  readonly alone: readonly string[];
  /** Names that the request's path captures. */
  readonly pathNames?: readonly string[];
}

/** What every template may name. */
const everywhere = ["call", "now", "uuid"] as const;

/** What templates of HTTP replies may name. */
export function httpScope(pathNames: readonly string[]): TemplateScope {
  return { keyed: ["path", "query", "header", "json"], alone: everywhere, pathNames };
}

/** What templates of command replies may name. */
export const commandScope: TemplateScope = { keyed: ["args"], alone: everywhere };

/**
 * Checks the templates in a reply: all its texts, when it says `template = true`, and that of the file it
 * names. Reports each wrong name at its own place; gives whether all are good.
 */
export function checkTemplates(
  contents: readonly (Content | null)[],
  scope: TemplateScope,
  context: MapContext,
): boolean {
  const good = checkNode(context.node, scope, context);
  return contents.map((content) => checkFile(content, scope, context)).every(Boolean) && good;
}

/** Fields of replies whose keys are the user's: there `x-user` is a header that is sent, not a remark. */
const usersKeys: ReadonlySet<string> = new Set(["headers", "json"]);

function checkNode(node: Node, scope: TemplateScope, context: MapContext, keysAreOurs = true): boolean {
  if (node.kind === "string") {
    const places = stringPlaces(node);
    return checkText(node.value, scope, context, (start, end) => placeOf(places(start, end)));
  }
  if (node.kind === "list") {
    return node.items.map((item) => checkNode(item, scope, context, keysAreOurs)).every(Boolean);
  }
  if (node.kind !== "table") return true;
  return node.entries
    .filter(({ key }) => !keysAreOurs || !key.startsWith("x-"))
    .map(({ key, value }) => checkNode(value, scope, context, keysAreOurs && !usersKeys.has(key)))
    .every(Boolean);
}

function checkFile(content: Content | null, scope: TemplateScope, context: MapContext): boolean {
  const text = content?.type === "file" ? textOf(content.bytes) : undefined;
  return text === undefined || checkText(text, scope, context, () => context.at);
}

function checkText(
  text: string,
  scope: TemplateScope,
  context: MapContext,
  place: (start: number, end: number) => Place,
): boolean {
  const { parts, open } = parsePlaceholders(text);
  let good = open === null;
  if (open !== null) {
    context.report("bad-template", {
      at: place(open, open + 2),
      what: `${context.path}: {{ is not closed`,
      fix: "Close it with }}, or remove template = true when nothing is to be filled in.",
    });
  }
  for (const part of parts) {
    if ("text" in part) continue;
    const problem = nameProblem(part, scope);
    if (problem === undefined) continue;
    good = false;
    context.report("bad-template", { at: place(part.start, part.end), ...problem });
  }
  return good;
}

function nameProblem(
  part: { readonly root: string; readonly rest: readonly string[] },
  scope: TemplateScope,
): FindingInput | undefined {
  const written = [part.root, ...part.rest].join(".");
  const shown = `{{${written}}}`;
  const { alone, keyed, pathNames = [] } = scope;
  if (alone.includes(part.root) && part.rest.length === 0) return undefined;
  if (!keyed.includes(part.root)) {
    const near = nearest(part.root, [...alone, ...keyed]).map(
      (name) => `{{${[name, ...part.rest].join(".")}}}`,
    );
    return { what: `${shown} is not a name that templates know`, near, fix: `Known here: ${known(scope)}.` };
  }
  if (part.rest.length === 0 || part.rest.includes("")) {
    return {
      what: `${shown} does not say which`,
      fix: `Write {{${part.root}.${part.root === "args" ? "0" : "NAME"}}}.`,
    };
  }
  if (part.root === "args" && !/^\d{1,4}$/.test(part.rest[0] as string)) {
    return { what: `${shown} is not an argument's number`, fix: "Arguments count from 0: {{args.0}}." };
  }
  if (part.root === "path" && !pathNames.includes(part.rest[0] as string)) {
    const names = pathNames.map((name) => `{{path.${name}}}`);
    return {
      what: `${shown}: the request's path has no {${part.rest[0] as string}}`,
      near: nearest(part.rest[0] as string, pathNames).map((name) => `{{path.${name}}}`),
      fix:
        names.length === 0
          ? "Name the segment in request, as in GET /users/{id}."
          : `The path has ${names.join(", ")}.`,
    };
  }
  return undefined;
}

function known({ alone, keyed }: TemplateScope): string {
  return [
    ...keyed.map((name) => (name === "args" ? "{{args.0}}" : `{{${name}.NAME}}`)),
    ...alone.map((name) => `{{${name}}}`),
  ].join(", ");
}
