import { limits, utf8 } from "../../../../core/index.ts";
import { readText } from "../sandbox.ts";
import { commandOf } from "./commands.ts";
import type { Pipeline, Redirect, SimpleCommand } from "./parse.ts";
import { type CommandOutput, noSuchFile, type Shell, type SimulatedCommand, wordsOf } from "./shell.ts";

/** What a line came to. */
export interface LineResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** What of a line is not simulated, before any of it runs; undefined: all of it is. */
export function notSimulated(pipelines: readonly Pipeline[]): string | undefined {
  for (const { words } of pipelines.flatMap(({ commands }) => commands)) {
    const [name = ""] = words;
    const command = commandOf(name);
    if (command === undefined) return /^\w+=/.test(name) ? `the variable ${name}` : `the command ${name}`;
    const read = readOptions(command, words.slice(1));
    if (typeof read === "string") return `${read} of the command ${name}`;
  }
  return undefined;
}

/** Whether nobody expects output of a line. */
export function isQuiet(pipelines: readonly Pipeline[]): boolean {
  const all = pipelines.flatMap(({ commands }) => commands);
  return all.length > 0 && all.every(({ words }) => commandOf(words[0] ?? "")?.isQuiet === true);
}

/** Runs a line of which everything is simulated. */
export async function runLine(
  shell: Omit<Shell, "code">,
  pipelines: readonly Pipeline[],
): Promise<LineResult> {
  const said = { stdout: "", stderr: "" };
  const state = { ...shell, code: 0 };
  for (const { commands, after } of pipelines) {
    if ((after === "&&" && state.code !== 0) || (after === "||" && state.code === 0)) continue;
    let stdin = "";
    let ends = false;
    for (const [index, command] of commands.entries()) {
      const output = await runCommand(state, command, stdin);
      said.stderr = bounded(said.stderr + output.stderr);
      stdin = output.stdout;
      state.code = output.code;
      // A shell of its own ends in a pipeline.
      ends = output.exits && commands.length === 1;
      if (index === commands.length - 1) said.stdout = bounded(said.stdout + output.stdout);
    }
    if (ends) break;
  }
  return { ...said, code: state.code };
}

async function runCommand(
  state: { -readonly [Key in keyof Shell]: Shell[Key] },
  { words, redirects }: SimpleCommand,
  piped: string,
): Promise<Required<CommandOutput>> {
  const command = commandOf(words[0] ?? "");
  const read = command === undefined ? "" : readOptions(command, words.slice(1));
  if (command === undefined || typeof read === "string") return failedWith("", 127);
  // All are opened before the command begins, which may see them.
  for (const redirect of redirects) {
    if (redirect.how === "join" || redirect.target === "/dev/null") continue;
    const { target, how } = redirect;
    const opened = await failureOf(how === "read" ? isThere(state, target) : writeTo(state, target, "", how));
    if (opened !== undefined) return failedWith(`${target}: ${opened}\n`, 1);
  }
  const input = redirects.findLast(({ how }) => how === "read");
  const stdin = input === undefined || input.how === "join" ? piped : await readFrom(state, input.target);
  if (stdin instanceof Error) return failedWith(`${words[0] ?? ""}: ${wordsOf(stdin)}\n`, 1);
  const output = await command.run({ ...read, stdin, shell: state });
  return redirected(state, redirects, { stdout: "", stderr: "", code: 0, exits: false, ...output });
}

/** Puts outputs where redirections say, from the first to the last. */
async function redirected(
  shell: Shell,
  redirects: readonly Redirect[],
  output: Required<CommandOutput>,
): Promise<Required<CommandOutput>> {
  const told = { stdout: "", stderr: "" };
  type Sink = (text: string) => Promise<void>;
  const sinks: [Sink, Sink, Sink] = [
    async () => {},
    async (text) => void (told.stdout += text),
    async (text) => void (told.stderr += text),
  ];
  for (const redirect of redirects) {
    if (redirect.how === "join") sinks[redirect.stream] = sinks[redirect.stream === 1 ? 2 : 1];
    else if (redirect.target === "/dev/null") sinks[redirect.stream] = async () => {};
    else sinks[redirect.stream] = (text) => writeTo(shell, redirect.target, text, "append");
  }
  for (const [stream, text] of [
    [2, output.stderr],
    [1, output.stdout],
  ] as const) {
    const failed = text === "" ? undefined : await failureOf(sinks[stream](text));
    if (failed !== undefined) return failedWith(`write error: ${failed}\n`, 1);
  }
  return { ...output, ...told };
}

async function failureOf(action: Promise<void>): Promise<string | undefined> {
  try {
    await action;
    return undefined;
  } catch (error) {
    return wordsOf(error);
  }
}

async function isThere({ sandbox }: Shell, target: string): Promise<void> {
  if ((await sandbox.folder.stat(sandbox.placeOf(target))) === undefined) throw new Error("ENOENT: ");
}

async function writeTo(shell: Shell, target: string, text: string, how: "write" | "append"): Promise<void> {
  const { sandbox, facts, files } = shell;
  if (!files.includes(target)) files.push(target);
  const place = sandbox.placeOf(target);
  const above = await sandbox.folder.stat(place.slice(0, place.lastIndexOf("/")));
  if (above?.kind !== "folder") throw new Error(`ENOENT: ${noSuchFile}`);
  const there = await sandbox.folder.stat(place);
  if ((there?.size ?? 0) + text.length > limits.agentFileBytes) throw new Error("EFBIG: ");
  const written = { mtimeMs: facts.nowMs(), ...(there === undefined ? { mode: 0o644 } : {}) };
  await (how === "write"
    ? sandbox.folder.write(place, utf8(text), written)
    : sandbox.folder.append(place, utf8(text), written));
}

async function readFrom(shell: Shell, target: string): Promise<string | Error> {
  if (target === "/dev/null") return "";
  const { sandbox, files } = shell;
  files.push(target);
  try {
    const file = await readText(sandbox, sandbox.placeOf(target));
    if (file.kind === "text") {
      shell.bytesLeft -= file.size;
      if (shell.bytesLeft >= 0) return file.text;
    }
    return new Error(file.kind === "missing" ? "ENOENT: " : file.kind === "folder" ? "EISDIR: " : "EFBIG: ");
  } catch (error) {
    return error as Error;
  }
}

function failedWith(stderr: string, code: number): Required<CommandOutput> {
  return { stdout: "", stderr, code, exits: false };
}

/** Options and words of a command; a text: an option that it does not have. */
function readOptions(
  { flags, valued, isPlain = false }: SimulatedCommand,
  words: readonly string[],
): { readonly options: ReadonlyMap<string, string>; readonly args: readonly string[] } | string {
  const options = new Map<string, string>();
  if (isPlain) return { options, args: words };
  const args: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    if (word === "--") return { options, args: [...args, ...words.slice(at + 1)] };
    if (!/^-./.test(word)) {
      args.push(word);
      continue;
    }
    // head -5 is an older way to say head -n 5.
    const given = valued.includes("n") && /^-\d+$/.test(word) ? `-n${word.slice(1)}` : word;
    for (let index = 1; index < given.length; index++) {
      const letter = given[index] as string;
      if (flags.includes(letter)) options.set(letter, "");
      else if (valued.includes(letter)) {
        const value = given.slice(index + 1) || words[++at];
        if (value === undefined || !/^\d{1,9}$/.test(value)) return `the value of -${letter}`;
        options.set(letter, value);
        break;
      } else return `the option ${word}`;
    }
  }
  return { options, args };
}

/** Output of a line is bounded like a file: more could not be told anyway. */
function bounded(text: string): string {
  return text.length <= limits.agentFileBytes ? text : text.slice(0, limits.agentFileBytes);
}
