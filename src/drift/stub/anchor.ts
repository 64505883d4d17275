import type { Found, Operation } from "../../contract/index.ts";
import type { Anchor } from "../evidence.ts";

/** The status of an operation's plain success: the first 2xx that it declares, else 200. */
export function successStatus(operation: Operation): number {
  for (const status of operation.responses.keys()) if (/^2\d\d$/.test(status)) return Number(status);
  return 200;
}

/**
 * Where a contract declares something, and at which commit where that is known.
 * @example declaredAt(anchor, "/paths/~1me/get") // "convo.yaml:12:5 @b6f6d13"
 */
export function declaredAt(anchor: Anchor, pointer: string): string {
  const [place] = anchor.contract.placesOf([pointer]);
  const known = place?.kind === "file";
  return stamped(anchor, known ? `${place.file}:${place.line}:${place.column}` : anchor.contract.file);
}

/** A contract's file, and its commit where that is known. @example anchorFile(anchor) // "convo.yaml @b6f6d13" */
export function anchorFile(anchor: Anchor): string {
  return stamped(anchor, anchor.contract.file);
}

function stamped({ stamp }: Anchor, text: string): string {
  return stamp?.commit === undefined ? text : `${text} @${stamp.commit}`;
}

/** What a contract has for a method and a path that may be a template: a word stands in place of each name. */
export function findTemplate(anchor: Anchor, method: string, path: string): Found {
  return anchor.contract.find(method, path.replaceAll(/\{[^{}]*\}/g, "x"));
}

/** The operation that a method and a path, or a template, stand for; undefined where a contract has none. */
export function operationOf(anchor: Anchor, method: string, path: string): Operation | undefined {
  const found = findTemplate(anchor, method, path);
  return found.kind === "operation" ? found.operation : undefined;
}

/** An operation of a service, as findings name it. @example operationName("convo", get) // "convo GET /api/actors/me" */
export function operationName(
  service: string,
  { method, template }: Pick<Operation, "method" | "template">,
): string {
  return `${service} ${method} ${template}`;
}
