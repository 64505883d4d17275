import { finding, type JsonObject } from "../../../core/index.ts";
import type { DoubleEvent, Refusal } from "../../../engine/index.ts";
import { bytesOf, emptyResource, itemOf, roomProblem, type Resources, type ResourceState } from "./state.ts";

/** What may be asked of a resource. Fields that `stamps` names get the time of the decision. */
export type ResourceCommand =
  | {
      readonly do: "create";
      readonly of: string;
      readonly id: string;
      readonly item: JsonObject;
      readonly scope: Readonly<Record<string, string>>;
      readonly stamps: readonly string[];
    }
  | {
      readonly do: "change";
      readonly of: string;
      readonly id: string;
      readonly item: JsonObject;
      /** Of the item that the change was made from. */
      readonly revision: number;
      readonly stamps: readonly string[];
    }
  | { readonly do: "delete"; readonly of: string; readonly id: string };

/** Why a command was refused: the id is taken, the item is gone, or somebody else changed it meanwhile. */
type Why = "taken" | "absent" | "changed";

const known: ReadonlySet<unknown> = new Set(["create", "change", "delete"]);

/** Whether a command is one of a resource. */
export function isResourceCommand(command: unknown): command is ResourceCommand {
  return known.has((command as { readonly do?: unknown } | null)?.do);
}

/** Decides what becomes of a resource: in one step, so that no two calls make the same item. */
export function decideResource(
  resources: Resources,
  command: ResourceCommand,
  at: string,
): readonly DoubleEvent[] | Refusal {
  const { of, id } = command;
  const state = Object.hasOwn(resources, of) ? (resources[of] as ResourceState) : emptyResource();
  const before = itemOf(state, id);
  if (command.do === "create") {
    if (before !== undefined) return refused("taken");
    const item = stamped(command.item, command.stamps, at);
    const problem = roomProblem(state, { items: 1, bytes: bytesOf(item) });
    return problem === null
      ? [{ type: "item-created", of, id, item, scope: command.scope }]
      : full(of, problem);
  }
  if (before === undefined) return refused("absent");
  if (command.do === "delete") return [{ type: "item-deleted", of, id }];
  if (before.revision !== command.revision) return refused("changed");
  const item = stamped(command.item, command.stamps, at);
  const problem = roomProblem(state, { items: 0, bytes: bytesOf(item) - before.bytes });
  return problem === null ? [{ type: "item-changed", of, id, item }] : full(of, problem);
}

function refused(why: Why): Refusal {
  return { refused: why };
}

function full(of: string, limit: string): Refusal {
  const what = `the resource ${of} keeps ${limit}`;
  return {
    refused: what,
    finding: finding("over-limit", {
      what,
      why: "A double that grows without end would fill the machine.",
      fix: "Remove items, or make fewer.",
    }),
  };
}

/** An item with the time of a decision in some of its fields. */
export function stamped(item: JsonObject, fields: readonly string[], at: string): JsonObject {
  return fields.length === 0 ? item : { ...item, ...Object.fromEntries(fields.map((field) => [field, at])) };
}
