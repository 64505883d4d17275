import { nearest, quote } from "../../../core/index.ts";
import type { EntryExpectation, MapContext, RequestLine } from "../../../scenario/index.ts";
import {
  plainResource,
  type ResourceConfig,
  type ResourceFields,
  type ResourcePath,
} from "./resource-schema.ts";

/** Methods that mean something for what a path stands for. */
const methods = {
  collection: ["GET", "HEAD", "POST"],
  item: ["GET", "HEAD", "PUT", "PATCH", "DELETE"],
} as const;

/** What the path of a resource's stub stands for: all items, or the one that its last name says. */
export function pathOf(template: string): ResourcePath {
  const at = template.lastIndexOf("/");
  const name = /^\{([^{}]+)\}$/.exec(template.slice(at + 1))?.[1];
  return name === undefined
    ? { collection: template, name: null }
    : { collection: template.slice(0, at), name };
}

/** The methods that a resource knows at a path. @example methodsOf("/spaces/{id}") // ["GET", "HEAD", "PUT", ...] */
export function methodsOf(template: string): readonly string[] {
  return methods[pathOf(template).name === null ? "collection" : "item"];
}

/** Whether a resource can answer a stub's request: one path, and a method that means something there. */
export function checkResourceRequest({ method, path }: RequestLine, context: MapContext): boolean {
  const request = context.ofField("request");
  const last = path.slice(path.lastIndexOf("/") + 1);
  if (path.includes("**") || (last.includes("{") && pathOf(path).name === null)) {
    request.report("invalid-value", {
      what: `${request.path}: ${quote(path, 80)} is neither a resource's list nor one of its items`,
      why: "A path that ends in a word is the list, one that ends in {name} is one item.",
      fix: 'Write two stubs: request = "* /spaces" and request = "* /spaces/{id}".',
    });
    return false;
  }
  const known = methodsOf(path);
  if (method === "*" || known.includes(method)) return true;
  request.report("invalid-value", {
    what: `${request.path}: ${method} means nothing for ${pathOf(path).name === null ? "a resource's list" : "one item of a resource"}`,
    why: `It knows ${known.join(", ")} there.`,
    fix: "Write one of them, * for all of them, or a stub with a reply.",
    near: nearest(method, known),
  });
  return false;
}

type ResourceStub = Pick<EntryExpectation, "answer" | "conditions" | "at">;

/** The resources of a service: those that are described, and those that only stubs name; each with its paths. */
export function linkResources(
  service: {
    readonly declared: Readonly<Record<string, ResourceFields>>;
    readonly stubs: readonly ResourceStub[];
    readonly contract: boolean;
  },
  context: MapContext,
): Readonly<Record<string, ResourceConfig>> {
  const { declared, stubs, contract } = service;
  const names = Object.keys(declared);
  const found = new Map<string, ResourceFields & { readonly paths: ResourcePath[] }>();
  for (const [name, fields] of Object.entries(declared)) {
    checkBeside(name, fields, contract, context);
    found.set(name, { ...fields, paths: [] });
  }
  for (const stub of stubs) {
    if (stub.answer.kind !== "resource") continue;
    const { resource } = stub.answer;
    if (names.length > 0 && !names.includes(resource)) {
      context.report("unknown-name", {
        at: stub.at,
        what: `there is no resource ${quote(resource)}`,
        why: "Under another name it would be another resource, without what the scenario says of this one.",
        near: nearest(resource, names).map((what) => ({ what, at: declared[what]?.at ?? stub.at })),
      });
      continue;
    }
    const one = found.get(resource) ?? { ...plainResource(stub.at), paths: [] };
    found.set(resource, one);
    addPath(one.paths, stub);
  }
  return Object.fromEntries([...found].map(([name, one]) => [name, { ...one, name }]));
}

/** What stands beside the items needs an answer that is no bare list. */
function checkBeside(
  name: string,
  { list, page, at }: ResourceFields,
  contract: boolean,
  context: MapContext,
): void {
  if (list !== null || contract || page === null || (page.total ?? page.next) === null) return;
  context.report("missing-field", {
    at,
    what: `the resource ${name} says total or next, and not where the items stand`,
    why: "A list alone has no room for anything beside it.",
    fix: `Add ${context.assignment("list", "items")}`,
  });
}

function addPath(paths: ResourcePath[], { conditions }: ResourceStub): void {
  const matcher = conditions.find(({ field }) => field === "path")?.matcher;
  if (matcher?.is !== "path") return;
  const path = pathOf(matcher.template);
  const known = paths.findIndex(({ collection }) => collection === path.collection);
  if (known === -1) paths.push(path);
  else if (paths[known]?.name === null) paths[known] = path;
}
