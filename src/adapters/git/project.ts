import { existsSync } from "node:fs";
import { isAbsolute } from "node:path";
import { BacklotError, finding, limits, quote, utf8 } from "../../core/index.ts";
import { settingOptions } from "./environment.ts";
import { findGit, realPath, runGit } from "./git.ts";

/** The user's own repository, looked at and never changed. */
export interface ProjectGit {
  /** Files of the project that are in git, relative to its folder. */
  tracked(): Promise<readonly string[]>;
  /** Which of these paths git is told to ignore. */
  ignored(paths: readonly string[]): Promise<readonly string[]>;
  /** The id of a commit; undefined: there is none of that name, perhaps because the clone is shallow. */
  commit(name: string): Promise<string | undefined>;
  /** Files that differ from a commit, those not committed and not added included. @param id what `commit` gave */
  changedSince(id: string): Promise<readonly string[]>;
}

/** Git does not answer: why, in words. */
export interface NoGit {
  readonly why: string;
}

/**
 * The repository around a folder of the user's. Only commands that read are run; no hook, monitor, pager or diff program
 * of the repository's is started. A filter for content may be: without it git can't tell what changed.
 * @example const git = await projectGit("/home/ann/app")
 */
export async function projectGit(folder: string): Promise<ProjectGit | NoGit> {
  const run = runner(folder);
  if ("why" in run) return run;
  const inside = await run.git(["rev-parse", "--is-inside-work-tree"]);
  if (inside.exitCode !== 0 || inside.stdout.trim() !== "true") {
    return { why: inside.stderr.trim().split("\n")[0] ?? "it is no work tree" };
  }
  const list = async (args: readonly string[], stdin?: string): Promise<readonly string[]> => {
    const { exitCode, stdout, stderr } = await run.git(args, stdin);
    // check-ignore says with 1 that nothing is ignored.
    if (exitCode === 0 || (exitCode === 1 && stderr === ""))
      return stdout.split("\0").filter((one) => one !== "");
    throw new BacklotError([
      finding("internal", { what: `git ${args.join(" ")} ended with ${exitCode}: ${quote(stderr.trim())}` }),
    ]);
  };
  return {
    tracked: () => list(["ls-files", "-z"]),
    ignored: async (paths) => {
      const inProject = paths.filter((path) => path !== "" && !isAbsolute(path) && !path.startsWith("../"));
      if (inProject.length === 0) return [];
      return list(["check-ignore", "-z", "--stdin", "--no-index"], inProject.join("\0"));
    },
    commit: async (name) => {
      const { exitCode, stdout } = await run.git([
        "rev-parse",
        "--verify",
        "--quiet",
        "--end-of-options",
        `${name}^{commit}`,
      ]);
      return exitCode === 0 && /^[0-9a-f]{40,64}$/.test(stdout.trim()) ? stdout.trim() : undefined;
    },
    changedSince: async (id) => {
      const differ = [
        "diff",
        "--name-only",
        "-z",
        "--relative",
        "--no-renames",
        "--no-ext-diff",
        "--no-textconv",
      ];
      const [changed, added] = [
        await list([...differ, "--end-of-options", id, "--"]),
        await list(["ls-files", "-z", "--others", "--exclude-standard"]),
      ];
      return [...new Set([...changed, ...added])].sort();
    },
  };
}

interface Said {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

function runner(folder: string): { git(args: readonly string[], stdin?: string): Promise<Said> } | NoGit {
  if (!existsSync(folder)) return { why: `there is no folder ${quote(folder)}` };
  const path = realPath();
  let program: string;
  try {
    program = findGit(path);
  } catch (error) {
    if (error instanceof BacklotError) return { why: error.findings[0]?.what ?? error.message };
    throw error;
  }
  return {
    git: async (args, stdin) => {
      const { exitCode, stdout, stderr } = await runGit({
        program,
        args: [...settingOptions, "--no-pager", ...args],
        cwd: folder,
        env: projectEnvironment(path),
        stdin: stdin === undefined ? undefined : utf8(stdin),
        text: `git ${args.join(" ")}`,
        outputBytesMax: limits.gitOutputBytes,
        timeMsMax: limits.gitMs,
      });
      return { exitCode, stdout: Buffer.from(stdout).toString(), stderr: Buffer.from(stderr).toString() };
    },
  };
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
    GIT_ALLOW_PROTOCOL: "file",
    GIT_NO_LAZY_FETCH: "1",
  };
}
