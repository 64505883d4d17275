import { join, relative, sep } from "node:path";
import { findRepository } from "../../adapters/git/index.ts";
import { BacklotError, decodeLossless } from "../../core/index.ts";

/** When something changed, as git tells it. */
export interface Change {
  /** Undefined: it is not committed yet. */
  readonly commit: string | undefined;
  /** YYYY-MM-DD, of the committer. */
  readonly date: string;
  /** Seconds since 1970. */
  readonly time: number;
}

/** What git knows of the files of a project; nothing where there is no git. Paths are relative to the project. */
export interface History {
  /** The last commit that changed a file, or that it was changed since; undefined where git does not know the file. */
  lastChange(file: string): Promise<Change | "uncommitted" | undefined>;
  /** How many commits there are since one. */
  commitsSince(commit: string): Promise<number | undefined>;
  /** When a line got its text. */
  lineChange(file: string, line: number): Promise<Change | undefined>;
  /** A file as it was at a revision; undefined where it was not. */
  fileAt(revision: string, file: string): Promise<Uint8Array | undefined>;
}

/** The history of the project in a folder. @example (await historyOf("/repo").lastChange("convo.yaml"))?.date */
export function historyOf(project: string): History {
  const repository = findRepository(project);
  const root = "why" in repository ? undefined : repository.root;
  const inRepository = (file: string): string =>
    root === undefined ? file : relative(root, join(project, file)).split(sep).join("/");
  const run = async (args: readonly string[]): Promise<Uint8Array | undefined> => {
    if ("why" in repository) return undefined;
    try {
      const { exitCode, stdout } = await repository.run(args, undefined, root);
      return exitCode === 0 ? stdout : undefined;
    } catch (error) {
      // No git on this machine, or a repository that can't be read safely: then nothing is known.
      if (error instanceof BacklotError) return undefined;
      throw error;
    }
  };
  const text = async (args: readonly string[]): Promise<string | undefined> => {
    const bytes = await run(args);
    return bytes === undefined ? undefined : decodeLossless(bytes);
  };
  return {
    lastChange: async (file) => {
      const path = inRepository(file);
      const status = await text(["status", "--porcelain", "--", `:(literal)${path}`]);
      if (status !== undefined && status !== "") return "uncommitted";
      const told = await text(["log", "-1", "--format=%H %ct", "--", `:(literal)${path}`]);
      const [commit, time] = told?.trim().split(" ") ?? [];
      return commit === undefined || time === undefined ? undefined : changeOf(commit, Number(time));
    },
    commitsSince: async (commit) => {
      const count = await text(["rev-list", "--count", `${commit}..HEAD`]);
      return count === undefined ? undefined : Number(count);
    },
    lineChange: async (file, line) => {
      const told = await text([
        "blame",
        "--porcelain",
        "--no-textconv",
        "-L",
        `${line},${line}`,
        "--",
        inRepository(file),
      ]);
      const commit = /^([0-9a-f]{40,64}) /.exec(told ?? "")?.[1];
      const time = /^committer-time (\d+)$/m.exec(told ?? "")?.[1];
      return commit === undefined || time === undefined ? undefined : changeOf(commit, Number(time));
    },
    fileAt: (revision, file) =>
      // A revision that looks like an option is none.
      revision.startsWith("-")
        ? Promise.resolve(undefined)
        : run(["cat-file", "blob", `${revision}:${inRepository(file)}`]),
  };
}

function changeOf(commit: string, time: number): Change {
  const date = new Date(time * 1000).toISOString().slice(0, 10);
  return { commit: /^0+$/.test(commit) ? undefined : commit, date, time };
}
