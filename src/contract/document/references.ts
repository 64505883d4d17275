import { isJsonObject, limits, quote, type Json, type JsonObject } from "../../core/index.ts";
import { valueAt } from "../../scenario/index.ts";
import type { Problem } from "./problem.ts";
import { below, inPlaceKeywords, sectionOf, type Kind } from "./walk.ts";

/** A reference as it stands in the document. */
export interface Reference {
  readonly kind: Kind;
  readonly pointer: string;
  readonly ref: string;
}

/** Names that schemas of the document have besides their pointers. */
export interface SchemaNames {
  readonly anchors: ReadonlySet<string>;
  readonly ids: ReadonlySet<string>;
}

/** The JSON Pointer of a local reference; undefined when it leads elsewhere. @example "#/a%20b" // "/a b" */
export function localPointer(ref: string): string | undefined {
  if (ref !== "#" && !ref.startsWith("#/")) return undefined;
  try {
    return decodeURIComponent(ref.slice(1));
  } catch {
    return ref.slice(1);
  }
}

/** A value with the references that it consists of followed, and where it stands. */
export interface Resolved {
  readonly value: Json | undefined;
  readonly pointer: string;
}

/** Follows references until something else stands there; what leads nowhere or in a circle is undefined. */
export function resolve(document: JsonObject, value: Json | undefined, pointer: string): Resolved {
  let resolved: Resolved = { value, pointer };
  for (let hops = 0; hops <= limits.contractReferences; hops++) {
    const ref = isJsonObject(resolved.value) ? resolved.value["$ref"] : undefined;
    if (typeof ref !== "string") return resolved;
    const target = localPointer(ref);
    if (target === undefined) break;
    resolved = { value: valueAt(document, target), pointer: target };
  }
  return { value: undefined, pointer };
}

/** What is wrong with the references of a document. */
export function referenceProblems(
  document: JsonObject,
  references: readonly Reference[],
  names: SchemaNames,
): Problem[] {
  const problems: Problem[] = [];
  const targets = new Map<string, Reference>();
  const missing = new Set<string>();
  // A large document refers to the same thing thousands of times.
  const good = new Map<Kind, Set<string>>();
  for (const reference of references) {
    const { kind, pointer, ref } = reference;
    if (good.get(kind)?.has(ref) === true) continue;
    const target = localPointer(ref);
    if (target === undefined) {
      const named = kind === "schema" && (names.ids.has(ref) || names.anchors.has(ref));
      if (!named) problems.push(notLocal(reference));
    } else if (missing.has(target) || valueAt(document, target) === undefined) {
      missing.add(target);
      problems.push(problem(pointer, `$ref ${quote(ref, 120)} has no target`));
    } else {
      const section = /^\/components\/([^/]+)\/[^/]+$/.exec(target)?.[1];
      const expected = sectionOf(kind);
      if (section !== undefined && expected !== undefined && section !== expected) {
        const what = `$ref ${quote(ref, 120)} leads to one of ${section}, and one of ${expected} belongs here`;
        problems.push(problem(pointer, what));
      } else {
        good.set(kind, (good.get(kind) ?? new Set()).add(ref));
      }
      if (!targets.has(target)) targets.set(target, reference);
    }
  }
  problems.push(...circles(document, targets));
  return problems;
}

function problem(pointer: string, what: string, why?: string): Problem {
  return { name: "unresolved-reference", pointer: below(pointer, "$ref"), what, why };
}

function notLocal({ pointer, ref }: Reference): Problem {
  const what = ref.startsWith("#")
    ? `$ref ${quote(ref, 120)} has no target`
    : `$ref ${quote(ref, 120)} leads out of the document`;
  return problem(pointer, what, ref.startsWith("#") ? undefined : "Only the document itself is read.");
}

/**
 * References that lead back to themselves before anything is said, and chains too long to be followed. A
 * schema that holds itself in a property is no such circle: each turn goes one value deeper.
 */
export function circles(document: JsonObject, targets: ReadonlyMap<string, Reference>): Problem[] {
  const problems: Problem[] = [];
  const heights = new Map<string, number>();
  const open = new Set<string>();
  for (const start of targets.keys()) {
    const stack = [{ pointer: start, next: next(document, start), at: 0 }];
    open.add(start);
    while (stack.length > 0) {
      const top = stack.at(-1) as (typeof stack)[number];
      if (heights.has(top.pointer) || top.at >= top.next.length) {
        const height = 1 + Math.max(0, ...top.next.map((one) => heights.get(one) ?? 0));
        if (!heights.has(top.pointer)) heights.set(top.pointer, height);
        open.delete(top.pointer);
        stack.pop();
        continue;
      }
      const pointer = top.next[top.at++] as string;
      if (heights.has(pointer)) continue;
      if (open.has(pointer)) {
        const at = targets.get(pointer)?.pointer ?? pointer;
        const what = `$ref "#${pointer}" leads back to itself`;
        problems.push(problem(at, what, "What it stands for is never said."));
        continue;
      }
      open.add(pointer);
      stack.push({ pointer, next: next(document, pointer), at: 0 });
    }
  }
  const long = [...heights].find(([, height]) => height > limits.contractReferences);
  if (long !== undefined) {
    const what = `more than ${limits.contractReferences} references that lead from one to the next`;
    problems.push({ name: "over-limit", pointer: long[0], what });
  }
  return problems;
}

/** Where the references lead that say something of the same value as what stands at a pointer. */
function next(document: JsonObject, pointer: string): readonly string[] {
  const found: string[] = [];
  const look = (value: Json | undefined): void => {
    if (Array.isArray(value)) for (const item of value as readonly Json[]) look(item);
    if (!isJsonObject(value)) return;
    const ref = value["$ref"];
    const target = typeof ref === "string" ? localPointer(ref) : undefined;
    if (target !== undefined) found.push(target);
    for (const keyword of inPlaceKeywords) if (Object.hasOwn(value, keyword)) look(value[keyword]);
  };
  look(valueAt(document, pointer));
  return found;
}
