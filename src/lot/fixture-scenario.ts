import { basename, dirname, relative, resolve, sep } from "node:path";
import { BacklotError, finding, limits } from "../core/index.ts";
import { findProjectRoot, readInside } from "../disk/index.ts";
import { decodeFixture, type FixtureData } from "../fixture/index.ts";
import type { Result } from "../core/index.ts";
import { loadScenario, type LoadedScenario } from "./load.ts";
import { executableNames } from "./executable-names.ts";
import { parseInput } from "../scenario/index.ts";

/** What is recorded into one file. */
export interface RecordRequest {
  /** The fixture. */
  readonly output: string;
  /** Names; absent: every program on PATH but shells and interpreters. */
  readonly commands: readonly string[] | undefined;
  readonly cwd: string;
  readonly path: string | undefined;
}

/**
 * The scenario of `backlot record`: each command is the real one, recorded.
 * @throws BacklotError with what is wrong with names and file
 */
export async function recordScenario(request: RecordRequest): Promise<LoadedScenario> {
  const file = placeOf(request.output, request.cwd);
  const names = request.commands ?? executableNames(request.path, request.cwd);
  const commands = names.map((command) => ({
    command,
    fixture: { path: file.path, record: "all" as const },
    optional: true,
  }));
  return fixtureScenario(file, commands);
}

/** What is replayed from one file. */
export interface ReplayRequest {
  readonly fixture: string;
  readonly strict: boolean;
  readonly cwd: string;
}

/**
 * The scenario of `backlot replay`: every command of the fixture is answered by it.
 * @throws BacklotError `fixture-missing` and what is wrong with the file
 */
export async function replayScenario({ fixture, strict, cwd }: ReplayRequest): Promise<LoadedScenario> {
  const file = placeOf(fixture, cwd);
  const read = await readFixture(fixture, cwd);
  if (!read.ok) throw new BacklotError(read.findings);
  const names = new Set(read.value.recordings.map(({ command }) => command));
  const commands = [...names].map((command) => ({ command, fixture: { path: file.path, strict } }));
  return fixtureScenario(file, commands);
}

/** Reads a fixture that somebody named on the command line. */
export function readFixture(fixture: string, cwd: string): Result<FixtureData> {
  const { folder, path } = placeOf(fixture, cwd);
  const read = readInside(folder, resolve(folder, "scenario"), path, { bytesMax: limits.fixtureFileBytes });
  if (read.ok) return decodeFixture(read.value, fixture);
  const what = `${fixture} can't be read: ${read.findings[0]?.what ?? ""}`;
  return { ok: false, findings: [finding("fixture-missing", { what })] };
}

interface FixturePlace {
  /** The project's folder. */
  readonly folder: string;
  /** From there. */
  readonly path: string;
  /** Folder of the file. */
  readonly in: string;
}

function placeOf(file: string, cwd: string): FixturePlace {
  const absolute = resolve(cwd, file);
  const folder = findProjectRoot(dirname(absolute));
  return { folder, path: relative(folder, absolute).split(sep).join("/"), in: dirname(absolute) };
}

function fixtureScenario(file: FixturePlace, commands: readonly object[]): Promise<LoadedScenario> {
  const value = parseInput({ name: basename(file.path), commands }, undefined, file.path);
  return loadScenario({ files: [], value, cwd: file.in });
}
