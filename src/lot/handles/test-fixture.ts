import { existsSync, readFileSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import { finding, limits, quote } from "../../core/index.ts";
import { fixtureName } from "../../fixture/index.ts";
import { placedError } from "../placed-error.ts";
import type { TestFacts } from "../world-hosts.ts";
import { testFrames } from "./code-place.ts";

/** Tells tests apart that have the same name. */
export interface TestIdentity {
  /** One run of the test's file: what a file of a runner in watch mode had before means nothing. */
  readonly file: object;
  /** One test of it, however often it is tried. */
  readonly id: string;
}

interface Owner {
  readonly module: string;
  readonly name: string;
  readonly identity: TestIdentity | undefined;
}

/** Which test has which fixture, in this process. */
const owners = new Map<string, Owner>();

/**
 * The path of the fixture that belongs to a test: in `fixtures/` beside its file.
 * @param root the project's folder
 * @param test its file from there, and its full name
 * @returns from the project's folder
 * @throws BacklotError `fixture-unnamed` without a test, or when another test has it
 */
export function testFixture(
  root: string,
  { module, function: name }: TestFacts,
  command: string,
  identity?: TestIdentity,
): string {
  if (module === undefined || name === undefined) throw unnamed("this world was opened without a test");
  const path = posix.join(posix.dirname(module), "fixtures", fixtureName(name, command));
  const key = `${root}\0${path}`;
  const test: Owner = { module, name, identity };
  const owner = owners.get(key) ?? test;
  const both = otherTest(owner, test) ?? otherModule(root, path, test);
  if (both !== undefined) throw unnamed(`${both} would both have ${path}`);
  owners.set(key, test);
  return path;
}

/** The two tests that would share a fixture in this process. */
function otherTest(owner: Owner, test: Owner): string | undefined {
  if (owner.module !== test.module)
    return `the tests ${quote(test.name)} of ${quote(owner.module)} and of ${quote(test.module)}`;
  if (owner.identity?.file !== test.identity?.file) return undefined;
  if (owner.name !== test.name) return `"${owner.name}" and "${test.name}"`;
  return owner.identity?.id === test.identity?.id ? undefined : `two tests of the name ${quote(test.name)}`;
}

/** The same, where the other one is in a file that another process runs: it stands in what it recorded. */
function otherModule(root: string, path: string, { module, name }: Owner): string | undefined {
  const other = recorderOf(join(root, path));
  // A file that is gone was renamed, and its fixture with it.
  if (other === undefined || other === module || !existsSync(join(root, other))) return undefined;
  return `the tests ${quote(name)} of ${quote(other)} and of ${quote(module)}`;
}

function recorderOf(file: string): string | undefined {
  try {
    if (statSync(file).size > limits.fixtureFileBytes) return undefined;
    const { metadata } = JSON.parse(readFileSync(file, "utf8")) as { metadata?: { test_module?: unknown } };
    const module = metadata?.test_module;
    return typeof module === "string" ? module : undefined;
  } catch {
    // What can't be read is told when it is replayed.
    return undefined;
  }
}

function unnamed(what: string): Error {
  return placedError([finding("fixture-unnamed", { what })], testFrames());
}
