import {
  compareSegments,
  matchSegment,
  parseTemplate,
  type PathTemplate,
  pathSegments,
  type Segment,
  templateDistance,
  templateNames,
} from "./path-template.ts";

/** A route that matches a request. */
export interface PathMatch<T> {
  readonly value: T;
  readonly method: string;
  readonly template: string;
  /** What the template's names stand for, decoded; the rest under `**`. */
  readonly captures: Readonly<Record<string, string>>;
}

/** A route that does not match a request, and how far it is from that. */
export interface NearPath<T> {
  readonly value: T;
  readonly method: string;
  readonly template: string;
  /** 0 when it matches, up to 1. */
  readonly distance: number;
}

/**
 * Routes by method and path template. Of all that match a request the one that says most of the path is
 * found: text before text with names before a name before `**`, from the first segment on; then the exact
 * method before `*`. In time that grows with the path and the routes that look alike, not with all routes.
 */
export interface PathTrie<T> {
  /** Adds a route. Of two with the same method and shape the first one answers. */
  add(template: string, method: string, value: T): void;
  match(method: string, path: string): PathMatch<T> | undefined;
  /** The routes nearest to a request, nearest first. */
  nearest(method: string, path: string, most?: number): readonly NearPath<T>[];
  /** Every method that some route has for a path, sorted; what a 405 answers in Allow. */
  methodsOf(path: string): readonly string[];
}

interface Route<T> {
  readonly template: PathTemplate;
  readonly method: string;
  readonly value: T;
  /** The names of its template, in their order. */
  readonly names: readonly string[];
}

interface Branch<T> {
  readonly segment: Segment;
  readonly node: Node<T>;
}

interface Node<T> {
  readonly literals: Map<string, Node<T>>;
  /** Texts with names, then the plain name: in the order they are tried. */
  readonly named: Branch<T>[];
  readonly ends: Route<T>[];
  readonly rests: Route<T>[];
}

/** How much the method counts against the path in a distance. */
const methodShare = 0.2;

/**
 * Makes an empty trie.
 * @example
 * const routes = createPathTrie<string>();
 * routes.add("/users/{id}", "GET", "getUser");
 * routes.match("GET", "/users/7")?.captures // { id: "7" }
 */
export function createPathTrie<T>(): PathTrie<T> {
  const root = emptyNode<T>();
  const routes: Route<T>[] = [];
  return {
    add(template, method, value) {
      const parsed = parseTemplate(template);
      const route: Route<T> = { template: parsed, method, value, names: templateNames(parsed) };
      routes.push(route);
      const node = route.template.segments.reduce(descend, root);
      (route.template.rest ? node.rests : node.ends).push(route);
    },
    match(method, path) {
      const segments = pathSegments(path);
      if (segments === undefined) return undefined;
      const captured: string[] = [];
      const route = find(root, segments, 0, captured, (found) => withMethod(found, method));
      if (route === undefined) return undefined;
      return {
        value: route.value,
        method: route.method,
        template: route.template.template,
        captures: Object.fromEntries(route.names.map((name, index) => [name, captured[index] as string])),
      };
    },
    nearest(method, path, most = 3) {
      const scored = routes.map(({ template, method: own, value }) => ({
        value,
        method: own,
        template: template.template,
        distance:
          (1 - methodShare) * templateDistance(template, path) +
          (own === method || own === "*" ? 0 : methodShare),
      }));
      return scored.sort((left, right) => left.distance - right.distance).slice(0, most);
    },
    methodsOf(path) {
      const methods = new Set<string>();
      const segments = pathSegments(path);
      if (segments === undefined) return [];
      find(root, segments, 0, [], (found) => {
        for (const { method } of found) methods.add(method);
        return undefined;
      });
      return [...methods].sort();
    },
  };
}

function emptyNode<T>(): Node<T> {
  return { literals: new Map(), named: [], ends: [], rests: [] };
}

/** The node below for a segment, made when there is none. */
function descend<T>(node: Node<T>, segment: Segment): Node<T> {
  if (segment.kind === "literal") {
    const there = node.literals.get(segment.text);
    if (there !== undefined) return there;
    const made = emptyNode<T>();
    node.literals.set(segment.text, made);
    return made;
  }
  const there = node.named.find((branch) => compareSegments(branch.segment, segment) === 0);
  if (there !== undefined) return there.node;
  const branch = { segment, node: emptyNode<T>() };
  node.named.push(branch);
  node.named.sort((left, right) => compareSegments(left.segment, right.segment));
  return branch.node;
}

function withMethod<T>(routes: readonly Route<T>[], method: string): Route<T> | undefined {
  return routes.find((route) => route.method === method) ?? routes.find((route) => route.method === "*");
}

/**
 * The first route that `choose` takes, the ones that say more of the path first. Each node is visited at
 * most once, since only one way leads to it.
 */
function find<T>(
  node: Node<T>,
  path: readonly string[],
  at: number,
  captured: string[],
  choose: (routes: readonly Route<T>[]) => Route<T> | undefined,
): Route<T> | undefined {
  if (at === path.length) {
    const ended = choose(node.ends);
    if (ended !== undefined) return ended;
  } else {
    const text = path[at] as string;
    const literal = node.literals.get(text);
    const found = literal === undefined ? undefined : find(literal, path, at + 1, captured, choose);
    if (found !== undefined) return found;
    for (const branch of node.named) {
      const before = captured.length;
      if (!matchSegment(branch.segment, text, captured)) continue;
      const below = find(branch.node, path, at + 1, captured, choose);
      if (below !== undefined) return below;
      captured.length = before;
    }
  }
  const rest = choose(node.rests);
  if (rest !== undefined) captured.push(path.slice(at).join("/"));
  return rest;
}
