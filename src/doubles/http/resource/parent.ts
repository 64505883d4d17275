import { quote } from "../../../core/index.ts";
import type { Asked } from "./request.ts";
import type { ResourceConfig } from "./resource-schema.ts";
import { emptyResource, isBelow, itemOf, resourceKey } from "./state.ts";

/** An item below which others stand. */
export interface Parent {
  readonly resource: string;
  readonly id: string;
  readonly there: boolean;
}

/** What is said of an item that is not there. */
export function missing(resource: string, id: string): string {
  return `${resource}: there is no ${quote(id, 80)}`;
}

/**
 * The nearest item of another resource that a path leads through: "/spaces/{space_id}" of
 * "/spaces/{space_id}/messages". Undefined where none of the service's resources stands there.
 */
export function parentOf(asked: Asked, all: Readonly<Record<string, ResourceConfig>>): Parent | undefined {
  const { template, outer, context, head } = asked;
  const above = Object.values(all).flatMap((resource) =>
    resource.paths.flatMap(({ collection, name }) => {
      const shape = name === null ? undefined : `${collection}/{${name}}`;
      return shape !== undefined && template.startsWith(`${shape}/`) ? [{ resource, name, shape }] : [];
    }),
  );
  const [nearest] = above.toSorted((left, right) => right.shape.length - left.shape.length);
  if (nearest === undefined || nearest.name === null) return undefined;
  const { resource, name } = nearest;
  const id = outer[name] ?? "";
  const state = context.state.resources[resourceKey(head.service, resource.name)] ?? emptyResource();
  const item = itemOf(state, id);
  const further = Object.fromEntries(
    Object.entries(outer).filter(([one]) => one !== name && nearest.shape.includes(`{${one}}`)),
  );
  return { resource: resource.name, id, there: item !== undefined && isBelow(item, further) };
}
