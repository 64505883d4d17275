import type { GithubConfig, RepositoryConfig } from "../../src/doubles/github/config.ts";
import {
  repository,
  sampleGithub,
  token,
  user,
  type Answered,
  type Asking,
  type SampleGithub,
} from "./github.ts";

/** A GitHub whose pull requests can be asked for by what follows "/repos/octocat/demo". */
export interface SamplePulls extends SampleGithub {
  /** Asks as octocat, who owns the repository, unless it is said otherwise. */
  demo(line: string, json?: unknown, asking?: Asking): Promise<Answered>;
  /** Opens a pull request into main. */
  open(head: string, more?: object, asking?: Asking): Promise<Answered>;
}

/** A file of a sample. */
export function file(path: string, content: string): RepositoryConfig["files"][number] {
  return { path, content, mode: "100644" };
}

/** A branch of a sample: one commit with these files on top of another branch. */
export function branch(
  name: string,
  files: Readonly<Record<string, string>>,
  from: string | null = null,
): RepositoryConfig["branches"][number] {
  const changed = Object.entries(files).map(([path, content]) => file(path, content));
  return { name, from, files: changed, remove: [], sha: null, message: `Work on ${name}` };
}

/** Ten numbered lines, one of which may say something else. */
export function lines(other: Readonly<Record<number, string>> = {}): string {
  return Array.from({ length: 10 }, (_, index) => `${other[index + 1] ?? `line ${index + 1}`}\n`).join("");
}

/**
 * octocat owns octocat/demo, where hubot and mona may write; stranger may only read. main has README.md of ten lines;
 * "topic" and "rival" change its second line differently, "extra" adds a file.
 */
export async function samplePulls(
  more: Partial<RepositoryConfig> = {},
  config: Partial<GithubConfig> = {},
): Promise<SamplePulls> {
  const logins = ["octocat", "hubot", "mona", "stranger"];
  const github = await sampleGithub({
    users: logins.map((login) => user(login)),
    repositories: [
      repository("octocat/demo", {
        files: [file("README.md", lines())],
        branches: [
          branch("topic", { "README.md": lines({ 2: "two" }) }),
          branch("rival", { "README.md": lines({ 2: "deux" }) }),
          branch("extra", { "src/extra.txt": "extra\n" }),
        ],
        collaborators: { hubot: "write", mona: "write" },
        ...more,
      }),
    ],
    tokens: logins.map((login) => token(login)),
    ...config,
  });
  const demo: SamplePulls["demo"] = (line, json, asking = {}) => {
    const [method = "", rest = ""] = line.split(" ");
    return github.ask(`${method} /repos/octocat/demo${rest}`, {
      as: "octocat",
      ...(json === undefined ? {} : { json }),
      ...asking,
    });
  };
  return {
    ...github,
    demo,
    open: (head, fields = {}, asking = {}) =>
      demo("POST /pulls", { title: `Bring ${head}`, head, base: "main", ...fields }, asking),
  };
}
