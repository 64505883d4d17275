import type { CommandRecording } from "../../core/index.ts";
import { fillPlaceholders, shownCommand, type FixtureData } from "../../fixture/index.ts";
import { runSource, type CallNeeds } from "./run-source.ts";
import { runnerForms, type GeneratedRunner, type RunnerForm } from "./runners.ts";
import {
  callSource,
  columnsMax,
  commentText,
  contentSource,
  listSource,
  objectLines,
  objectSource,
  stringSource,
  type Source,
} from "./source-text.ts";

/** What a test is generated from. */
export interface TestFileRequest {
  readonly fixture: FixtureData;
  /** The fixture's file as a world takes it: from the project's folder, with "/". */
  readonly path: string;
  readonly runner: GeneratedRunner;
  /** Ending of the test's file, ".ts". */
  readonly extension: string;
}

/** What placeholders of the fixture become: constants of the test, by a mark that no program prints. */
const marks: ReadonlyMap<string, string> = new Map(
  ["cwd", "home", "tmp"].map((name) => [`/\0${name}\0`, name]),
);
const folders = Object.fromEntries([...marks].map(([mark, name]) => [name, mark]));

/** Milliseconds for one call on a busy machine. */
const callMs = 1000;

/**
 * The text of a test that makes every call of a fixture, in order, in a world that answers from it, and expects what was
 * recorded. It passes as it stands; the calls are to be replaced by the code that makes them.
 */
export function testFileSource(request: TestFileRequest): string {
  const form = runnerForms[request.runner];
  const recordings = request.fixture.recordings
    .toSorted((left, right) => left.sequence - right.sequence)
    // Where it ran and when it printed what is no part of the test.
    .map(({ cwd: _cwd, chunks: _chunks, ...recording }) => fillPlaceholders(recording, folders));
  const typed = request.extension.endsWith("ts");
  const source = [
    heading(request.path),
    `${importLines(form, request.extension, typed).join("\n")}\n`,
    worldSource(request.path, recordings),
    folderLines(recordings),
    testSource(form, titleOf(request), recordings),
    runSource(needsOf(recordings, typed)),
  ];
  return source.filter((part) => part !== "").join("\n");
}

function heading(path: string): string {
  return [
    `// Made from ${commentText(path)} by backlot generate-test. It passes as it stands: it makes each recorded call itself.`,
    "// Put the code of yours that makes these calls in their place; the fixture answers it. A call that was not recorded",
    "// is refused, and a recording that nothing replays fails the test.",
    "",
  ].join("\n");
}

function importLines(form: RunnerForm, extension: string, typed: boolean): readonly string[] {
  const named = (names: readonly string[], from: string): string =>
    form.requires.includes(extension)
      ? `const { ${names.join(", ")} } = require("${from}");`
      : `import { ${names.join(", ")} } from "${from}";`;
  return [
    ...form.defaults.map(({ name, from }) => `import ${name} from "${from}";`),
    named(["isUtf8"], "node:buffer"),
    named(["spawnSync"], "node:child_process"),
    named([...form.names, ...(typed ? ["type World"] : [])], form.module),
  ];
}

function worldSource(path: string, recordings: readonly CommandRecording[]): string {
  const names = [...new Set(recordings.map(({ command }) => command))];
  const items = names.map((name) =>
    objectSource([
      ["command", () => stringSource(name)],
      ["fixture", () => stringSource(path)],
    ]),
  );
  return `const test = worldTest(${objectLines([["commands", listSource(items)]])(0)});\n`;
}

/** The folders that the fixture leaves open, when it does. */
function folderLines(recordings: readonly CommandRecording[]): string {
  const lines = {
    cwd: "const cwd = process.cwd();",
    home: 'const home = "/home/user";',
    tmp: 'const tmp = "/tmp";',
  };
  const used = usedFolders(recordings);
  if (used.length === 0) return "";
  return ["// Folders that the fixture leaves open.", ...used.map((name) => lines[name]), ""].join("\n");
}

function usedFolders(recordings: readonly CommandRecording[]): readonly ("cwd" | "home" | "tmp")[] {
  const all = JSON.stringify(recordings);
  return (["cwd", "home", "tmp"] as const).filter((name) =>
    all.includes(JSON.stringify(folders[name]).slice(1, -1)),
  );
}

function titleOf({ fixture, path }: TestFileRequest): string {
  const { testFunction, testModule } = fixture.metadata;
  const title = testFunction ?? `replays ${path}`;
  return testModule === undefined ? title : `${title} (${testModule})`;
}

function testSource(form: RunnerForm, title: string, recordings: readonly CommandRecording[]): string {
  const steps = recordings.map((recording, index) => stepSource(form, recording, index + 1));
  const timeout = recordings.length * callMs;
  const slow = form.timeoutMs !== undefined && timeout > form.timeoutMs;
  const body = `({ world }) => {\n${steps.join("\n")}}`;
  return slow && form.module === "backlot/jest"
    ? `test(${stringSource(title)}, ${body}, ${timeout});\n`
    : `test(${stringSource(title)}, ${slow ? `{ timeout: ${timeout} }, ` : ""}${body});\n`;
}

function stepSource(form: RunnerForm, recording: CommandRecording, step: number): string {
  const { open, between, close } = form.equal;
  const call = callSource("run", callItems(recording))(2 + open.length);
  const content = (text: string): Source => contentSource({ text, marks });
  const exit = "code" in recording.exit ? String(recording.exit.code) : stringSource(recording.exit.signal);
  const expected = [
    ["stdout", content(recording.stdout)],
    ["stderr", content(recording.stderr)],
    ["exit", () => exit],
  ] as const;
  const line = `  ${open}${call}${between}${objectSource(expected)(2)}${close}`;
  const statement =
    line.length <= columnsMax && !line.includes("\n")
      ? line
      : `  ${open}${callSource("run", callItems(recording))(2)}${between}${objectLines(expected)(2)}${close}`;
  return `  // ${step}: ${titleLine(recording)}\n${statement}\n`;
}

function titleLine(recording: CommandRecording): string {
  const words = recording.args.map((arg) =>
    [...marks].reduce((text, [mark, name]) => text.replaceAll(mark, `{{${name}}}`), arg),
  );
  const text = commentText(shownCommand({ command: recording.command, args: words }));
  return text.length > columnsMax ? `${text.slice(0, columnsMax)}…` : text;
}

function callItems(recording: CommandRecording): readonly Source[] {
  const content = (text: string): Source => contentSource({ text, marks });
  const env = Object.entries(recording.envSubset);
  const options: (readonly [string, Source])[] = [];
  if (recording.stdin !== "") options.push(["stdin", content(recording.stdin)]);
  if (env.length > 0)
    options.push(["env", objectSource(env.map(([name, value]) => [name, content(value)] as const))]);
  return [
    () => "world",
    () => stringSource(recording.command),
    listSource(recording.args.map(content)),
    ...(options.length === 0 ? [] : [objectSource(options)]),
  ];
}

const lone = /\p{Surrogate}/u;

function needsOf(recordings: readonly CommandRecording[], typed: boolean): CallNeeds {
  const names = new Set(recordings.flatMap(({ envSubset }) => Object.keys(envSubset)));
  const kept = new Set(["PATH", "HOME", "TMPDIR"]);
  const used = usedFolders(recordings);
  return {
    bytes: recordings.some(({ args, envSubset }) =>
      [...args, ...Object.values(envSubset)].some((text) => lone.test(text)),
    ),
    path: names.has("PATH"),
    variables: [...names].filter((name) => !kept.has(name)).toSorted(),
    folders: [
      ...(used.includes("home") ? [["HOME", "home"] as const] : []),
      ...(used.includes("tmp") ? [["TMPDIR", "tmp"] as const] : []),
    ],
    typed,
  };
}
