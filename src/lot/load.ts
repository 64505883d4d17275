import { dirname, join, relative, resolve, sep } from "node:path";
import { BacklotError, failed, finding, type Result } from "../core/index.ts";
import { findProjectRoot, findScenarioFile, readInside } from "../disk/index.ts";
import { covers } from "../match/index.ts";
import { loadScenario as loadFiles, type FileRead, type Scenario } from "../scenario/index.ts";
import { sections } from "./doubles.ts";

/** Which scenario is meant. */
export interface LoadRequest {
  /** Files, lowest layer first; none: the nearest one. */
  readonly files: readonly string[];
  /** A scenario from TypeScript instead, in camelCase. */
  readonly value?: unknown;
  readonly cwd: string;
}

/**
 * Reads and links a scenario.
 * @throws BacklotError with everything that is wrong with it
 */
export async function loadScenario(request: LoadRequest): Promise<Scenario> {
  const result = await tryLoadScenario(request);
  if (!result.ok) throw new BacklotError(result.findings);
  return result.value;
}

/** The same as a result: findings that are no errors come with the scenario. */
export async function tryLoadScenario(request: LoadRequest): Promise<Result<Scenario>> {
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
  return loadFiles({
    roots: named.value.map((file) => relative(root, file).split(sep).join("/")),
    readFile: (path, maxBytes) => readProjectFile(root, path, maxBytes),
    sections,
    covers,
    today: new Date().toISOString().slice(0, 10),
  });
}

function namedFiles(request: LoadRequest): Result<readonly string[]> {
  if (request.files.length > 0) {
    return { ok: true, value: request.files.map((file) => resolve(request.cwd, file)), findings: [] };
  }
  const found = findScenarioFile(request.cwd);
  return found.ok ? { ok: true, value: [found.value], findings: [] } : found;
}

function readProjectFile(root: string, path: string, bytesMax: number): FileRead {
  const read = readInside(root, join(root, "scenario"), path, { bytesMax });
  if (read.ok) return { ok: true, bytes: read.value };
  const [first] = read.findings;
  const reason =
    first?.name === "over-limit" ? "too-large" : first?.name === "file-not-found" ? "not-found" : "outside";
  return { ok: false, reason, message: first?.what };
}
