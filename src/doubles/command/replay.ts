import {
  type CommandHead,
  type CommandRecording,
  type Expectation,
  type FindingInput,
  type FixtureAnswer,
} from "../../core/index.ts";
import {
  asksForStdin,
  callAsRecorded,
  chooseRecording,
  explainMiss,
  fillPlaceholders,
  missFinding,
  shownCommand,
  type PlaceholderFolders,
  type RecordedCall,
} from "../../fixture/index.ts";
import { fixtureUse, type CommandState } from "./state.ts";

/** A call as recordings are compared with it. */
export interface ReplayedCall extends Pick<CommandHead, "command" | "args" | "env" | "cwd"> {
  /** Lossless text; empty when it was not read, since no recording that may answer has one. */
  readonly stdin: string;
}

/** The folders that placeholders in recordings stand for, as a call sees them. */
export function placesOf({ cwd, env }: Pick<CommandHead, "cwd" | "env">): PlaceholderFolders {
  return { cwd, tmp: env["TMPDIR"] ?? "/tmp", home: env["HOME"] };
}

/** Whether a recording that may answer has standard input, so that the call's must be read. */
export function needsStdin(state: CommandState, fixture: FixtureAnswer, head: CommandHead): boolean {
  const call = { ...head, stdin: "" };
  const options = optionsOf(state, fixture);
  const recordings = recordingsFor(fixture, call);
  if (chooseRecording(recordings, call, { ...options, strict: false }) !== undefined)
    return asksForStdin(recordings, call, options);
  return asksForStdin(fixture.recordings ?? [], asRecorded(fixture, call), options);
}

/** The place of the recording that fits a call best, among those that may still answer. */
export function chooseFor(
  state: CommandState,
  fixture: FixtureAnswer,
  call: ReplayedCall,
): number | undefined {
  const options = optionsOf(state, fixture);
  const chosen =
    chooseRecording(recordingsFor(fixture, call), call, options) ??
    chooseRecording(fixture.recordings ?? [], asRecorded(fixture, call), options);
  return chosen?.index;
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

function asRecorded({ recordings }: FixtureAnswer, call: ReplayedCall): RecordedCall {
  return callAsRecorded(recordings ?? [], call, placesOf(call));
}

/** The recordings as they would be where the call is made. */
function recordingsFor(
  { recordings }: FixtureAnswer,
  call: Pick<CommandHead, "command" | "cwd" | "env">,
): readonly CommandRecording[] {
  const places = placesOf(call);
  return (recordings ?? []).map((recording) =>
    // Of other commands only the name is looked at.
    recording.command === call.command && mayHoldPlaceholders(recording)
      ? fillPlaceholders(withoutOutput(recording), places)
      : recording,
  );
}

function mayHoldPlaceholders({ args, stdin, envSubset }: CommandRecording): boolean {
  return [...args, stdin, ...Object.values(envSubset)].some((text) => text.includes("{{"));
}

/**
 * How a fixture is recorded again where no scenario is, but `backlot replay`: its expectations stand in the fixture.
 * Undefined elsewhere, where the general words do.
 */
export function recordAgain({ at }: Expectation, { path }: FixtureAnswer): string | undefined {
  const alone = at.kind === "input" && at.input.startsWith(path);
  return alone ? `Record again: backlot record --output ${path} -- COMMAND.` : undefined;
}

/** The output is no part of the match, and may be long. */
function withoutOutput(recording: CommandRecording): CommandRecording {
  return { ...recording, stdout: "", stderr: "", chunks: undefined };
}
