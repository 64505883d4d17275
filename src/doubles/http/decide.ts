import type { DoubleEvent, Refusal } from "../../engine/index.ts";
import { decideResource, isResourceCommand } from "./resource/decide.ts";
import type { HttpState } from "./state.ts";

/** Decides what becomes of resources; a command that is not known is refused, never ignored. */
export function decideHttp(state: HttpState, command: unknown, at: string): readonly DoubleEvent[] | Refusal {
  if (isResourceCommand(command)) return decideResource(state.resources, command, at);
  return { refused: "services know no such command" };
}
