import type { Matcher } from "../core/index.ts";
import { type CompiledMatcher, textMatcher } from "./compiled.ts";
import {
  capturePath,
  matchTemplate,
  parseTemplate,
  pathSegments,
  templateDistance,
  templateNames,
} from "./path-template.ts";
import { showText } from "./show.ts";
import type { Mode, Value } from "./value.ts";

/** A path as sent is like a template. */
export function pathMatcher(matcher: Extract<Matcher, { readonly is: "path" }>, mode: Mode): CompiledMatcher {
  const template = parseTemplate(matcher.template);
  const literal = plainPath(matcher.template);
  const compiled = textMatcher(matcher, mode, literal === undefined ? 2 : 1, {
    test(path) {
      // Most templates are plain and most paths hold no escapes: then equality decides.
      if (literal !== undefined && !path.includes("%")) return path === literal;
      const segments = pathSegments(path);
      return segments !== undefined && matchTemplate(template, segments);
    },
    distance: (path) => templateDistance(template, path),
    difference: (label, path) => `${label}: expected ${showText(matcher.template)}, got ${showText(path)}`,
  });
  if (templateNames(template).length === 0) return compiled;
  return {
    ...compiled,
    capture: (value: Value) => (typeof value === "string" ? capturePath(template, value) : undefined),
  };
}

/** The template itself when it can only stand for itself. */
function plainPath(template: string): string | undefined {
  return /^\/[^{}%]*$/.test(template) && !template.endsWith("**") ? template : undefined;
}
