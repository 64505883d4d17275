import { published, type Operation } from "../published/index.ts";
import { folded } from "../state/tables.ts";
import type { View } from "../state/view.ts";
import { pathByName } from "./alias.ts";
import type { Located } from "./origin.ts";
import { plainFile } from "./plain-files.ts";
import { ApiProblem, notFound } from "./problem.ts";
import type { RestRequest } from "./request.ts";

/** What a request is for. */
export type Target =
  | {
      readonly kind: "operation";
      readonly operation: Operation;
      readonly params: Readonly<Record<string, string>>;
      /** Its path names what it is about by its names. */
      readonly request: RestRequest;
    }
  /** A part of GitHub that is not simulated: "GraphQL". */
  | { readonly kind: "elsewhere"; readonly part: string }
  | { readonly kind: "problem"; readonly problem: ApiProblem };

/** Says what a request is for. */
export function targetOf(view: View, located: Located): Target {
  const { request, site } = located;
  if (site === "web" || site === "raw") return pageOf(view, located);
  if (request.path === "/graphql" || request.path === "/api/graphql")
    return { kind: "elsewhere", part: "GraphQL" };
  const path = pathFor(view, request);
  const routed = published().route(request.method, path);
  if (routed === undefined)
    return isWebPath(view, path)
      ? pageOf(view, { request, site: "web" })
      : { kind: "problem", problem: notFound() };
  if ("malformed" in routed) return { kind: "problem", problem: new ApiProblem(400, "Bad Request") };
  if ("otherMethods" in routed) return { kind: "problem", problem: notFound() };
  const { operation, params } = routed;
  if ((operation.server !== undefined) !== (site === "upload"))
    return { kind: "problem", problem: notFound() };
  return {
    kind: "operation",
    operation,
    params,
    request: path === request.path ? request : { ...request, path },
  };
}

/** What stands at an address that is none of the API's: a file, or a page, and those are not simulated. */
function pageOf(view: View, { request, site }: Located): Target {
  const file = plainFile(view, request, site);
  if (file !== undefined && file !== "absent") return targetOf(view, { request: file, site: "api" });
  if (file === "absent" || site === "raw") return { kind: "problem", problem: notFound() };
  return { kind: "elsewhere", part: "the web site" };
}

/** Addresses by number, and the list of all references, are GitHub's own; some of them are described as they are. */
function pathFor(view: View, { method, path }: RestRequest): string {
  if (!/^\/(?:repositories|user|organizations)\/\d|\/git\/refs\/?$/.test(path)) return path;
  const described = published().route(method, path);
  return described !== undefined && "operation" in described ? path : (pathByName(view, path) ?? path);
}

/** Whether a path that the API does not know begins with somebody's login: then a page of the web site is meant. */
function isWebPath(view: View, path: string): boolean {
  const [login = ""] = path.slice(1).split("/");
  return login !== "" && view.named("account", folded(login)) !== undefined;
}
