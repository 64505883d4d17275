import { sensitiveName, type CommandRecording, type Finding, type RawRecording } from "../../core/index.ts";
import {
  createScrubber,
  detectKnown,
  detectSecrets,
  filterEnvSubset,
  reviewText,
  suspectFindings,
  toPlaceholders,
  type FixtureContent,
  type SecretRule,
} from "../../fixture/index.ts";
import { scrubPorts } from "../scrub-ports.ts";

/** A run as the program saw it, with the time it began. */
export interface RecordedRun {
  readonly raw: RawRecording;
  /** RFC 3339. */
  readonly timestamp: string;
}

type Rules = FixtureContent["scrubbingRules"];

/** Recordings as they may be written, and what was taken out of them. */
export interface Clean {
  readonly recordings: readonly CommandRecording[];
  /** The same with their secrets, for comparison only. */
  readonly before: readonly CommandRecording[];
  /** The rules that changed something, for each recording. */
  readonly rules: readonly Rules[];
  /** For the last look at the whole file; told to nobody. */
  readonly secrets: ReadonlySet<string>;
}

/**
 * Makes recordings of runs: of the environment only what is needed, no secrets, and placeholders for the folders of
 * this machine.
 * @param env the environment that the world was opened in: its credentials may have reached a command by other ways
 * @param own scrubbing rules of one's own
 */
export function cleanRecordings(
  runs: readonly RecordedRun[],
  env: Readonly<Record<string, string | undefined>>,
  own: readonly SecretRule[] = [],
): Clean {
  const known = new Set([env, ...runs.map(({ raw }) => raw.env)].flatMap(sensitiveValues));
  const scrubber = createScrubber({ rules: own, secrets: known });
  const ruleSets = runs.map(() => new Map<string, Rules[number]>());
  const scrub = (recording: CommandRecording, index: number): CommandRecording => {
    const { recording: clean, used } = scrubber.scrub(recording);
    for (const rule of used) ruleSets[index]?.set(JSON.stringify(rule), rule);
    return clean;
  };
  // Twice: what a later run gives away may stand in an earlier one.
  const whole = runs.map(plain);
  const scrubbed = whole.map(scrub).map(scrub);
  const placed = (recording: CommandRecording, index: number): CommandRecording => {
    const { cwd, env: own } = (runs[index] as RecordedRun).raw;
    return toPlaceholders(recording, { cwd, tmp: own["TMPDIR"] ?? "/tmp", home: own["HOME"] });
  };
  return {
    recordings: scrubbed.map(placed),
    before: whole.map(placed),
    rules: ruleSets.map((rules) => [...rules.values()]),
    secrets: new Set([...known, ...scrubber.secrets]),
  };
}

function plain({ raw, timestamp }: RecordedRun, sequence: number): CommandRecording {
  const { command, args, stdin, stdinPartial, stdout, stderr, exit, durationMs, env, explicitEnv } = raw;
  const envSubset = filterEnvSubset(env, { command, explicitKeys: explicitEnv });
  const chunks = interleaved(raw) ? { chunks: raw.chunks } : {};
  return {
    sequence,
    command,
    args,
    stdin,
    ...(stdinPartial === true ? { stdinPartial } : {}),
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
  return suspectFindings(path, bytes, secrets, scrubPorts.inflate).map((one) => ({
    ...one,
    evidence: { of: path },
  }));
}

/** What a person who reviews a fixture should look at, without its secrets. */
export function reviewOf(clean: Clean, bytes: Uint8Array, file: string, first: number): string {
  const suspects = [
    ...detectSecrets(bytes, scrubPorts.inflate),
    ...detectKnown(bytes, clean.secrets, scrubPorts.inflate),
  ];
  const { before, recordings: after, rules: used } = clean;
  return reviewText({ file, before, after, first, used, suspects });
}
