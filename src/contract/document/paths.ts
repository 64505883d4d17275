import { isJsonObject, quote, type Json, type JsonObject } from "../../core/index.ts";
import { pointerTokens } from "../../scenario/index.ts";
import { listedParameters } from "./listed-parameters.ts";
import type { Problem } from "./problem.ts";
import { resolve } from "./references.ts";
import { below, methodFields } from "./walk.ts";

/** A path of the document with what stands below it. */
export interface PathUse {
  readonly item: JsonObject;
  readonly pointer: string;
}

/** What is wrong with path templates and their parameters. */
export function pathProblems(document: JsonObject, paths: readonly PathUse[]): Problem[] {
  const shapes = new Map<string, { readonly template: string; readonly pointer: string }>();
  const problems: Problem[] = [];
  for (const { item, pointer } of paths) {
    const template = pointerTokens(pointer)[1] as string;
    const names = templateNames(template);
    if ("problem" in names) {
      problems.push({ name: "path-template", pointer, what: `${quote(template)}: ${names.problem}` });
      continue;
    }
    problems.push(...parameterProblems(document, item, pointer, template, names.names));
    const shape = template.replaceAll(/\{[^{}]*\}/g, "{}");
    const same = shapes.get(shape);
    if (same === undefined) shapes.set(shape, { template, pointer });
    else {
      problems.push({
        name: "ambiguous-template",
        pointer,
        what: `${same.template} and ${template} match the same requests`,
        near: [{ what: same.template, pointer: same.pointer }],
      });
    }
  }
  return problems;
}

function templateNames(
  template: string,
): { readonly names: readonly string[] } | { readonly problem: string } {
  const names: string[] = [];
  const rest = template.replaceAll(/\{([^{}/]+)\}/g, (_, name: string) => {
    names.push(name);
    return "";
  });
  if (/[{}]/.test(rest)) return { problem: "its braces are not pairs round a name" };
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return { problem: `{${twice}} stands in it twice` };
  return { names };
}

function parameterProblems(
  document: JsonObject,
  item: JsonObject,
  pointer: string,
  template: string,
  names: readonly string[],
): Problem[] {
  const owners = ownersOf(document, item, pointer).map((one) => pathParameters(document, one.owner, one.at));
  const shared = owners.flat();
  const isUnknown = owners.some(({ unknown }) => unknown);
  const problems: Problem[] = [];
  const unused = (parameter: PathParameter): void => {
    if (names.includes(parameter.name)) return;
    const what = `the path parameter ${quote(parameter.name, 60)} does not stand in ${template}`;
    const near = names.map((name) => ({ what: `{${name}}` }));
    problems.push({ name: "path-parameter", pointer: parameter.at, what, near });
  };
  shared.forEach(unused);
  for (const { value, at } of operationsOf(document, item, pointer)) {
    const own = pathParameters(document, value, at);
    own.forEach(unused);
    const declared = new Set([...shared, ...own].map(({ name }) => name));
    for (const name of names) {
      if (declared.has(name) || own.unknown || isUnknown) continue;
      const what = `{${name}} of ${template} is not declared as a parameter`;
      problems.push({ name: "path-parameter", pointer: at, what });
    }
  }
  return problems;
}

interface PathParameter {
  readonly name: string;
  readonly at: string;
}

/** The parameters of a list that stand in the path; `unknown` when one of the list could not be read. */
function pathParameters(
  document: JsonObject,
  owner: JsonObject,
  pointer: string,
): PathParameter[] & { unknown?: boolean } {
  const found: PathParameter[] & { unknown?: boolean } = [];
  for (const { value, at } of listedParameters(document, owner, pointer)) {
    if (value === undefined) found.unknown = true;
    else if (value["in"] === "path" && typeof value["name"] === "string") {
      found.push({ name: value["name"], at });
    }
  }
  return found;
}

/** A path item and what it refers to: operations and parameters of both count, its own first. */
export function ownersOf(
  document: JsonObject,
  item: JsonObject,
  pointer: string,
): { readonly owner: JsonObject; readonly at: string }[] {
  const target = resolve(document, item, pointer);
  const own = { owner: item, at: pointer };
  if (target.value === item || !isJsonObject(target.value)) return [own];
  return [own, { owner: target.value, at: target.pointer }];
}

/** The operations of a path item, with what it refers to. */
export function operationsOf(
  document: JsonObject,
  item: JsonObject,
  pointer: string,
): { readonly method: string; readonly value: JsonObject; readonly at: string }[] {
  const found: { method: string; value: JsonObject; at: string }[] = [];
  const add = (method: string, value: Json | undefined, at: string): void => {
    if (isJsonObject(value)) found.push({ method, value, at });
  };
  for (const { owner, at } of ownersOf(document, item, pointer)) {
    for (const field of methodFields) add(field.toUpperCase(), owner[field], below(at, field));
    const { additionalOperations } = owner;
    if (!isJsonObject(additionalOperations)) continue;
    for (const [method, value] of Object.entries(additionalOperations)) {
      add(method, value, below(`${at}/additionalOperations`, method));
    }
  }
  return found;
}
