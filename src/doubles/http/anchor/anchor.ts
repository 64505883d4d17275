import type { Contract, Models, Operation } from "../../../contract/index.ts";

/** What a service's stubs and calls are held against. */
export interface Anchor {
  readonly contract: Contract;
  readonly models: Models | undefined;
}

/** The anchors of a scenario's services. Kept apart from its data, which is frozen: contracts compile what is asked for. */
const anchors = new WeakMap<object, Anchor>();

/** Keeps the anchor of a service's configuration. */
export function keepAnchor(service: object, anchor: Anchor): void {
  anchors.set(service, anchor);
}

/** The anchor of a service; undefined when it has no contract. */
export function anchorOf(service: object): Anchor | undefined {
  return anchors.get(service);
}

/** The status of an operation's plain success: the first 2xx that it declares, else 200. */
export function successStatus(operation: Operation): number {
  for (const status of operation.responses.keys()) if (/^2\d\d$/.test(status)) return Number(status);
  return 200;
}

/** Where a contract declares something. @example declaredAt(contract, "/paths/~1me/get") // "convo.yaml:12:5" */
export function declaredAt(contract: Contract, pointer: string): string {
  const [place] = contract.placesOf([pointer]);
  return place?.kind === "file" ? `${place.file}:${place.line}:${place.column}` : contract.file;
}
