import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  finding,
  limits,
  utf8,
  type CommandRecording,
  type Finding,
  type RecordMode,
} from "../../core/index.ts";
import { hideFromGit, readInside, writeInside, type Lock } from "../../disk/index.ts";
import type { ExpectationUse } from "../../engine/index.ts";
import { decodeFixture, encodeFixture, type FixtureContent, type SecretRule } from "../../fixture/index.ts";
import { killableFileSystem } from "../killable-file-system.ts";
import { version } from "../version.ts";
import type { TestFacts } from "../world-hosts.ts";
import { cleanRecordings, reviewOf, suspectedSecrets, type RecordedRun } from "./clean.ts";

/** What was recorded for one fixture, and the right to write it. */
export interface Draft {
  readonly path: string;
  readonly mode: RecordMode;
  readonly runs: RecordedRun[];
  readonly lock: Lock;
}

/** What a recorder needs of its world. */
export interface RecorderParts {
  /** The project's folder. */
  readonly root: string;
  /** What the run wants; null replays. */
  readonly mode: RecordMode | null;
  readonly test: TestFacts | undefined;
  /** Writes a text for those who review a fixture beside it. */
  readonly review?: boolean | undefined;
  /** The fixture that a world is opened for: nothing recorded is a failure. */
  readonly mustRecord?: string | undefined;
  /** Scrubbing rules of one's own, applied before those that come with backlot. */
  readonly rules?: readonly SecretRule[] | undefined;
  /** A folder that all worlds of a run have; what one of them recorded first is noted there for the others. */
  readonly notes: string;
  /** The environment that the world was opened in. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly report: (one: Finding) => void;
}

/**
 * Writes one fixture: joined with what stays of the old one, scrubbed, looked through for secrets, and put in its
 * place in one step. What is wrong is told, and then the old file is as it was.
 * @throws BacklotError `cannot-write`
 */
export function writeFixture(
  { root, test, env, review, rules: own }: RecorderParts,
  draft: Draft,
  uses: readonly ExpectationUse[],
): readonly Finding[] {
  const { path } = draft;
  const from = join(root, "scenario");
  const before = readBefore(root, path);
  if (!before.ok) return before.findings;
  if (draft.mode === "once" && before.content !== null) {
    const what = `${path} was written by another recorder meanwhile`;
    return [finding("fixture-busy", { what, evidence: { of: path } })];
  }
  // A run that ends late may have been called early.
  const inOrder = draft.runs.toSorted((left, right) => left.raw.call - right.raw.call);
  const clean = cleanRecordings(inOrder, env, own);
  const kept = keptRecordings(before.content?.recordings ?? [], draft.mode, commandsOf(uses, path));
  const rules = kept.length === 0 ? [] : (before.content?.scrubbingRules ?? []);
  const content: FixtureContent = {
    metadata: {
      createdAt: new Date().toISOString(),
      cmdmoxVersion: version,
      platform: process.platform,
      pythonVersion: process.version,
      ...(test?.module === undefined ? {} : { testModule: test.module }),
      ...(test?.function === undefined ? {} : { testFunction: test.function }),
    },
    recordings: [...kept, ...clean.recordings].map((one, sequence) => ({ ...one, sequence })),
    scrubbingRules: joinedRules(rules, clean.rules.flat()),
  };
  const bytes = encodeFixture(content);
  if (review === true) {
    const text = reviewOf(clean, bytes, path, kept.length);
    const reviewed = writeInside(root, from, `${path}.review`, utf8(text));
    if (reviewed.ok) hideFromGit(dirname(reviewed.value), "*.review");
  }
  const suspects = suspectedSecrets(bytes, clean.secrets, path);
  if (suspects.length > 0) return suspects;
  const written = writeInside(root, from, path, bytes, { fileSystem: killableFileSystem("record") });
  return written.ok ? [] : written.findings;
}

type Before =
  | { readonly ok: true; readonly content: FixtureContent | null }
  | { readonly ok: false; readonly findings: readonly Finding[] };

function readBefore(root: string, path: string): Before {
  const read = readInside(root, join(root, "scenario"), path, { bytesMax: limits.fixtureFileBytes });
  if (!read.ok) {
    return existsSync(join(root, path))
      ? { ok: false, findings: read.findings }
      : { ok: true, content: null };
  }
  const decoded = decodeFixture(read.value, path);
  return decoded.ok ? { ok: true, content: decoded.value } : { ok: false, findings: decoded.findings };
}

/** `new` adds to what is there; `all` keeps only what other commands recorded than those of this world. */
function keptRecordings(
  recordings: readonly CommandRecording[],
  mode: RecordMode,
  commands: ReadonlySet<string>,
): readonly CommandRecording[] {
  return mode === "new" ? recordings : recordings.filter(({ command }) => !commands.has(command));
}

/** The commands that a fixture answers for in a world. */
function commandsOf(uses: readonly ExpectationUse[], path: string): ReadonlySet<string> {
  const own = uses.filter(
    ({ expectation: { answer } }) => answer.kind === "fixture" && answer.fixture.path === path,
  );
  return new Set(own.map(({ expectation }) => expectation.target));
}

type Rules = FixtureContent["scrubbingRules"];

function joinedRules(before: Rules, more: Rules): Rules {
  const known = new Map([...before, ...more].map((rule) => [JSON.stringify(rule), rule]));
  return [...known.values()];
}
