import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { BacklotError, finding, limits, quote } from "../../core/index.ts";
import { settingOptions } from "./environment.ts";
import { findGit, realPath, runGit, type GitResult } from "./git.ts";

/** Git does not answer: why, in words. */
export interface NoGit {
  readonly why: string;
}

/** The repository of the user's around a folder, for commands that read. */
export interface Repository {
  /** Its work tree. */
  readonly root: string;
  /**
   * Runs a command.
   * @param cwd the folder that the repository was found from, unless given
   * @throws BacklotError
   */
  run(args: readonly string[], stdin?: Uint8Array, cwd?: string): Promise<GitResult>;
}

/** What stands over the repository's own configuration besides, since it would start programs or look further. */
const readingOptions: readonly string[] = [
  "log.showSignature=false",
  "status.submoduleSummary=false",
  "diff.ignoreSubmodules=all",
  "blame.ignoreRevsFile=",
  // A folder that looks like a bare repository may have come with a pull request, configuration and all.
  "safe.bareRepository=explicit",
].flatMap((setting) => ["-c", setting]);

/**
 * Finds the repository around a folder. What it holds may have come from elsewhere, its configuration too: no hook,
 * monitor, filter, pager or other program that it names is started, and nothing is fetched. Filters of the user's own
 * configuration are kept: without those of Git LFS git could not tell what changed. A caller of `blame` or `diff` says
 * itself that no text is converted.
 */
export function findRepository(folder: string): Repository | NoGit {
  const root = workTreeOf(folder);
  if (typeof root === "object") return root;
  const path = realPath();
  let program: string;
  try {
    program = findGit(path);
  } catch (error) {
    if (error instanceof BacklotError) return { why: error.findings[0]?.what ?? error.message };
    throw error;
  }
  const git = (
    off: readonly string[],
    args: readonly string[],
    stdin?: Uint8Array,
    cwd = folder,
  ): Promise<GitResult> =>
    runGit({
      program,
      args: [...settingOptions, ...readingOptions, ...off, "--no-pager", ...args],
      cwd,
      env: projectEnvironment(path),
      stdin,
      text: `git ${args.join(" ")}`,
      outputBytesMax: limits.gitOutputBytes,
      timeMsMax: limits.gitMs,
    });
  let off: Promise<readonly string[]> | undefined;
  return {
    root,
    run: async (...asked) => {
      off ??= git([], ["config", "--null", "--show-scope", "--list"]).then(filtersOff);
      return git(await off, ...asked);
    },
  };
}

/** Options that switch off the filters for content which the repository's own configuration names. */
function filtersOff({ exitCode, stdout, stderr }: GitResult): readonly string[] {
  if (exitCode !== 0) {
    const what = `git can't tell its configuration: ${quote(Buffer.from(stderr).toString().trim())}`;
    throw new BacklotError([finding("internal", { what })]);
  }
  // Pairs: where it stands, then key and value with a line end between.
  const words = Buffer.from(stdout).toString().split("\0");
  const names = new Set<string>();
  for (let at = 0; at + 1 < words.length; at += 2) {
    const name = /^filter\.([^]*)\.(?:clean|smudge|process|required)$/.exec(
      (words[at + 1] as string).split("\n")[0] as string,
    )?.[1];
    if (name !== undefined && words[at] !== "global" && words[at] !== "system") names.add(name);
  }
  const odd = [...names].find((name) => /[=\n]/.test(name));
  if (odd !== undefined) {
    const what = `the repository has a filter of the name ${quote(odd)}, which git can't be told to leave alone`;
    throw new BacklotError([finding("internal", { what })]);
  }
  return [...names].flatMap((name) =>
    ["clean=", "smudge=", "process=", "required=false"].flatMap((setting) => [
      "-c",
      `filter.${name}.${setting}`,
    ]),
  );
}

/** The folder with `.git` at or above a folder, as git finds it, but past no folder that git takes for a bare repository. */
function workTreeOf(folder: string): string | NoGit {
  if (!existsSync(folder)) return { why: `there is no folder ${quote(folder)}` };
  let one = folder;
  for (let count = 0; count < limits.foldersUpwards; count++) {
    if (existsSync(join(one, ".git"))) return one;
    if (["HEAD", "objects", "refs"].every((name) => existsSync(join(one, name)))) {
      return { why: `${quote(one)} looks like a bare repository` };
    }
    if (dirname(one) === one) break;
    one = dirname(one);
  }
  return { why: "not a git repository" };
}

/**
 * The environment in which the user's repository is read: the home counts, since `safe.directory` stands there; what
 * points git at another repository, as inside a hook, does not.
 */
function projectEnvironment(path: string): Record<string, string> {
  const { HOME, USERPROFILE, XDG_CONFIG_HOME } = process.env;
  return {
    PATH: path,
    ...(HOME === undefined ? {} : { HOME }),
    ...(USERPROFILE === undefined ? {} : { USERPROFILE }),
    ...(XDG_CONFIG_HOME === undefined ? {} : { XDG_CONFIG_HOME }),
    LC_ALL: "C",
    GIT_TERMINAL_PROMPT: "0",
    GIT_PAGER: "cat",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_ADVICE: "0",
    // An object that is missing is not fetched: the program for that, too, stands in the configuration.
    GIT_ALLOW_PROTOCOL: "none",
    GIT_NO_LAZY_FETCH: "1",
  };
}
