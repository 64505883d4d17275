import { isAbsolute } from "node:path";
import { BacklotError, finding, quote, utf8 } from "../../core/index.ts";
import { findRepository, type NoGit } from "./repository.ts";

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

/**
 * The repository around a folder of the user's. Only commands that read are run, and nothing that the repository
 * names is started.
 * @example const git = await projectGit("/home/ann/app")
 */
export async function projectGit(folder: string): Promise<ProjectGit | NoGit> {
  const repository = findRepository(folder);
  if ("why" in repository) return repository;
  const git = async (args: readonly string[], stdin?: string): Promise<Said> => {
    const bytes = stdin === undefined ? undefined : utf8(stdin);
    const { exitCode, stdout, stderr } = await repository.run(args, bytes);
    return { exitCode, stdout: Buffer.from(stdout).toString(), stderr: Buffer.from(stderr).toString() };
  };
  const inside = await git(["rev-parse", "--is-inside-work-tree"]);
  if (inside.exitCode !== 0 || inside.stdout.trim() !== "true") {
    return { why: inside.stderr.trim().split("\n")[0] ?? "it is no work tree" };
  }
  const list = async (args: readonly string[], stdin?: string): Promise<readonly string[]> => {
    const { exitCode, stdout, stderr } = await git(args, stdin);
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
      const { exitCode, stdout } = await git([
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
