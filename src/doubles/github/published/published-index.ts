import type { Method, Operation } from "./operation.ts";
import { createRouter, type Route, type Router } from "./router.ts";
import { type SharedTables, unpackOperation } from "./unpack.ts";

/** What a request is to the published description. */
export type Routed =
  | {
      readonly operation: Operation;
      /** What the names in the path stand for, percent-decoded. */
      readonly params: Readonly<Record<string, string>>;
    }
  /** The path is described, but not with this method. */
  | { readonly otherMethods: readonly Method[] }
  /** A part of the path with a percent sign that begins no byte of UTF-8. */
  | { readonly malformed: string };

/** GitHub's published description: all its operations, found by their id or by a request. */
export interface PublishedIndex {
  /** Of the description: "23.0.2". */
  readonly version: string;
  /** "issues/create", in the description's order. */
  readonly ids: readonly string[];
  /** The operation of an id. */
  operation(id: string): Operation | undefined;
  /**
   * The operation of a request: its method, and its path without query and without `/api/v3`.
   * @example route("GET", "/repos/acme/app/git/ref/heads/main") // git/get-ref, ref: "heads/main"
   */
  route(method: string, path: string): Routed | undefined;
}

interface Line extends Route {
  readonly details: string;
  operation: Operation | undefined;
}

/** Reads the packed text. Each operation is unpacked when it is first asked for. */
export function readIndex(packed: string): PublishedIndex {
  const [head = "{}", ...rest] = packed.split("\n");
  const tables = JSON.parse(head) as SharedTables;
  const lines = rest.map(readLine);
  const byId = new Map(lines.map((line) => [line.id, line]));
  let router: Router<Line> | undefined;
  const operationOf = (line: Line): Operation =>
    (line.operation ??= unpackOperation(
      { id: line.id, method: line.method, template: line.marked.replaceAll("{+", "{") },
      line.details,
      tables,
    ));
  return {
    version: tables.version,
    ids: lines.map(({ id }) => id),
    operation: (id) => {
      const line = byId.get(id);
      return line === undefined ? undefined : operationOf(line);
    },
    route: (method, path) => {
      const found = (router ??= createRouter(lines)).find(method, path);
      if (found === undefined || !("route" in found)) return found;
      return { operation: operationOf(found.route), params: found.params };
    },
  };
}

/** "issues/create POST /repos/{owner}/{repo}/issues {...}" */
function readLine(line: string): Line {
  const method = line.indexOf(" ") + 1;
  const marked = line.indexOf(" ", method) + 1;
  const details = line.indexOf(" ", marked) + 1;
  return {
    id: line.slice(0, method - 1),
    method: line.slice(method, marked - 1) as Method,
    marked: line.slice(marked, details - 1),
    details: line.slice(details),
    operation: undefined,
  };
}
