import { posix } from "node:path";
import { finding } from "../../core/index.ts";
import { fixtureName } from "../../fixture/index.ts";
import { placedError } from "../placed-error.ts";
import type { TestFacts } from "../world-hosts.ts";
import { testFrames } from "./code-place.ts";

/** Which test has which fixture, in this process. */
const owners = new Map<string, string>();

/**
 * The path of the fixture that belongs to a test: in `fixtures/` beside its file.
 * @param root the project's folder
 * @param test its file from there, and its full name
 * @returns from the project's folder
 * @throws BacklotError `fixture-unnamed` without a test, or when another test of the process has it
 */
export function testFixture(root: string, { module, function: name }: TestFacts, command: string): string {
  if (module === undefined || name === undefined) throw unnamed("this world was opened without a test");
  const path = posix.join(posix.dirname(module), "fixtures", fixtureName(name, command));
  const key = `${root}\0${path}`;
  const owner = owners.get(key) ?? name;
  owners.set(key, owner);
  if (owner !== name) throw unnamed(`"${owner}" and "${name}" would both have ${path}`);
  return path;
}

function unnamed(what: string): Error {
  return placedError([finding("fixture-unnamed", { what })], testFrames());
}
