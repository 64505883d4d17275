import { anchorOf } from "../anchor/anchor.ts";
import type { HttpConfig } from "../config.ts";
import { completed } from "./contract-body.ts";
import { itemPath } from "./item-path.ts";
import { emptyResource, reduceResources, resourceKey, textOf, type Resources } from "./state.ts";

/** What is there before any call: the items that the scenario gives, completed from their models. */
export function startResources({ services }: HttpConfig, at: string): Resources {
  const resources: Record<string, Resources[string]> = {};
  for (const service of services) {
    const anchor = anchorOf(service);
    for (const resource of Object.values(service.resources)) {
      const of = resourceKey(service.name, resource.name);
      resources[of] = emptyResource();
      for (const item of resource.items) {
        const path = itemPath(resource, item);
        const whole =
          anchor === undefined || path === undefined ? undefined : completed(anchor, path, item, at);
        reduceResources(resources, {
          type: "item-created",
          of,
          id: textOf(item, resource.id) ?? "",
          item: whole?.ok === true ? whole.value : item,
          scope: {},
        });
      }
    }
  }
  return resources;
}
