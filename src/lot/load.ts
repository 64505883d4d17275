import { existsSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { ConfigValidationError, failed, finding, hasErrors, ok, type Result } from "../core/index.ts";
import { findProjectRoot, findScenarioFile, listInside, readInside } from "../disk/index.ts";
import {
  loadScenario as loadFiles,
  type FileRead,
  type Parsed,
  type ReadFile,
  type Scenario,
} from "../scenario/index.ts";
import { inadmissible } from "./check-scenario.ts";
import { linkOptions } from "./declare.ts";
import { remembered } from "./remember.ts";

/** Which scenario is meant. */
export interface LoadRequest {
  /** Files, lowest layer first; none: the nearest one, unless a value is given. */
  readonly files: readonly string[];
  /** A scenario from TypeScript. */
  readonly value?: Parsed | undefined;
  readonly cwd: string;
  /** What files hold in place of what the disk has, by their path in the project: a change that is tried. */
  readonly changed?: ReadonlyMap<string, Uint8Array> | undefined;
}

/** A scenario and how files of its project are read. */
export interface LoadedScenario {
  readonly scenario: Scenario;
  readonly readFile: ReadFile;
  /** The project's folder: paths of files in places start here. */
  readonly root: string;
}

/**
 * Reads and links a scenario.
 * @throws ConfigValidationError with everything that is wrong with it
 */
export async function loadScenario(request: LoadRequest): Promise<LoadedScenario> {
  const result = await tryLoadScenario(request);
  if (!result.ok) throw new ConfigValidationError(result.findings);
  return result.value;
}

/** The same as a result: findings that are no errors come with the scenario. */
export async function tryLoadScenario(request: LoadRequest): Promise<Result<LoadedScenario>> {
  const named = namedFiles(request);
  if (!named.ok) return named;
  const first = named.value[0];
  const root = findProjectRoot(first === undefined ? request.cwd : dirname(first));
  const outside = named.value.filter((file) => relative(root, file).startsWith(".."));
  if (outside.length > 0) {
    return failed(
      outside.map((file) =>
        finding("bad-path", { what: `${file} is not in the project of ${first} (${root})` }),
      ),
    );
  }
  const files = named.value.map((file) => relative(root, file).split(sep).join("/"));
  const load = (readFile: ReadFile): Promise<Result<LoadedScenario>> =>
    loadFrom(root, files, request.value, readFile);
  const { changed } = request;
  if (changed !== undefined) return load(changedReader(projectReader(root), changed));
  // A value may hold functions of its world; only what files say is the same for every world.
  return request.value === undefined
    ? remembered(root, files, projectReader(root), load)
    : load(projectReader(root));
}

async function loadFrom(
  root: string,
  files: readonly string[],
  value: Parsed | undefined,
  readFile: ReadFile,
): Promise<Result<LoadedScenario>> {
  const loaded = await loadFiles({
    ...linkOptions(readFile),
    roots: [...files, ...(value === undefined ? [] : [value])],
    readFile,
    allowCode: value !== undefined,
  });
  if (!loaded.ok) return loaded;
  const { value: scenario, findings } = loaded;
  // Sections are read each for itself, so what one says of another is only seen now.
  const refused = inadmissible(
    scenario,
    scenario.layers.flatMap(({ expectations }) => expectations),
  );
  if (hasErrors(refused)) return failed([...findings, ...refused]);
  return ok({ scenario, readFile, root }, findings);
}

function namedFiles(request: LoadRequest): Result<readonly string[]> {
  if (request.files.length > 0 || request.value !== undefined) {
    return ok(request.files.map((file) => resolve(request.cwd, file)));
  }
  const found = findScenarioFile(request.cwd);
  return found.ok ? ok([found.value]) : found;
}

function changedReader(readFile: ReadFile, changed: ReadonlyMap<string, Uint8Array>): ReadFile {
  const read = (path: string, bytesMax: number): FileRead => {
    const bytes = changed.get(path);
    return bytes === undefined ? readFile(path, bytesMax) : { ok: true, bytes };
  };
  return Object.assign(read, { folder: readFile.folder });
}

/** Reads files of a project, and none outside it. */
export function projectReader(root: string): ReadFile {
  const read = (path: string, bytesMax: number): FileRead => {
    const read = readInside(root, join(root, "scenario"), path, { bytesMax });
    if (read.ok) return { ok: true, bytes: read.value };
    const [first] = read.findings;
    const message = first?.what;
    if (first?.name === "over-limit") return { ok: false, reason: "too-large", message };
    if (first?.name !== "file-not-found") {
      const folder = statSync(join(root, path), { throwIfNoEntry: false })?.isDirectory() === true;
      return { ok: false, reason: folder ? "not-a-file" : "outside", message };
    }
    // A file that may be missing must not count as missing because nobody may read it.
    const there = existsSync(join(root, path));
    return { ok: false, reason: there ? "unreadable" : "not-found", message };
  };
  return Object.assign(read, { folder: (path: string, most: number) => listInside(root, path, most) });
}
