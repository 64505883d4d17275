import { finding, nearest, quote, type Finding } from "../../../core/index.ts";
import type { MapContext } from "../../../scenario/index.ts";
import { anchorOf } from "../anchor/anchor.ts";
import { contracts } from "../anchor/contracts.ts";
import type { ServiceConfig } from "../config.ts";
import { bodyFor, completed, knownFields, operationAt } from "./contract-body.ts";
import { itemPath } from "./item-path.ts";
import type { ResourceConfig } from "./resource-schema.ts";
import { bytesOf, emptyResource, roomProblem, textOf } from "./state.ts";

/** Any time will do to see whether an item can be completed. */
const someTime = "1970-01-01T00:00:00.000Z";

/** Holds the items that a scenario gives against what they must be: an id of their own, their model, the contract. */
export function checkItems(service: ServiceConfig, context: MapContext): void {
  for (const resource of Object.values(service.resources)) {
    for (const { name, ...more } of problemsOf(service, resource)) {
      context.report(name, { ...more, at: resource.itemsAt });
    }
    for (const { name, ...more } of unknownFields(service, resource)) {
      context.report(name, { ...more, at: resource.at });
    }
  }
}

function problemsOf(service: ServiceConfig, resource: ResourceConfig): readonly Finding[] {
  const { items, id, name } = resource;
  const seen = new Set<string>();
  const room = roomProblem(emptyResource(), {
    items: items.length,
    bytes: items.reduce((sum, item) => sum + bytesOf(item), 0),
  });
  if (room !== null) return [finding("over-limit", { what: `the resource ${name} keeps ${room}` })];
  return items.flatMap((item, index) => {
    const own = textOf(item, id);
    if (own === undefined) {
      const fix = "Give it, or say with id which field holds it.";
      return [finding("missing-field", { what: `items[${index}] of ${name} has no ${quote(id)}`, fix })];
    }
    if (seen.has(own)) {
      const fix = "Give each an id of its own.";
      return [
        finding("invalid-value", { what: `two items of ${name} have the ${id} ${quote(own, 60)}`, fix }),
      ];
    }
    seen.add(own);
    return againstContract(service, resource, index);
  });
}

function againstContract(
  service: ServiceConfig,
  resource: ResourceConfig,
  index: number,
): readonly Finding[] {
  const item = resource.items[index];
  const anchor = anchorOf(service);
  const path = item === undefined ? undefined : itemPath(resource, item);
  if (anchor === undefined || item === undefined || path === undefined) return [];
  const whole = completed(anchor, path, item, someTime);
  const reading = operationAt(anchor, "GET", path);
  const result =
    !whole.ok || reading === undefined
      ? whole
      : bodyFor(anchor, reading, contracts().successStatus(reading), whole.value, someTime);
  return result.findings
    .filter(({ severity }) => severity === "error")
    .map((one) => ({ ...one, what: `items[${index}] of ${resource.name}: ${one.what}` }));
}

/** Fields that no answer of the contract has: nobody would ever see them, so that they are nearly always typos. */
function unknownFields(service: ServiceConfig, resource: ResourceConfig): readonly Finding[] {
  const { items, defaults, created, updated, name } = resource;
  const anchor = anchorOf(service);
  const path = itemPath(resource, items[0] ?? {});
  const known = anchor === undefined || path === undefined ? undefined : knownFields(anchor, path);
  if (known === undefined) return [];
  const said: readonly (readonly [string, readonly string[]])[] = [
    ...items.map((item, index) => [`items[${index}]`, Object.keys(item)] as const),
    ["defaults", Object.keys(defaults)],
    ["created", created === null ? [] : [created]],
    ["updated", updated === null ? [] : [updated]],
    ["id", [resource.id]],
  ];
  return said.flatMap(([where, fields]) =>
    fields
      .filter((field) => !known.has(field) && !isOuter(resource, field))
      .map((field) =>
        finding("unknown-body-field", {
          what: `${where} of ${name}: no answer of the contract has a field ${quote(field, 60)}`,
          fix: "Correct its name, or leave it out.",
          near: nearest(field, [...known]),
        }),
      ),
  );
}

/** Whether a field says below what an item stands, which its answers need not tell. */
function isOuter({ paths }: ResourceConfig, field: string): boolean {
  return paths.some(({ collection }) => collection.includes(`{${field}}`));
}
