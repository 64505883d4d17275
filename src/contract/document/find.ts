import { isJsonObject, nearest, type Json, type JsonObject } from "../../core/index.ts";
import { createPathTrie } from "../../match/index.ts";
import type { Found, Operation } from "./contract.ts";

/** Answers which operation a request means. */
export function createFind(
  operations: readonly Operation[],
  basePaths: readonly string[],
): (method: string, path: string) => Found {
  const routes = createPathTrie<Operation>();
  for (const operation of operations) routes.add(operation.template, operation.method, operation);
  return (method, path) => {
    const paths = [path, ...withoutBase(path, basePaths)];
    for (const one of paths) {
      const match = routes.match(method, one);
      if (match !== undefined) return { kind: "operation", operation: match.value, params: match.captures };
    }
    for (const one of paths) {
      const methods = routes.methodsOf(one);
      if (methods.length === 0) continue;
      const template = routes.match(methods[0] as string, one)?.template ?? one;
      return { kind: "method-absent", template, methods };
    }
    let near: readonly Operation[] | undefined;
    return {
      kind: "path-absent",
      // Measuring the distance to each of a thousand templates takes longer than all else: only when it is told.
      get nearest() {
        const last = paths.at(-1) as string;
        near ??= routes
          .nearest(method, last, nearestMost)
          .filter(({ template }) => sharesWord(template, last))
          .map(({ value }) => value);
        return near;
      },
    };
  };
}

const nearestMost = 3;

/** Whether any word of a template reads like one of a path: a name stands for everything, so it is near to nothing. */
function sharesWord(template: string, path: string): boolean {
  const words = template.split("/").filter((word) => word !== "" && !word.includes("{"));
  // Short words are near to everything.
  const alike = (word: string): boolean => word.length > 3 && nearest(word, words, 1).length > 0;
  return path.split("/").some((word) => words.includes(word) || alike(word));
}

/** The path below each base path that it begins with. */
function withoutBase(path: string, basePaths: readonly string[]): string[] {
  return basePaths
    .filter((base) => path.startsWith(`${base}/`) || path === base)
    .map((base) => path.slice(base.length) || "/");
}

/** Paths of the document's servers: what stands after the host, without the slash at its end. */
export function basePathsOf(document: JsonObject): string[] {
  const { servers } = document;
  if (!Array.isArray(servers)) return [];
  const bases = servers.filter(isJsonObject).map((server) => {
    const url = server["url"];
    return typeof url === "string" ? pathOf(filled(url, server["variables"])) : "";
  });
  return [...new Set(bases)].filter((base) => base !== "").sort((left, right) => right.length - left.length);
}

/** A server's URL with its variables at their defaults. */
function filled(url: string, variables: Json | undefined): string {
  return url.replaceAll(/\{([^{}]+)\}/g, (whole, name: string) => {
    const variable = isJsonObject(variables) && Object.hasOwn(variables, name) ? variables[name] : undefined;
    const value = isJsonObject(variable) ? variable["default"] : undefined;
    return typeof value === "string" ? value : whole;
  });
}

function pathOf(url: string): string {
  const path = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, "").replace(/[?#].*$/s, "");
  return path.startsWith("/") ? path.replace(/\/+$/, "") : "";
}
