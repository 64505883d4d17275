import {
  quote,
  type CommandHead,
  type CommandRecording,
  type FindingInput,
  type FixtureAnswer,
} from "../../core/index.ts";
import { commandText } from "../../engine/index.ts";
import { fillPlaceholders } from "./placeholders.ts";
import { fixtureUse, type CommandState } from "./state.ts";

/** A call as recordings are compared with it. */
export interface ReplayedCall extends Pick<CommandHead, "command" | "args" | "env" | "cwd"> {
  /** Lossless text; empty when it was not read, since no recording that may answer has one. */
  readonly stdin: string;
}

/** The folders that placeholders in recordings stand for, as a call sees them. */
export function placesOf({ cwd, env }: Pick<CommandHead, "cwd" | "env">): {
  readonly cwd: string;
  readonly tmp: string;
  readonly home: string | undefined;
} {
  return { cwd, tmp: env["TMPDIR"] ?? "/tmp", home: env["HOME"] };
}

/** Whether a recording that may answer has standard input, so that the call's must be read. */
export function asksForStdin(state: CommandState, fixture: FixtureAnswer, head: CommandHead): boolean {
  const call = { ...head, stdin: "" };
  return candidates(state, fixture, call).some(({ recording }) => recording.stdin !== "");
}

/** The place of the recording that fits a call best, among those that may still answer. */
export function chooseFor(
  state: CommandState,
  fixture: FixtureAnswer,
  call: ReplayedCall,
): number | undefined {
  const scored = candidates(state, fixture, call)
    .map((candidate) => ({ ...candidate, score: scoreOf(candidate.recording, call) }))
    .filter(({ score }) => !fixture.strict || (score.stdin === 1 && score.pairs === score.size));
  const best = scored.sort(
    (a, b) =>
      b.score.stdin - a.score.stdin ||
      b.score.pairs - a.score.pairs ||
      b.score.size - a.score.size ||
      a.recording.sequence - b.recording.sequence,
  );
  return best[0]?.index;
}

interface Candidate {
  readonly index: number;
  readonly recording: CommandRecording;
}

function candidates(state: CommandState, fixture: FixtureAnswer, call: ReplayedCall): readonly Candidate[] {
  const { replayed } = fixtureUse(state, fixture.path);
  return (fixture.recordings ?? []).flatMap((recording, index) => {
    if (!fixture.many && replayed[index] !== undefined) return [];
    return recording.command === call.command && sameArgs(recording, call) ? [{ index, recording }] : [];
  });
}

function sameArgs({ args }: CommandRecording, call: ReplayedCall): boolean {
  const places = placesOf(call);
  return args.length === call.args.length && args.every((arg, at) => fillPlaceholders(arg, places) === call.args[at]);
}

function scoreOf({ stdin, envSubset }: CommandRecording, call: ReplayedCall): Record<"stdin" | "pairs" | "size", number> {
  const places = placesOf(call);
  const pairs = Object.entries(envSubset);
  const same = pairs.filter(([name, value]) => call.env[name] === fillPlaceholders(value, places));
  const stdinEqual = fillPlaceholders(stdin, places) === call.stdin;
  return { stdin: stdinEqual ? 1 : 0, pairs: same.length, size: pairs.length };
}

/** What is said of a call that no recording answers: the nearest one, and what is different. */
export function missOf(
  state: CommandState,
  fixture: FixtureAnswer,
  call: ReplayedCall,
  text: string,
): Omit<FindingInput, "at" | "evidence"> {
  const { replayed } = fixtureUse(state, fixture.path);
  const what = `${fixture.path} has no recording of ${text}`;
  const ranked = (fixture.recordings ?? [])
    .map((recording, index) => {
      const differences = differencesOf(recording, call, fixture.strict);
      // What was asked for says more than what it was asked with.
      const inArgs = differencesOf(recording, call, false).length;
      return { recording, differences, distance: inArgs * 100 + differences.length, index };
    })
    .sort((a, b) => a.distance - b.distance || a.index - b.index);
  const [nearest] = ranked.filter(({ recording }) => recording.command === call.command);
  if (nearest === undefined) return { what };
  const used = nearest.differences.length === 0 && replayed[nearest.index] !== undefined;
  const differences = used ? ["it has answered another call already, and answers once"] : nearest.differences;
  return { what, near: [{ what: commandText(nearest.recording), differences }] };
}

function differencesOf(recording: CommandRecording, call: ReplayedCall, strict: boolean): string[] {
  const places = placesOf(call);
  const args = recording.args.map((arg) => fillPlaceholders(arg, places));
  const length = Math.max(args.length, call.args.length);
  const inArgs = Array.from({ length }, (_, at) => at).flatMap((at) =>
    args[at] === call.args[at] ? [] : [`argument ${at + 1}: ${shown(args[at])} was recorded, got ${shown(call.args[at])}`],
  );
  if (!strict) return inArgs;
  const inEnv = Object.entries(recording.envSubset).flatMap(([name, value]) => {
    const filled = fillPlaceholders(value, places);
    // Values are not told: a variable of the caller's may be a secret.
    return call.env[name] === filled ? [] : [`${name} in the environment is ${call.env[name] === undefined ? "missing" : "another"}`];
  });
  const stdin = fillPlaceholders(recording.stdin, places) === call.stdin ? [] : ["standard input is another"];
  return [...inArgs, ...stdin, ...inEnv];
}

function shown(text: string | undefined): string {
  return text === undefined ? "nothing" : quote(text, 80);
}
