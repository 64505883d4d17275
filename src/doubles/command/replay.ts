import type { CommandHead, CommandRecording, FindingInput, FixtureAnswer } from "../../core/index.ts";
import { asksForStdin, chooseRecording, explainMiss, missFinding, shownCommand } from "../../fixture/index.ts";
import { fillPlaceholders, type Places } from "./placeholders.ts";
import { fixtureUse, type CommandState } from "./state.ts";

/** A call as recordings are compared with it. */
export interface ReplayedCall extends Pick<CommandHead, "command" | "args" | "env" | "cwd"> {
  /** Lossless text; empty when it was not read, since no recording that may answer has one. */
  readonly stdin: string;
}

/** The folders that placeholders in recordings stand for, as a call sees them. */
export function placesOf({ cwd, env }: Pick<CommandHead, "cwd" | "env">): Places {
  return { cwd, tmp: env["TMPDIR"] ?? "/tmp", home: env["HOME"] };
}

/** Whether a recording that may answer has standard input, so that the call's must be read. */
export function needsStdin(state: CommandState, fixture: FixtureAnswer, head: CommandHead): boolean {
  return asksForStdin(recordingsFor(fixture, head), head, optionsOf(state, fixture));
}

/** The place of the recording that fits a call best, among those that may still answer. */
export function chooseFor(
  state: CommandState,
  fixture: FixtureAnswer,
  call: ReplayedCall,
): number | undefined {
  return chooseRecording(recordingsFor(fixture, call), call, optionsOf(state, fixture))?.index;
}

/** What is said of a call that no recording answers: the nearest ones, and what is different. */
export function missOf(
  state: CommandState,
  fixture: FixtureAnswer,
  call: ReplayedCall,
): Pick<FindingInput, "what" | "near"> {
  const near = explainMiss(recordingsFor(fixture, call), call, optionsOf(state, fixture));
  const what = `${fixture.path} has no recording of ${shownCommand(call)}`;
  return { what, near: missFinding(fixture.path, call, near).near };
}

function optionsOf(
  state: CommandState,
  { path, strict, many }: FixtureAnswer,
): { readonly strict: boolean; readonly many: boolean; readonly consumed: ReadonlySet<number> } {
  const consumed = new Set(Object.keys(fixtureUse(state, path).replayed).map(Number));
  return { strict, many, consumed };
}

/** The recordings as they would be where the call is made. */
function recordingsFor(
  { recordings }: FixtureAnswer,
  call: Pick<CommandHead, "command" | "cwd" | "env">,
): readonly CommandRecording[] {
  const places = placesOf(call);
  const fill = (text: string): string => fillPlaceholders(text, places);
  return (recordings ?? []).map((recording) => {
    // Of other commands only the name is looked at.
    if (recording.command !== call.command) return recording;
    const env = Object.entries(recording.envSubset).map(([name, value]) => [name, fill(value)] as const);
    return {
      ...recording,
      args: recording.args.map(fill),
      stdin: fill(recording.stdin),
      envSubset: Object.fromEntries(env),
    };
  });
}
