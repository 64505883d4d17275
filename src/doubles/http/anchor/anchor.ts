import type { Anchor } from "../../../drift/index.ts";

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
