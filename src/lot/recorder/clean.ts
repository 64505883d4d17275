import { gunzipSync } from "node:zlib";
import { sensitiveName, type CommandRecording, type Finding, type RawRecording } from "../../core/index.ts";
import {
  createScrubber,
  filterEnvSubset,
  suspectFindings,
  toPlaceholders,
  type FixtureContent,
} from "../../fixture/index.ts";
import type { RecordedRun } from "./recorder.ts";

/** Recordings as they may be written, and what was taken out of them. */
export interface Clean {
  readonly recordings: readonly CommandRecording[];
  /** The rules that changed something. */
  readonly rules: FixtureContent["scrubbingRules"];
  /** For the last look at the whole file; told to nobody. */
  readonly secrets: ReadonlySet<string>;
}

/**
 * Makes recordings of runs: of the environment only what is needed, no secrets, and placeholders for the folders of
 * this machine.
 * @param env the environment that the world was opened in: its credentials may have reached a command by other ways
 */
export function cleanRecordings(
  runs: readonly RecordedRun[],
  env: Readonly<Record<string, string | undefined>>,
): Clean {
  const known = new Set([env, ...runs.map(({ raw }) => raw.env)].flatMap(sensitiveValues));
  const scrubber = createScrubber({ secrets: known });
  const rules = new Map<string, FixtureContent["scrubbingRules"][number]>();
  const scrub = (recording: CommandRecording): CommandRecording => {
    const { recording: clean, used } = scrubber.scrub(recording);
    for (const rule of used) rules.set(JSON.stringify(rule), rule);
    return clean;
  };
  // Twice: what a later run gives away may stand in an earlier one.
  const scrubbed = runs.map(plain).map(scrub).map(scrub);
  const recordings = scrubbed.map((recording, index) => {
    const { cwd, env: own } = (runs[index] as RecordedRun).raw;
    return toPlaceholders(recording, { cwd, tmp: own["TMPDIR"] ?? "/tmp", home: own["HOME"] });
  });
  return { recordings, rules: [...rules.values()], secrets: new Set([...known, ...scrubber.secrets]) };
}

function plain({ raw, timestamp }: RecordedRun, sequence: number): CommandRecording {
  const { command, args, stdin, stdout, stderr, exit, durationMs, env, explicitEnv } = raw;
  const envSubset = filterEnvSubset(env, { command, explicitKeys: explicitEnv });
  const chunks = interleaved(raw) ? { chunks: raw.chunks } : {};
  return {
    sequence,
    command,
    args,
    stdin,
    envSubset,
    stdout,
    stderr,
    exit,
    timestamp,
    durationMs,
    ...chunks,
  };
}

function sensitiveValues(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  return Object.entries(env).flatMap(([name, value]) =>
    value !== undefined && value !== "" && sensitiveName(name) ? [value] : [],
  );
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

/** What of a fixture still looks like a secret; then it must not be written. No finding holds the secret. */
export function suspectedSecrets(
  bytes: Uint8Array,
  secrets: ReadonlySet<string>,
  path: string,
): readonly Finding[] {
  return suspectFindings(path, bytes, secrets, inflate).map((one) => ({ ...one, evidence: { of: path } }));
}

/** Output of one gzip stream that is looked through. */
const inflatedBytesMax = 16 * 1024 * 1024;

function inflate(bytes: Uint8Array): Uint8Array | undefined {
  try {
    return gunzipSync(bytes, { maxOutputLength: inflatedBytesMax });
  } catch {
    return undefined;
  }
}
