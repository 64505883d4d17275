import type { CommandRecording, Finding } from "../../core/index.ts";
import type { FixtureContent } from "../../fixture/index.ts";
import type { RecordedRun } from "./recorder.ts";

export interface Clean {
  readonly recordings: readonly CommandRecording[];
  readonly rules: FixtureContent["scrubbingRules"];
}
export function cleanRecordings(_runs: readonly RecordedRun[]): Clean {
  throw new Error("not yet");
}
export function suspectedSecrets(_bytes: Uint8Array, _content: FixtureContent, _path: string): readonly Finding[] {
  return [];
}
