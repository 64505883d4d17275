import type { TestResult, TestRunner } from "./evidence.ts";
import { insideProject } from "./paths.ts";

/** A test as it stands in a report, before it is known whose report it is. */
export interface Case extends Pick<TestResult, "name" | "outcome" | "failure" | "line" | "assertions"> {
  /** Names of the suites that it is in, the outermost first. */
  readonly suites: readonly string[];
  readonly className: string;
  readonly file: string | undefined;
}

/**
 * Whose report it is. vitest and jest-junit name the root, pytest the suite; node:test gives every test the class
 * "test" or "suite".
 */
export function runnerOf(cases: readonly Case[], rootName: string | undefined): TestRunner {
  if (rootName === "vitest tests") return "vitest";
  if (rootName === "jest tests") return "jest";
  if (cases.some((one) => one.suites[0] === "pytest")) return "pytest";
  const node = cases.every((one) => one.className === "test" || one.className === "suite");
  return rootName === undefined && node ? "node" : "other";
}

/** The file of a test, relative to the project; undefined where the report does not say. */
export function fileOf(runner: TestRunner, one: Case, root: string): string | undefined {
  if (one.file !== undefined && one.file !== "") return relative(one.file, root);
  if (runner === "pytest") return pythonFile(one.className).file;
  if (runner === "vitest") return relative(one.className, root);
  const named = [one.className, one.suites[0] ?? ""].find(looksLikeFile);
  return named === undefined ? undefined : relative(named, root);
}

/** What a test is known by: its file where that is told, and its name below it. */
export function idOf(runner: TestRunner, one: Case, root: string): string {
  const file = fileOf(runner, one, root);
  const below = nameBelow(runner, one);
  if (file !== undefined) return `${file}::${below}`;
  return runner === "other" && one.className !== "" ? `${one.className}::${below}` : below;
}

function nameBelow(runner: TestRunner, one: Case): string {
  const name = runner === "node" ? undoTwice(one.name) : one.name;
  if (runner === "pytest") return [...pythonFile(one.className).classes, name].join("::");
  if (runner === "node") return [...one.suites.map(undoTwice), name].join(" > ");
  // jest-junit gives class and name the same text unless it is told otherwise.
  const grouped = runner === "jest" && one.className !== name && !looksLikeFile(one.className);
  return grouped && one.className !== "" ? `${one.className} > ${name}` : name;
}

/** node:test of Node 20 escapes quotes in attributes twice. */
function undoTwice(text: string): string {
  return text.replaceAll("&quot;", '"');
}

/**
 * The file behind a class as pytest writes it, "tests.test_a.TestB": classes begin with a capital letter, modules do
 * not.
 */
function pythonFile(className: string): {
  readonly file: string | undefined;
  readonly classes: readonly string[];
} {
  const parts = className.split(".");
  const first = parts.findIndex((part) => /^[A-Z]/.test(part) && !/^[A-Z_]*$/.test(part));
  const modules = first < 0 ? parts : parts.slice(0, first);
  const file = modules.join("/");
  return { file: file === "" ? undefined : `${file}.py`, classes: first < 0 ? [] : parts.slice(first) };
}

/** A test file that could not be loaded: runners tell it as a failed test that has the file's name. */
export function unloadedFile(runner: TestRunner, one: Case, root: string): string | undefined {
  if (one.outcome !== "failed") return undefined;
  if (runner === "pytest" && one.className === "") return one.file ?? pythonFile(one.name).file;
  if (runner === "vitest" && one.name === one.className) return relative(one.className, root);
  if (runner === "jest" && one.className === "Test suite failed to run") return relative(one.name, root);
  if (runner === "node" && one.suites.length === 0 && /^(?:[A-Za-z]:)?[\\/]/.test(one.name)) {
    return relative(one.name, root);
  }
  return undefined;
}

const sourceName = /\.(?:[cm]?[jt]sx?|py|rb|php|go|rs|java|kt|cs|vue|svelte)$/;

function looksLikeFile(text: string): boolean {
  return sourceName.test(text) && !/\s/.test(text);
}

function relative(file: string, root: string): string {
  return insideProject(file, root) ?? file;
}
