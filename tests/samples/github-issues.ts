import type { TokenConfig } from "../../src/doubles/github/config.ts";
import {
  repository,
  sampleGithub,
  token,
  user,
  type Answered,
  type Asking,
  type SampleGithub,
} from "./github.ts";

/** A GitHub whose issues can be asked for by what follows "/repos/octocat/demo". */
export interface SampleIssues extends SampleGithub {
  /** Asks as octocat, who owns the repository, unless it is said otherwise. */
  demo(line: string, json?: unknown, asking?: Asking): Promise<Answered>;
}

/** octocat owns octocat/demo, where hubot may write and tess may triage; stranger and anybody else may read. */
export async function sampleIssues(tokens: readonly TokenConfig[] = []): Promise<SampleIssues> {
  const logins = ["octocat", "hubot", "tess", "stranger"];
  const github = await sampleGithub({
    users: logins.map((login) => user(login)),
    repositories: [
      repository("octocat/demo", {
        labels: [
          { name: "wontfix", color: "ffffff", description: "No" },
          { name: "bug", color: "d73a4a", description: null },
        ],
        collaborators: { hubot: "write", tess: "triage" },
      }),
      repository("octocat/secret", { visibility: "private" }),
      repository("octocat/quiet", {
        settings: { ...repository("octocat/quiet").settings, hasIssues: false },
      }),
    ],
    tokens: [...logins.map((login) => token(login)), ...tokens],
  });
  return {
    ...github,
    demo: (line, json, asking = {}) => {
      const [method = "", rest = ""] = line.split(" ");
      return github.ask(`${method} /repos/octocat/demo${rest}`, {
        as: "octocat",
        ...(json === undefined ? {} : { json }),
        ...asking,
      });
    },
  };
}
