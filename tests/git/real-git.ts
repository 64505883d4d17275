import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { deflateSync } from "node:zlib";
import { looseBytes, memoryStore, objectSha, type ObjectStore } from "../../src/doubles/github/git/index.ts";

/** SHA-1 as the product's port gives it. */
export const sha1 = (bytes: Uint8Array): string => createHash("sha1").update(bytes).digest("hex");

const version = /(\d+)\.(\d+)/.exec(run(".", ["--version"]).stdout);

/** Version of git as a number to compare (2.39 is 239), 0 where there is none. */
export const gitVersion = version === null ? 0 : Number(version[1]) * 100 + Number(version[2]);

/** Why a test that needs that version of git is skipped, or undefined. */
export function lacksGit(least: number): string | undefined {
  if (gitVersion >= least) return undefined;
  return gitVersion === 0 ? "git is not installed" : `git ${gitVersion / 100} is older than ${least / 100}`;
}

/** A repository of the real git that has the objects of our own store. */
export interface RealGit extends Disposable {
  readonly store: ObjectStore;
  readonly folder: string;
  /** Runs git there; standard output is lossless Latin-1 only where `latin1` is asked for. */
  run(
    args: readonly string[],
    stdin?: string | Uint8Array,
  ): { stdout: string; stderr: string; exitCode: number };
  /** Standard output of a command that must succeed, without the last line feed. */
  ask(...args: readonly string[]): string;
}

function run(folder: string, args: readonly string[], stdin?: string | Uint8Array) {
  const ended = spawnSync("git", args, {
    cwd: folder,
    input: stdin,
    encoding: "utf8",
    timeout: 30_000,
    maxBuffer: 256 * 1024 * 1024,
    env: {
      PATH: process.env["PATH"] ?? "",
      HOME: "/nonexistent",
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_CONFIG_GLOBAL: "/dev/null",
      LC_ALL: "C",
      GIT_AUTHOR_NAME: "a",
      GIT_AUTHOR_EMAIL: "a@x",
      GIT_COMMITTER_NAME: "a",
      GIT_COMMITTER_EMAIL: "a@x",
    },
  });
  return { stdout: ended.stdout ?? "", stderr: ended.stderr ?? "", exitCode: ended.status ?? -1 };
}

/** Makes an empty repository of the real git whose loose objects our store writes. */
export function realGit(): RealGit {
  const folder = mkdtempSync(path.join(tmpdir(), "backlot-real-git-"));
  run(folder, ["init", "-q", "--bare", "."]);
  const memory = memoryStore(sha1);
  return {
    folder,
    store: {
      get: (sha) => memory.get(sha),
      put(object) {
        const sha = objectSha(object, sha1);
        const shelf = path.join(folder, "objects", sha.slice(0, 2));
        const file = path.join(shelf, sha.slice(2));
        if (!existsSync(file)) {
          mkdirSync(shelf, { recursive: true });
          writeFileSync(file, deflateSync(looseBytes(object), { level: 1 }));
        }
        return memory.put(object);
      },
    },
    run: (args, stdin) => run(folder, args, stdin),
    ask(...args) {
      const { stdout, stderr, exitCode } = run(folder, args);
      if (exitCode !== 0) throw new Error(`git ${args.join(" ")}: ${exitCode}: ${stderr}`);
      return stdout.replace(/\n$/, "");
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
