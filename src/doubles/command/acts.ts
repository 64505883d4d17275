import { isJsonObject, type Json } from "../../core/index.ts";
import type { DecideCommand } from "./decide.ts";
import type { CommandState } from "./state.ts";

/** Commands that whoever holds the world may give. */
export const commandActs: Readonly<Record<string, (state: CommandState, args: Json) => DecideCommand>> = {
  /** Forgets what was replayed of fixtures whose expectations are gone. */
  rewind: (_state, args) => ({ do: "rewind", fixtures: pathsIn(args) }),
};

function pathsIn(args: Json): readonly string[] {
  const paths = isJsonObject(args) ? args["fixtures"] : undefined;
  return Array.isArray(paths) ? paths.filter((path) => typeof path === "string") : [];
}
