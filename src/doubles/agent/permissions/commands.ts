import { messages } from "./messages.ts";
import type { ShellWord } from "./shell.ts";

/** What a command does with the files that it names. */
export interface FileCommand {
  /** What the CLI says that it may only do in the working folders: "list files in". */
  readonly act: string;
  readonly writes: boolean;
  /** Words before its files that are none: the pattern of grep, the program of sed. */
  readonly leading: number;
}

const reads = (act: string, leading = 0): FileCommand => ({ act, writes: false, leading });
const writes = (act: string, leading = 0): FileCommand => ({ act, writes: true, leading });

/** Commands whose files must lie in the working folders, by name; with what 2.1.29 and 2.1.328 say of each. */
const fileCommands: Readonly<Record<string, FileCommand>> = {
  cd: reads("change directories to"),
  ls: reads("list files in"),
  find: reads("search files in"),
  cat: reads("concatenate files from"),
  head: reads("read the beginning of files from"),
  tail: reads("read the end of files from"),
  sort: reads("sort contents of files from"),
  uniq: reads("filter duplicate lines from files in"),
  wc: reads("count lines/words/bytes in files from"),
  cut: reads("extract columns from files in"),
  paste: reads("merge files from"),
  column: reads("format files from"),
  file: reads("examine file types in"),
  stat: reads("read file stats from"),
  diff: reads("compare files from"),
  awk: reads("process text from files in", 1),
  strings: reads("extract strings from files in"),
  hexdump: reads("display hex dump of files from"),
  od: reads("display octal dump of files from"),
  base64: reads("encode/decode files from"),
  nl: reads("number lines in files from"),
  grep: reads("search for patterns in files from", 1),
  rg: reads("search for patterns in files from", 1),
  jq: reads("process JSON from files in", 1),
  sha256sum: reads("compute SHA-256 checksums for files in"),
  sha1sum: reads("compute SHA-1 checksums for files in"),
  md5sum: reads("compute MD5 checksums for files in"),
  touch: writes("create or modify files in"),
  mkdir: writes("create directories in"),
  rm: writes("remove files from"),
  rmdir: writes("remove directories from"),
  mv: writes("move files to/from"),
  cp: writes("copy files to/from"),
  sed: writes("edit files in", 1),
};

/** Those whose files count since 2.1.328. */
const fileCommandsSince: Readonly<Record<string, FileCommand>> = {
  tac: reads("read files (reversed) from"),
  rev: reads("read files (reversed lines) from"),
  comm: reads("compare files from"),
  cmp: reads("compare files from"),
  fold: reads("wrap lines of files from"),
  tee: writes("write to files in"),
};

/** What a command does with files; undefined: its files are not looked at. */
export function fileCommand(name: string, current: boolean): FileCommand | undefined {
  if (Object.hasOwn(fileCommands, name)) return fileCommands[name];
  return current && Object.hasOwn(fileCommandsSince, name) ? fileCommandsSince[name] : undefined;
}

/** Commands that accepting edits accepts too, in the working folders. */
export const editCommands: ReadonlySet<string> = new Set([
  "touch",
  "mkdir",
  "rm",
  "rmdir",
  "mv",
  "cp",
  "sed",
]);

const names = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** Read-only commands that run without a question in both profiles. */
const readOnly = names(
  "cd pwd whoami date head tail wc sort grep rg jq which ls ps df du id hostname uname basename dirname realpath stat " +
    "file tree diff cut tr sleep true false type history nl od hexdump strings md5sum sha256sum sha1sum uptime cal man " +
    "help column paste base64 nproc free groups arch locale cat echo alias netstat ip ifconfig xargs find",
);

/** Those that do so since 2.1.328 only. */
const readOnlySince = names(
  "seq test [ [[ printf fold rev tac comm expand expr cmp readlink lsof ss pgrep fd tput numfmt tsort fmt pr unexpand " +
    "sed",
);

const gitReads = names(
  "status log diff show blame ls-files rev-parse describe reflog grep shortlog cat-file rev-list",
);

/** Commands of which xargs may run one without a question. */
const underXargs = names("echo printf wc grep head tail");

const changingFind = /^-(delete|exec|execdir|ok|okdir|fprint|fprint0|fls|fprintf)$/;

/** What 2.1.328 asks of a command that runs others, whatever rules allow it; undefined: nothing. */
export function runsOthers(words: readonly ShellWord[]): string | undefined {
  const [name = "", ...rest] = words.map(({ value }) => value);
  if (evaluating.has(name)) return messages.evaluates(name);
  const option = name === "find" ? rest.find((word) => changingFind.test(word)) : undefined;
  return option === undefined ? undefined : messages.finding(option);
}

const evaluating = names("eval source . exec alias");

/** Whether a command only reads, so that it runs without a question; its files are another matter. */
export function onlyReads(words: readonly ShellWord[], current: boolean): boolean {
  const [name = "", ...rest] = words.map(({ value }) => value);
  if (!current && words.some(({ variable, pattern }) => variable || pattern)) return false;
  if (name === "git") return gitOnlyReads(rest, current);
  if (name === "docker") return rest[0] === "ps" || rest[0] === "images";
  if (name === "node" || name === "python" || name === "python3") return tellsVersion(name, rest, current);
  if (name === "find") return !rest.some((word) => changingFind.test(word));
  if (name === "xargs") return underXargs.has(rest.find((word) => !word.startsWith("-")) ?? "echo");
  if (name === "sed") return current && rest.includes("-n") && !rest.some((word) => word.startsWith("-i"));
  return readOnly.has(name) || (current && readOnlySince.has(name));
}

function tellsVersion(name: string, rest: readonly string[], current: boolean): boolean {
  if (rest.length !== 1) return false;
  return name === "node" ? rest[0] === "-v" || (current && rest[0] === "--version") : rest[0] === "--version";
}

function gitOnlyReads(words: readonly string[], current: boolean): boolean {
  const [name = "", ...rest] = words;
  if (gitReads.has(name)) return true;
  const bare = rest.every((word) => word.startsWith("-"));
  if (name === "branch") return bare && !rest.some((word) => /^-[dDmMcC]$|^--(delete|move|copy)/.test(word));
  if (name === "tag") return bare || !current;
  if (name === "remote") return rest.length === 0 || rest[0] === "-v" || rest[0] === "show";
  if (name === "config") return rest[0] === "--get" || rest[0] === "--list";
  return name === "stash" && (rest[0] === "list" || rest[0] === "show");
}
