import { createHash } from "node:crypto";
import type { GitPort } from "../../src/core/index.ts";

interface Repository {
  readonly objects: Map<string, { readonly type: string; readonly bytes: Buffer }>;
}

type Run = (
  repository: Repository,
  args: readonly string[],
  input: Buffer,
  env: Environment,
) => string | Buffer;
type Environment = Readonly<Record<string, string>>;

/** As much of git as keeping files takes, in memory; objects have the ids that the real git gives them. */
export function fakeGit(): GitPort {
  const repositories = new Map<string, Repository>();
  return {
    run: async (folder, args, { stdin = new Uint8Array(), env = {} } = {}) => {
      const [command = "", ...rest] = args;
      if (command === "init" && !repositories.has(folder)) {
        repositories.set(folder, { objects: new Map() });
      }
      const repository = repositories.get(folder);
      const run = commands[command];
      try {
        if (repository === undefined) throw new Error("not a git repository");
        if (run === undefined) throw new Error(`'${command}' is not a git command`);
        const output = run(repository, rest, Buffer.from(stdin), env);
        return { exitCode: 0, stdout: Buffer.from(output), stderr: new Uint8Array() };
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        return { exitCode: 128, stdout: new Uint8Array(), stderr: Buffer.from(`fatal: ${message}\n`) };
      }
    },
  };
}

const commands: Readonly<Record<string, Run>> = {
  init: () => "",
  "hash-object": (repository, _args, input) => store(repository, "blob", input),
  mktree: (repository, _args, input) => {
    const lines = input.toString().split("\n").filter(Boolean);
    const entries = lines.map((line) => {
      const [mode = "", , id = "", name = ""] = line.split(/[ \t]/);
      return { name, bytes: Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(id, "hex")]) };
    });
    entries.sort((left, right) => (left.name < right.name ? -1 : 1));
    return store(repository, "tree", Buffer.concat(entries.map((entry) => entry.bytes)));
  },
  "commit-tree": (repository, [tree = "", ...options], input, env) => {
    const parent = options[0] === "-p" ? `parent ${options[1] ?? ""}\n` : "";
    const people = (["AUTHOR", "COMMITTER"] as const).map((role) => {
      const seconds = Date.parse(env[`GIT_${role}_DATE`] ?? "") / 1000;
      return `${role.toLowerCase()} ${env[`GIT_${role}_NAME`]} <${env[`GIT_${role}_EMAIL`]}> ${seconds} +0000\n`;
    });
    return store(
      repository,
      "commit",
      Buffer.from(`tree ${tree}\n${parent}${people.join("")}\n${input.toString()}`),
    );
  },
  "cat-file": (repository, [, id = ""]) => objectOf(repository, id),
};

function store(repository: Repository, type: string, bytes: Buffer): string {
  const id = createHash("sha1").update(`${type} ${bytes.length}\0`).update(bytes).digest("hex");
  repository.objects.set(id, { type, bytes });
  return `${id}\n`;
}

function objectOf(repository: Repository, id: string): Buffer {
  const object = repository.objects.get(id);
  if (object === undefined) throw new Error(`Not a valid object name ${id}`);
  return object.bytes;
}
