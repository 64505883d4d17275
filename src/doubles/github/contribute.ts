import type { Addresses, Contribution } from "../../engine/index.ts";
import { githubService, type GithubConfig } from "./config.ts";
import { selectedToken } from "./access/selected-token.ts";

const hosts = ["api.github.com", "uploads.github.com", "github.com", "raw.githubusercontent.com"];

/** The variables by which programs find GitHub, and the token that they are given. */
export function contributeGithub(config: GithubConfig, addresses: Addresses): Contribution {
  const url = config.present ? addresses.services[githubService] : undefined;
  if (url === undefined) return { env: {}, unset: [], files: {}, commands: [], hosts: {} };
  const token = selectedToken(config);
  return {
    env: {
      GITHUB_API_URL: url,
      GITHUB_GRAPHQL_URL: `${url}/graphql`,
      GITHUB_SERVER_URL: url,
      ...(token === null ? {} : { GH_TOKEN: token.value, GITHUB_TOKEN: token.value }),
    },
    unset: [],
    files: {},
    commands: [],
    hosts: Object.fromEntries(hosts.map((host) => [host, githubService])),
  };
}
