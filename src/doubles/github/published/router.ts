import type { Method } from "./operation.ts";

/** Where a request goes to. */
export interface Route {
  readonly id: string;
  readonly method: Method;
  /** "/repos/{owner}/{repo}/contents/{+path}": a name with + may hold slashes. */
  readonly marked: string;
}

/** What a path is to the routes. */
export type Found<R> =
  | { readonly route: R; readonly params: Readonly<Record<string, string>> }
  /** The path is there, but not with this method. */
  | { readonly otherMethods: readonly Method[] }
  /** A part of the path that can't be percent-decoded. */
  | { readonly malformed: string };

export interface Router<R> {
  /**
   * Finds the operation of a path, without the query. Text goes before names, and the longest text after a name that may
   * hold slashes. Values are percent-decoded. A slash at the end is no match, but where a path may be empty.
   */
  find(method: string, path: string): Found<R> | undefined;
}

interface Leaf<R> {
  readonly byMethod: Map<string, End<R>>;
}

/** A route where its path ends. */
interface End<R> {
  readonly route: R;
  /** The names in its path, in their order; read when it is first found. */
  names: readonly string[] | undefined;
}

interface Node<R> extends Leaf<R> {
  /** Routes that go on below it and were not looked at: most parts of the trie are never asked for. */
  pending: Pending<R>[];
  readonly literals: Map<string, Node<R>>;
  named: Node<R> | undefined;
  /** What may follow a name that holds slashes, the longest first. */
  readonly slashed: Suffix<R>[];
}

interface Pending<R> {
  readonly route: R;
  /** Where in its path the next segment begins. */
  readonly at: number;
}

interface Suffix<R> extends Leaf<R> {
  readonly words: readonly string[];
  /** The name before it may stand for nothing, and end with a slash. */
  readonly mayBeEmpty: boolean;
}

/** A folder's root is asked for with an empty path, all refs with an empty beginning, the default branch by no name. */
const mayBeEmpty: ReadonlySet<string> = new Set([
  "/repos/{owner}/{repo}/contents/{+path}",
  "/repos/{owner}/{repo}/git/matching-refs/{+ref}",
  "/repos/{owner}/{repo}/tarball/{+ref}",
  "/repos/{owner}/{repo}/zipball/{+ref}",
]);

/** Makes the router of some operations. Of two with the same method and shape the first one is found. */
export function createRouter<R extends Route>(routes: readonly R[]): Router<R> {
  const root = emptyNode<R>();
  root.pending = routes.map((route) => ({ route, at: 1 }));
  return {
    find: (method, path) => {
      const segments = segmentsOf(path);
      if (segments === undefined) return undefined;
      if (typeof segments === "string") return { malformed: segments };
      const wanted = method === "HEAD" ? "GET" : method;
      const captured: string[] = [];
      const end = walk(root, segments, 0, captured, wanted);
      if (end === undefined) return otherMethods(root, segments);
      const names = (end.names ??= namesOf(end.route.marked));
      const params: Record<string, string> = {};
      for (let index = 0; index < names.length; index += 1) {
        params[names[index] as string] = captured[index] as string;
      }
      return { route: end.route, params };
    },
  };
}

function namesOf(marked: string): readonly string[] {
  return Array.from(marked.matchAll(/\{\+?([\w-]+)\}/g), ([, name]) => name as string);
}

function emptyNode<R>(): Node<R> {
  return { byMethod: new Map(), pending: [], literals: new Map(), named: undefined, slashed: [] };
}

/** Puts the routes that wait at a node where they go on. */
function open<R extends Route>(node: Node<R>): void {
  const { pending } = node;
  node.pending = [];
  for (const { route, at } of pending) {
    const { marked } = route;
    const slash = marked.indexOf("/", at);
    const end = slash === -1 ? marked.length : slash;
    if (marked.startsWith("{+", at)) {
      const words = slash === -1 ? [] : marked.slice(slash + 1).split("/");
      endAt(suffixOf(node, words, mayBeEmpty.has(marked)), route);
      continue;
    }
    const isName = marked.startsWith("{", at) && !marked.startsWith("...", marked.indexOf("}", at) + 1);
    const below = isName ? (node.named ??= emptyNode()) : literalOf(node, marked.slice(at, end));
    if (slash === -1) endAt(below, route);
    else below.pending.push({ route, at: slash + 1 });
  }
}

function endAt<R extends Route>({ byMethod }: Leaf<R>, route: R): void {
  if (!byMethod.has(route.method)) byMethod.set(route.method, { route, names: undefined });
}

function literalOf<R>(node: Node<R>, segment: string): Node<R> {
  const known = node.literals.get(segment);
  if (known !== undefined) return known;
  const made = emptyNode<R>();
  node.literals.set(segment, made);
  return made;
}

function suffixOf<R>(node: Node<R>, words: readonly string[], mayBeEmpty: boolean): Suffix<R> {
  const text = words.join("/");
  const known = node.slashed.find((one) => one.words.join("/") === text);
  if (known !== undefined) return known;
  const made = { words, mayBeEmpty, byMethod: new Map() };
  node.slashed.push(made);
  node.slashed.sort((left, right) => right.words.length - left.words.length);
  return made;
}

/** The decoded parts of a path; the text of the first part that can't be decoded; undefined where it is no path. */
function segmentsOf(path: string): readonly string[] | string | undefined {
  if (!path.startsWith("/")) return undefined;
  const segments = path.slice(1).split("/");
  if (!path.includes("%")) return segments;
  for (const [index, segment] of segments.entries()) {
    if (!segment.includes("%")) continue;
    try {
      segments[index] = decodeURIComponent(segment);
    } catch {
      return segment;
    }
  }
  return segments;
}

function walk<R extends Route>(
  node: Node<R>,
  segments: readonly string[],
  at: number,
  captured: string[],
  method: string,
): End<R> | undefined {
  if (node.pending.length > 0) open(node);
  if (at === segments.length) {
    const ended = node.byMethod.get(method);
    if (ended !== undefined) return ended;
  } else {
    const segment = segments[at] as string;
    const literal = node.literals.get(segment);
    const found = literal === undefined ? undefined : walk(literal, segments, at + 1, captured, method);
    if (found !== undefined) return found;
    if (node.named !== undefined && segment !== "") {
      captured.push(segment);
      const below = walk(node.named, segments, at + 1, captured, method);
      if (below !== undefined) return below;
      captured.pop();
    }
  }
  for (const suffix of node.slashed) {
    const hit = suffix.byMethod.get(method);
    const value = hit === undefined ? undefined : valueBefore(suffix, segments, at);
    if (value === undefined) continue;
    captured.push(value);
    return hit;
  }
  return undefined;
}

/** What stands before a suffix, from a segment on; undefined where the suffix does not stand at the end. */
function valueBefore<R>(
  { words, mayBeEmpty }: Suffix<R>,
  segments: readonly string[],
  at: number,
): string | undefined {
  const end = segments.length - words.length;
  for (let index = words.length - 1; index >= 0; index -= 1) {
    if (segments[end + index] !== words[index]) return undefined;
  }
  if (mayBeEmpty) return segments.slice(at, end).join("/");
  if (end <= at || segments[at] === "" || segments[end - 1] === "") return undefined;
  return end === at + 1 ? segments[at] : segments.slice(at, end).join("/");
}

/** The methods of all that a path could be. */
function otherMethods<R extends Route>(root: Node<R>, segments: readonly string[]): Found<R> | undefined {
  const methods = new Set<Method>();
  collect(root, segments, 0, methods);
  return methods.size === 0 ? undefined : { otherMethods: [...methods].sort() };
}

function collect<R extends Route>(
  node: Node<R>,
  segments: readonly string[],
  at: number,
  methods: Set<Method>,
): void {
  if (node.pending.length > 0) open(node);
  const add = (leaf: Leaf<R>): void => {
    for (const method of leaf.byMethod.keys()) methods.add(method as Method);
  };
  if (at === segments.length) add(node);
  else {
    const segment = segments[at] as string;
    const literal = node.literals.get(segment);
    if (literal !== undefined) collect(literal, segments, at + 1, methods);
    if (node.named !== undefined && segment !== "") collect(node.named, segments, at + 1, methods);
  }
  for (const suffix of node.slashed) {
    if (valueBefore(suffix, segments, at) !== undefined) add(suffix);
  }
}
