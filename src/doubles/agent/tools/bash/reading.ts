import { limits, textOf, utf8 } from "../../../../core/index.ts";
import { baseName } from "../paths.ts";
import { type CommandInput, type CommandOutput, noSuchFile, type Shell, wordsOf } from "./shell.ts";

/** Text of a file, or of standard input for "-"; an Error says why there is none. */
async function inputText(
  { shell, stdin }: Pick<CommandInput, "shell" | "stdin">,
  name: string,
): Promise<string | Error> {
  if (name === "-") return stdin;
  if (name === "/dev/null") return "";
  shell.files.push(name);
  const { folder } = shell.sandbox;
  try {
    const place = shell.sandbox.placeOf(name);
    if ((await folder.stat(place))?.kind === "folder") return new Error("EISDIR: ");
    const bytes = await folder.read(place, limits.agentFileBytes);
    if (bytes === undefined) return new Error("ENOENT: ");
    shell.bytesLeft -= bytes.length;
    if (shell.bytesLeft < 0) return new Error("EFBIG: ");
    return textOf(bytes) ?? new Error("EIO: ");
  } catch (error) {
    return error as Error;
  }
}

async function eachFile(
  input: CommandInput,
  name: "cat" | "head" | "tail",
  use: (text: string) => string,
): Promise<CommandOutput> {
  const files = input.args.length === 0 ? ["-"] : input.args;
  const told: string[] = [];
  let stderr = "";
  for (const file of files) {
    const text = await inputText(input, file);
    const isFolder = typeof text !== "string" && wordsOf(text) === isDirectory;
    if (files.length > 1 && name !== "cat" && (typeof text === "string" || isFolder))
      told.push(`${told.length === 0 ? "" : "\n"}==> ${file === "-" ? "standard input" : file} <==\n`);
    if (typeof text === "string") told.push(use(text));
    else if (name === "cat") stderr += `cat: ${file}: ${wordsOf(text)}\n`;
    else if (isFolder) stderr += `${name}: error reading '${file}': ${isDirectory}\n`;
    else stderr += `${name}: cannot open '${file}' for reading: ${wordsOf(text)}\n`;
  }
  return { stdout: told.join(""), stderr, code: stderr === "" ? 0 : 1 };
}

/** Files one after the other. */
export async function concatenate(input: CommandInput): Promise<CommandOutput> {
  return eachFile(input, "cat", (text) => text);
}

/** The beginning of files. */
export async function head(input: CommandInput): Promise<CommandOutput> {
  return eachFile(input, "head", (text) => headOf(text, input));
}

/** The end of files. */
export async function tail(input: CommandInput): Promise<CommandOutput> {
  return eachFile(input, "tail", (text) => tailOf(text, input));
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function headOf(text: string, { options }: CommandInput): string {
  const characters = options.get("c");
  if (characters !== undefined) return text.slice(0, Number(characters));
  return linesOf(text)
    .slice(0, Number(options.get("n") ?? 10))
    .join("");
}

function tailOf(text: string, { options }: CommandInput): string {
  const characters = options.get("c");
  if (characters !== undefined) return text.slice(Math.max(0, text.length - Number(characters)));
  const lines = linesOf(text);
  return lines.slice(Math.max(0, lines.length - Number(options.get("n") ?? 10))).join("");
}

const isDirectory = "Is a directory";

/** Lines, words and bytes of a text. */
type Counts = readonly [number, number, number];

/** Lines, words and bytes of files. */
export async function countWords(input: CommandInput): Promise<CommandOutput> {
  const files = input.args.length === 0 ? ["-"] : input.args;
  const rows: { readonly counts: Counts; readonly name: string }[] = [];
  let stderr = "";
  // Of what is piped, or no file, the size can't be known before.
  let isSized = !files.includes("-");
  for (const file of files) {
    const text = await inputText(input, file);
    if (typeof text === "string") rows.push({ counts: countsOf(text), name: file });
    else {
      stderr += `wc: ${file}: ${wordsOf(text)}\n`;
      if (wordsOf(text) !== isDirectory) continue;
      rows.push({ counts: [0, 0, 0], name: file });
      isSized = false;
    }
  }
  const sum = (at: 0 | 1 | 2): number => rows.reduce((all, { counts }) => all + counts[at], 0);
  if (files.length > 1) rows.push({ counts: [sum(0), sum(1), sum(2)], name: "total" });
  const asked = [...input.options.keys()];
  const shown = ([0, 1, 2] as const).filter((at) => asked.length === 0 || asked.includes("lwc".charAt(at)));
  const widest = !isSized ? 7 : String(rows.at(-1)?.counts[2] ?? 0).length;
  const width = files.length === 1 && shown.length === 1 ? 1 : widest;
  const lines = rows.map(({ counts, name }) => {
    const numbers = shown.map((at) => String(counts[at]).padStart(width)).join(" ");
    return `${numbers}${input.args.length === 0 ? "" : ` ${name}`}\n`;
  });
  return { stdout: lines.join(""), stderr, code: stderr === "" ? 0 : 1 };
}

function countsOf(text: string): Counts {
  return [text.split("\n").length - 1, text.match(/\S+/g)?.length ?? 0, utf8(text).length];
}

/** Names in folders, one a line. */
export async function list({ args, options, shell }: CommandInput): Promise<CommandOutput> {
  const names = (args.length === 0 ? ["."] : [...args]).toSorted();
  const [files, folders]: [string[], string[]] = [[], []];
  let stderr = "";
  for (const name of names) {
    shell.files.push(name);
    const entry = await shell.sandbox.folder.stat(shell.sandbox.placeOf(name));
    if (entry === undefined) stderr += `ls: cannot access '${name}': ${noSuchFile}\n`;
    else (entry.kind === "folder" ? folders : files).push(name);
  }
  const parts = files.length === 0 ? [] : [files.map((name) => `${name}\n`).join("")];
  for (const name of folders) {
    const inside = (await namesIn(shell, name, options)).map((one) => `${one}\n`).join("");
    parts.push(names.length === 1 ? inside : `${name}:\n${inside}`);
  }
  return { stdout: parts.join("\n"), stderr, code: stderr === "" ? 0 : 2 };
}

async function namesIn(shell: Shell, name: string, options: CommandInput["options"]): Promise<string[]> {
  const place = shell.sandbox.placeOf(name);
  const depth = place === "/" ? 0 : place.split("/").length - 1;
  const entries = await shell.sandbox.folder.list(place, limits.agentListedFiles);
  const names = entries
    .filter(({ path }) => path.split("/").length === depth + 1)
    .map(({ path }) => baseName(path));
  if (options.has("a")) return [".", "..", ...names];
  return options.has("A") ? names : names.filter((one) => !one.startsWith("."));
}
