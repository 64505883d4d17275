import {
  BacklotError,
  finding,
  isJsonObject,
  limits,
  nearest,
  quote,
  type Json,
} from "../../../core/index.ts";
import { itemOf, itemsOf, resourceKey, type Resources, type ResourceState } from "./state.ts";

/** How many items each resource has: `[{ service, resource, items }]`. */
export function listResources(resources: Resources): Json {
  return Object.entries(resources).map(([key, { count }]) => {
    const at = key.indexOf("/");
    return { service: key.slice(0, at), resource: key.slice(at + 1), items: count };
  });
}

/**
 * Items of a resource, the oldest first: `{ total, items }` for `{ service, resource, from?, most? }`; the one with an
 * id, or null, for `{ service, resource, id }`. @throws BacklotError `unknown-name`, `invalid-value`
 */
export function readResource(resources: Resources, args: Json): Json {
  const asked = isJsonObject(args) ? args : {};
  const { id } = asked;
  const [service, resource] = [nameOf(asked["service"]), nameOf(asked["resource"])];
  const key = resourceKey(service, resource);
  if (!Object.hasOwn(resources, key)) {
    const what = `there is no resource ${quote(resource)} of a service ${quote(service)}`;
    throw new BacklotError([finding("unknown-name", { what, near: nearest(key, Object.keys(resources)) })]);
  }
  const state = resources[key] as ResourceState;
  if (typeof id === "string") return itemOf(state, id)?.value ?? null;
  const from = wholeNumber(asked["from"], 0);
  const most = Math.min(wholeNumber(asked["most"], limits.queryPage), limits.queryPage);
  const items = itemsOf(state).slice(from, from + most);
  return { total: state.count, items: items.map(({ value }) => value) };
}

function nameOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

function wholeNumber(value: Json | undefined, absent: number): number {
  if (value === undefined) return absent;
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw new BacklotError([
    finding("invalid-value", {
      what: `from and most are whole numbers, not ${JSON.stringify(value).slice(0, 60)}`,
    }),
  ]);
}
