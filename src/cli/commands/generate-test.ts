import { existsSync } from "node:fs";
import { dirname, extname, relative, resolve, sep } from "node:path";
import {
  BacklotError,
  type Finding,
  decodeLossless,
  encodeLossless,
  escapeControl,
  finding,
  nearest,
  quote,
  utf8,
} from "../../core/index.ts";
import { findProjectRoot, writeInside } from "../../disk/index.ts";
import type { FixtureData } from "../../fixture/index.ts";
import { readFixture, replayScenario } from "../../lot/index.ts";
import type { CliContext } from "../context.ts";
import { orFail } from "../fail.ts";
import { generatedRunners, runnerForms, type GeneratedRunner } from "../generate/runners.ts";
import { testFileSource } from "../generate/test-file.ts";

/** What the flags of `generate-test` hold. */
export interface GenerateTestFlags {
  readonly runner?: string;
  readonly output?: string;
  readonly force?: boolean;
}

/** Writes a test that makes and checks every call of a fixture. */
export async function generateTest(
  this: CliContext,
  flags: GenerateTestFlags,
  ...files: string[]
): Promise<void> {
  await orFail(this, async () => {
    const { fixture, runner, output } = request(flags, files);
    const data = await fixtureData(fixture, this.cwd);
    const target = resolve(this.cwd, output);
    const path = pathFrom(findProjectRoot(dirname(target)), resolve(this.cwd, fixture), fixture);
    if (flags.force !== true && existsSync(target)) throw new BacklotError([alreadyThere(output)]);
    const extension = extname(output);
    const text = testFileSource({ fixture: data, path, runner, extension });
    const root = findProjectRoot(this.cwd);
    const from = resolve(root, "test");
    const file = relative(root, target).split(sep).join("/");
    const written = writeInside(root, from, file, utf8(text), { mode: 0o644 });
    if (!written.ok) throw new BacklotError(written.findings);
    const calls = data.recordings.length === 1 ? "1 call" : `${data.recordings.length} calls`;
    const lines = [
      `written: ${output}, a test of ${calls} from ${fixture}`,
      ...unseenLines(runner, output),
      `Run it: ${runnerForms[runner].command(output)}`,
    ];
    this.process.stdout.write(lines.map((line) => `${escapeControl(line, "")}\n`).join(""));
  });
}

interface Request {
  readonly fixture: string;
  readonly runner: GeneratedRunner;
  readonly output: string;
}

/** The command line, or everything that is wrong with it. */
function request({ runner, output }: GenerateTestFlags, files: readonly string[]): Request {
  const [fixture, second] = files;
  const known = generatedRunners.find((one) => one === runner);
  const problems = [
    ...(fixture === undefined ? [wrong("the fixture is missing", exampleFix)] : []),
    ...(second === undefined
      ? []
      : [wrong(`a test is made from one fixture, and ${quote(second)} is another`, exampleFix)]),
    ...(known === undefined ? [runnerProblem(runner)] : []),
    ...(output === undefined ? [wrong("--output is missing: the test to write", exampleFix)] : []),
    ...(known === undefined || output === undefined ? [] : extensionProblems(known, output)),
  ];
  if (problems.length > 0 || fixture === undefined || known === undefined || output === undefined)
    throw new BacklotError(problems);
  return { fixture, runner: known, output };
}

const exampleFix =
  "Write: backlot generate-test fixtures/NAME.json --runner vitest --output tests/NAME.test.ts";

function wrong(
  what: string,
  fix: string,
  why = "A test is made from a fixture, for a runner, into a file.",
): Finding {
  return finding("usage", { at: { kind: "input", input: "backlot generate-test" }, what, why, fix });
}

function runnerProblem(runner: string | undefined): Finding {
  if (runner === undefined) return wrong("--runner is missing: vitest, jest or node", exampleFix);
  return finding("usage", {
    at: { kind: "input", input: "--runner" },
    what: `no test can be written for ${quote(runner)}`,
    why: "Each runner has a form of its own.",
    fix: `Use one of ${generatedRunners.join(", ")}.`,
    near: nearest(runner, generatedRunners),
  });
}

function extensionProblems(runner: GeneratedRunner, output: string): readonly Finding[] {
  const { extensions } = runnerForms[runner];
  if (extensions.includes(extname(output))) return [];
  const what = `${quote(output)} is no name for a test of ${runner}`;
  return [
    wrong(
      what,
      `Use a name that ends in one of ${extensions.join(", ")}.`,
      "The name says what language it is.",
    ),
  ];
}

/**
 * What a fixture holds, when a world can answer with all of it.
 * @throws BacklotError
 */
async function fixtureData(fixture: string, cwd: string): Promise<FixtureData> {
  const read = readFixture(fixture, cwd);
  if (!read.ok) throw new BacklotError(read.findings);
  const { recordings } = read.value;
  const at = { kind: "input", input: fixture } as const;
  if (recordings.length === 0) {
    const what = `${fixture} holds no recordings`;
    const fix = `Record something: backlot record --output ${fixture} -- COMMAND`;
    throw new BacklotError([finding("usage", { at, what, why: "There is nothing to test.", fix })]);
  }
  const impossible = recordings.flatMap((one) => {
    const words = [one.command, ...one.args, ...Object.entries(one.envSubset).flat()];
    const reason = [...words.map(whyNoWord), unlessBytes(one.stdin)].find((found) => found !== undefined);
    if (reason === undefined) return [];
    const what = `${fixture}: the call of recording ${one.sequence} holds ${reason}`;
    return [finding("invalid-fixture", { at, what, why: "No program can make this call." })];
  });
  if (impossible.length > 0) throw new BacklotError(impossible);
  await replayScenario({ fixture, strict: true, cwd });
  return read.value;
}

/** What keeps a text from standing on a command line or in an environment. */
function whyNoWord(text: string): string | undefined {
  return text.includes("\0") ? "a zero byte" : unlessBytes(text);
}

function unlessBytes(text: string): string | undefined {
  return decodeLossless(encodeLossless(text)) === text ? undefined : "half a character";
}

/** The fixture's path as the test's world takes it. */
function pathFrom(root: string, fixture: string, name: string): string {
  const path = relative(root, fixture).split(sep).join("/");
  if (path !== ".." && !path.startsWith("../") && resolve(root, path) === fixture) return path;
  throw new BacklotError([
    finding("bad-path", {
      what: `${quote(name)} is not in the project of the test (${root})`,
      why: "A world reads fixtures inside its own project only.",
      fix: "Give --output a file in the fixture's project.",
    }),
  ]);
}

function alreadyThere(output: string): Finding {
  return finding("file-exists", {
    at: { kind: "input", input: output },
    what: `there is a ${output} already`,
    fix: "Give another name, or --force to overwrite it. Nothing was written.",
  });
}

/** Some runners look at names. */
function unseenLines(runner: GeneratedRunner, output: string): readonly string[] {
  if (!runnerForms[runner].byName || /\.(?:test|spec)\.[cm]?[jt]s$/.test(output)) return [];
  return [
    `${runner} takes a file for a test by its name: without .test. in it, its configuration has to say so`,
  ];
}
