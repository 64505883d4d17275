import { limits } from "../../../core/index.ts";
import { editCommands, fileCommand } from "./commands.ts";
import { acceptsEdits, pathRule } from "./decide-files.ts";
import { sensitivity } from "./file-tools.ts";
import { blockedPath, messages } from "./messages.ts";
import { expandHome, isInside, parentOf, resolvePath } from "./paths.ts";
import type { Policy } from "./policy.ts";
import type { Redirect, ShellWord } from "./shell.ts";

/** What the files of a command come to: nothing, a denial, or a question. */
export type FilesVerdict =
  | { readonly kind: "free" }
  | { readonly kind: "deny" }
  | {
      readonly kind: "ask";
      readonly message: string;
      readonly safety: boolean;
      /** The file lies in the working folders. */
      readonly inside: boolean;
    };

const free: FilesVerdict = { kind: "free" };

/** One use of a path. */
interface Use {
  /** How the message begins: "touch in", "Output redirection to". */
  readonly who: string;
  readonly act: string;
  readonly writes: boolean;
  /** A rule allows the command itself, which since 2.1.328 is enough inside the working folders. */
  readonly granted: boolean;
  /** It removes files. */
  readonly removes: boolean;
}

/**
 * Judges the files that a command names as its arguments.
 * @param words without the words that only run it otherwise, such as `timeout 5`
 * @param granted whether a rule allows the command
 */
export function judgeArguments(policy: Policy, words: readonly ShellWord[], granted: boolean): FilesVerdict {
  const [first, ...rest] = words;
  const name = first?.value ?? "";
  const command = fileCommand(name, policy.current);
  if (command === undefined) return free;
  const use: Use = { ...command, who: `${name} in`, granted, removes: name === "rm" || name === "rmdir" };
  const reading = name === "sed" && policy.current && rest.some(({ value }) => value === "-n");
  return worst(policy, filesOf(name, rest, command.leading), (word) =>
    judge(
      policy,
      word,
      reading && !rest.some(({ value }) => value.startsWith("-i")) ? { ...use, writes: false } : use,
    ),
  );
}

/** Judges the files that output goes to. */
export function judgeRedirects(policy: Policy, redirects: readonly Redirect[]): FilesVerdict {
  const targets = redirects.filter(
    ({ operator, target }) => !operator.startsWith("<") && target.value !== "/dev/null",
  );
  return worst(
    policy,
    targets.map(({ target }) => target),
    (word) =>
      judge(policy, word, {
        who: "Output redirection to",
        act: "write to files in",
        writes: true,
        granted: false,
        removes: false,
      }),
  );
}

/** Whether a command writes files that it names. */
export function writesFiles(
  words: readonly ShellWord[],
  redirects: readonly Redirect[],
  current: boolean,
): boolean {
  return (
    fileCommand(words[0]?.value ?? "", current)?.writes === true ||
    redirects.some(({ operator, target }) => operator.includes(">") && target.value !== "/dev/null")
  );
}

/** Whether accepting edits accepts a command. */
export function isAcceptedEdit(policy: Policy, words: readonly ShellWord[]): boolean {
  return acceptsEdits(policy) && editCommands.has(words[0]?.value ?? "");
}

/** A denial, or else the first question, or else nothing; since 2.1.328 questions about other folders come first. */
function worst(
  { current }: Policy,
  words: readonly ShellWord[],
  judgeOne: (word: ShellWord) => FilesVerdict,
): FilesVerdict {
  const verdicts = words.map((word) => judgeOne(word));
  const asks = verdicts.filter((one) => one.kind === "ask");
  const outside = current ? asks.find(({ inside }) => !inside) : undefined;
  return verdicts.find(({ kind }) => kind === "deny") ?? outside ?? asks[0] ?? free;
}

/** The words of a command that name files: no options, and not what stands before them. */
function filesOf(name: string, words: readonly ShellWord[], leading: number): readonly ShellWord[] {
  if (name === "find") {
    const end = words.findIndex(({ value }) => /^[-(!]/.test(value));
    return end === -1 ? words : words.slice(0, end);
  }
  if (name === "cd" && words.length === 0) return [{ raw: "~", value: "~", variable: false, pattern: false }];
  const end = words.findIndex(({ value }) => value === "--");
  const before = end === -1 ? words : words.slice(0, end);
  const files = [
    ...before.filter(({ value }) => !value.startsWith("-")),
    ...(end === -1 ? [] : words.slice(end + 1)),
  ];
  const scripted = words.some(({ raw }) => /^-(e|f)/.test(raw));
  return files.slice(scripted ? 0 : leading);
}

function judge(policy: Policy, word: ShellWord, use: Use): FilesVerdict {
  const { current, folders, home } = policy;
  const text = current ? word.value.replace(/^\$HOME(?=\/|$)/, home) : word.value;
  if (text.length > limits.pathChars)
    return { kind: "ask", message: messages.tooLong, safety: false, inside: true };
  if (word.variable && text.includes("$"))
    return {
      kind: "ask",
      message: current ? messages.variable : messages.expansion,
      safety: false,
      inside: true,
    };
  const expanded = word.raw.startsWith("~") ? expandHome(text, home) : text;
  const star = word.pattern ? expanded.search(/[*?[{]/) : -1;
  // Of a pattern counts the folder that it searches.
  const named = star === -1 ? expanded : parentOf(`./${expanded.slice(0, star)}`).replace(/^\.\/(?=\/)/, "");
  const path = resolvePath(folders[0], named);
  const denied = pathRule(policy, policy.deny, use.writes ? "Edit" : "Read", path);
  if (denied !== undefined) return { kind: "deny" };
  if (!use.writes) return judgeRead(policy, path, use);
  const sensitive = sensitivity(folders[0], path, current);
  if (sensitive !== undefined) {
    const message = sensitive === "own" ? messages.write(path) : messages.sensitive(path);
    // In the default mode the question about the folder comes first.
    if (acceptsEdits(policy)) return { kind: "ask", message, safety: true, inside: true };
  }
  const inside = isInside(folders, path);
  if (use.removes && isVital(policy, path))
    return { kind: "ask", message: messages.removing(path), safety: false, inside: false };
  const accepted = inside && (acceptsEdits(policy) || (current && use.granted));
  if (accepted || pathRule(policy, policy.allow, "Edit", path) !== undefined) return free;
  return blocked(policy, path, use);
}

/** Whether nobody may remove a path by a rule: the root, the home folder; since 2.1.328 the working folders too. */
function isVital({ folders, home, current }: Policy, path: string): boolean {
  return path === "/" || path === home || (current && folders.some((folder) => isInside([path], folder)));
}

function judgeRead(policy: Policy, path: string, use: Use): FilesVerdict {
  const { folders, allow } = policy;
  const allowed =
    isInside(folders, path) ||
    pathRule(policy, allow, "Read", path) !== undefined ||
    pathRule(policy, allow, "Edit", path) !== undefined;
  return allowed ? free : blocked(policy, path, use);
}

function blocked({ folders, current }: Policy, path: string, { who, act, writes }: Use): FilesVerdict {
  const inside = isInside(folders, path);
  const message = blockedPath(who, path, { act, writes, inside, folders, current });
  return { kind: "ask", message, safety: false, inside };
}
