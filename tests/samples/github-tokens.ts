import type { GithubConfig, TokenConfig } from "../../src/doubles/github/config.ts";
import { repository, sampleGithub, token, user, type Asking, type SampleGithub } from "./github.ts";

/** Sends the token of that value. */
export function by(value: string, more: Asking = {}): Asking {
  return { ...more, headers: [["Authorization", `Bearer ${value}`], ...(more.headers ?? [])] };
}

/** octocat with a public, a private and an archived one, and hubot, who has none. */
export function open(
  tokens: readonly TokenConfig[] = [],
  more: Partial<GithubConfig> = {},
): Promise<SampleGithub> {
  return sampleGithub({
    users: [user("octocat"), user("hubot")],
    repositories: [
      repository("octocat/demo", { formerNames: ["octocat/old"] }),
      repository("octocat/secret", { visibility: "private" }),
      repository("octocat/done", { archived: true }),
    ],
    tokens: [token("octocat"), token("hubot"), ...tokens],
    ...more,
  });
}

/** A fine-grained token of octocat. */
export const fine = (permissions: TokenConfig["permissions"], more: Partial<TokenConfig> = {}): TokenConfig =>
  token("octocat", { name: "ci", value: "github_pat_ci", kind: "fine-grained", permissions, ...more });
