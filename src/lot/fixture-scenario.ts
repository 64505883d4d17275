import { existsSync } from "node:fs";
import { basename, dirname, relative, resolve, sep } from "node:path";
import { BacklotError, failed, finding, limits, quote, textOf, type Result } from "../core/index.ts";
import { findProjectRoot, readInside } from "../disk/index.ts";
import { decodeFixture, type FixtureData } from "../fixture/index.ts";
import { loadScenario, type LoadedScenario } from "./load.ts";
import { executableNames } from "./executable-names.ts";
import { parseInput } from "../scenario/index.ts";

/** What is recorded into one file. */
export interface RecordRequest {
  /** The fixture. */
  readonly output: string;
  /** Names; absent: every program on PATH but shells, interpreters and the one that is run itself. */
  readonly commands: readonly string[] | undefined;
  /** The program that is run. */
  readonly program: string | undefined;
  readonly cwd: string;
  readonly path: string | undefined;
}

/**
 * The scenario of `backlot record`: each command is the real one, recorded.
 * @throws BacklotError with what is wrong with names and file
 */
export async function recordScenario(request: RecordRequest): Promise<LoadedScenario> {
  checkRequest(request);
  const file = placeOf(request.output, request.cwd);
  const names =
    request.commands ?? executableNames(request.path, request.cwd).filter((name) => name !== request.program);
  const commands = names.map((command) => ({
    command,
    fixture: { path: file.path, record: "all" as const },
    optional: true,
  }));
  return fixtureScenario(file, commands);
}

/** All that is wrong with what the command line names. */
function checkRequest({ output, commands = [] }: RecordRequest): void {
  const problems = commands
    .filter((name) => name === "" || name.includes("/"))
    .map((name) =>
      finding("usage", {
        at: { kind: "input", input: "--commands" },
        what:
          name === "" ? "a name of a command is empty" : `a command is named without a path: ${quote(name)}`,
        why: "A command is found by its name on the program's PATH, where its double is put first.",
        fix: name === "" ? "Write names with commas between them: git,gh" : `Write ${basename(name)}.`,
      }),
    );
  if (!/[^/]\.json$/i.test(output)) {
    problems.push(
      finding("usage", {
        at: { kind: "input", input: "--output" },
        what: `${quote(output)} is no name for a fixture`,
        why: "A fixture is JSON, and is told from other files by its ending.",
        fix: `Write: --output ${output.replace(/\/+$/, "/commands").replace(/(?<=[^/])\.\w*$/, "")}.json`,
      }),
    );
  }
  if (problems.length > 0) throw new BacklotError(problems);
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
  const read = readFixture(fixture, cwd);
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
  if (existsSync(resolve(folder, path))) return read;
  const what = `there is no file ${quote(fixture)}`;
  const fix = `Record it: backlot record --output ${fixture} -- COMMAND.`;
  return failed([finding("fixture-missing", { what, why: "It holds what the commands answer.", fix })]);
}

/** Whether a file is a fixture, by its keys: a scenario has none of them. */
export function isFixture(file: string, cwd: string): boolean {
  if (!file.toLowerCase().endsWith(".json")) return false;
  const { folder, path } = placeOf(file, cwd);
  const read = readInside(folder, resolve(folder, "scenario"), path, { bytesMax: limits.fixtureFileBytes });
  try {
    const value: unknown = read.ok ? JSON.parse(textOf(read.value) ?? "") : null;
    return typeof value === "object" && value !== null && "recordings" in value;
  } catch {
    return false;
  }
}

/** A fixture in one line. @example "fixtures/git.json: fixture 1.0, 3 recordings of git and gh" */
export function describeFixture(file: string, { version, recordings }: FixtureData): string {
  const commands = [...new Set(recordings.map(({ command }) => command))];
  const count = recordings.length === 1 ? "1 recording" : `${recordings.length} recordings`;
  const last = commands.pop();
  const names = commands.length === 0 ? last : `${commands.join(", ")} and ${last}`;
  return `${file}: fixture ${version}, ${count}${last === undefined ? "" : ` of ${names}`}`;
}

interface FixturePlace {
  /** The project's folder. */
  readonly folder: string;
  /** From there. */
  readonly path: string;
  /** Folder of the file, or the nearest above that exists. */
  readonly in: string;
}

function placeOf(file: string, cwd: string): FixturePlace {
  const absolute = resolve(cwd, file);
  const nearest = existingFolder(dirname(absolute));
  const folder = findProjectRoot(nearest);
  return { folder, path: relative(folder, absolute).split(sep).join("/"), in: nearest };
}

/** Folders are made when the file is written; the project is found from those that are there. */
function existingFolder(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : existingFolder(dirname(folder));
}

function fixtureScenario(file: FixturePlace, commands: readonly object[]): Promise<LoadedScenario> {
  const value = parseInput({ name: basename(file.path), commands }, undefined, file.path);
  return loadScenario({ files: [], value, cwd: file.in });
}
