import type { FixtureAnswer } from "../../core/index.ts";
import type { DoubleEvent, Refusal } from "../../engine/index.ts";
import { chooseFor, type ReplayedCall } from "./replay.ts";
import type { CommandState } from "./state.ts";

/** What may be asked of a command double's state. */
export type DecideCommand =
  /** Uses up the recording that fits a call best: in one step, so that no two calls get the same one. */
  | { readonly do: "replay"; readonly fixture: FixtureAnswer; readonly call: ReplayedCall }
  /** Notes that a run was recorded for a fixture. */
  | { readonly do: "record"; readonly fixture: string }
  /** Forgets what was used of fixtures. */
  | { readonly do: "rewind"; readonly fixtures: readonly string[] };

/** Decides; a command that is not known is refused, never ignored. */
export function decideCommand(state: CommandState, command: DecideCommand): readonly DoubleEvent[] | Refusal {
  // Whoever holds the world may give anything.
  const asked: unknown = (command as { readonly do?: unknown } | null)?.do;
  switch (asked) {
    case "replay": {
      const { fixture, call } = command as Extract<DecideCommand, { do: "replay" }>;
      const recording = chooseFor(state, fixture, call);
      if (recording === undefined) return { refused: `no recording of ${fixture.path} matches the call` };
      return [{ type: "recording-replayed", fixture: fixture.path, recording }];
    }
    case "record": {
      const { fixture } = command as Extract<DecideCommand, { do: "record" }>;
      return [{ type: "run-recorded", fixture }];
    }
    case "rewind": {
      const { fixtures } = command as Extract<DecideCommand, { do: "rewind" }>;
      const used = fixtures.filter((path) => state.fixtures.some((one) => one.path === path));
      return [...new Set(used)].map((fixture) => ({ type: "fixture-rewound", fixture }));
    }
    default:
      return { refused: "command doubles know no such command" };
  }
}
