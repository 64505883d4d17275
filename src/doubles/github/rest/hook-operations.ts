import type { Json, JsonObject } from "../../../core/index.ts";
import { addHook, changeHook, type HookInput } from "../domain/hooks.ts";
import type { HookRow } from "../state/rows.ts";
import { hookConfig } from "../views/hooks.ts";
import { answered, created, noContent, type RestAnswer } from "./answer.ts";
import { textList } from "./body.ts";
import { listed, operation, type Operation, type RestCall } from "./call.ts";
import { hookConfigIn, hookIn } from "./hook-body.ts";
import { notFound } from "./problem.ts";

/** What webhooks of repositories differ in from those of organizations. */
export interface HookPlace {
  /** Refuses who may not, and says whose they are: "repository:5". @throws ApiProblem */
  owner(call: RestCall): string;
  show(call: RestCall, hook: HookRow): JsonObject;
  tell(call: RestCall, type: string, facts: Readonly<Record<string, Json>>): void;
  /** Ids of the operations. */
  readonly ids: Readonly<
    Record<"list" | "get" | "create" | "update" | "delete" | "config" | "updateConfig" | "ping", string>
  >;
}

/** Webhooks as data: nothing is sent yet. */
export function hookOperations(place: HookPlace): readonly Operation[] {
  const { ids } = place;
  const hookOf = (call: RestCall): HookRow => {
    const owner = place.owner(call);
    const hook = call.draft.get("hook", call.number("hook_id"));
    if (hook?.owner !== owner) throw notFound();
    return hook;
  };
  const change = (call: RestCall, input: HookInput): HookRow => {
    const hook = changeHook(call.draft, hookOf(call), input);
    place.tell(call, "hook.edited", factsOf(hook));
    return hook;
  };
  return [
    operation(ids.list, (call) =>
      listed(call, call.draft.list("hook", place.owner(call)), (hook) => place.show(call, hook)),
    ),
    operation(ids.get, (call) => answered(place.show(call, hookOf(call)))),
    operation(ids.create, (call) => {
      const hook = addHook(call.draft, place.owner(call), hookIn(call.body));
      place.tell(call, "hook.created", factsOf(hook));
      place.tell(call, "ping", { hook: hook.id });
      return created(place.show(call, hook));
    }),
    operation(ids.update, (call) => {
      const input = { ...hookIn(call.body), events: eventsIn(call, hookOf(call)) };
      return answered(place.show(call, change(call, input)));
    }),
    operation(ids.delete, (call) => {
      const hook = hookOf(call);
      call.draft.remove("hook", hook.id);
      place.tell(call, "meta.deleted", factsOf(hook));
      return noContent();
    }),
    operation(ids.config, (call) => answered(hookConfig(hookOf(call)))),
    operation(ids.updateConfig, (call) => answered(hookConfig(change(call, hookConfigIn(call.body))))),
    operation(ids.ping, (call): RestAnswer => {
      place.tell(call, "ping", { hook: hookOf(call).id });
      return noContent();
    }),
  ];
}

/** `events` says all of them, `add_events` and `remove_events` only what is to change. */
function eventsIn({ body }: RestCall, { events }: HookRow): readonly string[] {
  const kept = [...(textList(body, "events") ?? events), ...(textList(body, "add_events") ?? [])];
  const gone = textList(body, "remove_events") ?? [];
  return kept.filter((event) => !gone.includes(event));
}

function factsOf({ id, events, active }: HookRow): Readonly<Record<string, Json>> {
  return { hook: id, events: [...events], active };
}
