import { arrivalOf, commandHead, samplePorts, type SampleArrival } from "./calls.ts";
import { worldOf } from "./world.ts";
import {
  utf8,
  type CallInput,
  type CommandHead,
  type CommandRecording,
  type Finding,
  type RecorderPort,
} from "../../src/core/index.ts";
import type { World } from "../../src/engine/index.ts";
import { encodeFixture } from "../../src/fixture/index.ts";
import { verify } from "../../src/verify/index.ts";

/** Worlds in which a fixture answers `git **`, for the tests of this folder. */

const metadata = {
  createdAt: "2025-01-15T10:30:00Z",
  cmdmoxVersion: "x",
  platform: "linux",
  pythonVersion: "x",
};

/** A recording of a command line; it printed that line. */
export function recorded(line: string, more: Partial<CommandRecording> = {}): CommandRecording {
  const [command = "", ...args] = line.split(" ");
  const nothing = { stdin: "", envSubset: {}, stdout: `${line}\n`, stderr: "", exit: { code: 0 } } as const;
  return { sequence: 0, command, args, ...nothing, timestamp: metadata.createdAt, durationMs: 1, ...more };
}

/** The bytes of a fixture. */
export function fixtureFile(...recordings: readonly CommandRecording[]): Uint8Array {
  const numbered = recordings.map((one, sequence) => ({ ...one, sequence }));
  return encodeFixture({ metadata, recordings: numbered, scrubbingRules: [] });
}

/** What is unlike the usual. */
export interface Extra {
  readonly fixture?: string;
  readonly more?: string;
  readonly recorder?: Partial<RecorderPort>;
}

/** A world whose `git **` is answered by f.json with these recordings; null: there is no file. */
export function worldWith(recordings: readonly CommandRecording[] | null, extra: Extra = {}): Promise<World> {
  const { fixture = '"f.json"', more = "", recorder = {} } = extra;
  return worldOf(`[[commands]]\nrun = "git **"\nfixture = ${fixture}\n${more}`, {
    files: recordings === null ? {} : { "f.json": fixtureFile(...recordings) },
    ports: { recorder: { ...samplePorts().recorder, ...recorder } },
  });
}

/** A call as it arrives. */
export function call(
  line: string,
  input: readonly CallInput[] | string = "",
  head: Partial<CommandHead> = {},
): SampleArrival {
  const given: readonly CallInput[] =
    typeof input === "string" ? [{ kind: "bytes", bytes: utf8(input) }, { kind: "end" }] : input;
  return arrivalOf(commandHead(line.split(" "), head), given);
}

/** Lets a call arrive; gives what its reply was told. */
export async function run(world: World, ...args: Parameters<typeof call>): Promise<unknown[]> {
  const arrival = call(...args);
  await world.accept(arrival);
  return arrival.said.map(([, what]) => what);
}

/** What verification finds. */
export const judged = (world: World): readonly Finding[] =>
  verify(world, { world: "main", unsealed: [] }).findings;
/** The same as text. */
export const told = (world: World): string[] => judged(world).map(({ name, what }) => `${name}: ${what}`);
/** How a reply ends with an exit code. */
export const code = (exit: number): unknown => ({ how: "exit", code: exit });
