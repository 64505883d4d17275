import {
  integer,
  lenient,
  list,
  literal,
  mapped,
  optional,
  section,
  string,
  table,
  type MapContext,
} from "../../../scenario/index.ts";
import type { GithubConfig } from "../config.ts";
import { adoptState } from "../interchange/adopt-state.ts";
import { loadSimulator } from "../load.ts";
import { linkGithub } from "./link.ts";
import { organizationEntry } from "./organizations.ts";
import { repositoryEntry } from "./repositories.ts";
import { tokenEntry } from "./tokens.ts";
import { userEntry } from "./users.ts";

const githubTable = lenient(
  table(
    {
      auth: optional(
        literal("enforced", "accept"),
        '"enforced": tokens must be known, and may do what they say; "accept": they are only recorded, and nothing is refused for their sake.',
        { otherwise: '"enforced"' },
      ),
      imported_from: optional(
        literal("simulacat"),
        "Where it came from, when it was written by other hands: what that simulator did not check is completed, and tokens are accepted unless auth says otherwise.",
      ),
      port: optional(integer(1, 65_535), "The port, where the program can't be told.", {
        example: 8080,
        otherwise: "a free one",
      }),
      users: optional(lenient(list(userEntry)), "Users.", { example: [{ login: "octocat" }] }),
      organizations: optional(lenient(list(organizationEntry)), "Organizations, with members and teams.", {
        example: [{ login: "acme", members: { octocat: "admin" } }],
      }),
      repositories: optional(lenient(list(repositoryEntry)), "Repositories, with what they hold.", {
        example: [{ owner: "octocat", name: "demo", files: { "README.md": "# demo" } }],
      }),
      tokens: optional(lenient(list(tokenEntry)), "Tokens, by which programs say who they are.", {
        example: [{ name: "ci", owner: "octocat", permissions: ["issues:write"] }],
      }),
      default_token: optional(
        string({ nonEmpty: true }),
        "Name or value of the token that programs are given as GH_TOKEN and GITHUB_TOKEN. Needed where there are several.",
        { example: "ci", otherwise: "the only one there is" },
      ),
    },
    {
      hints: {
        orgs: "Write organizations.",
        repos: "Write repositories.",
        token: "Write [[github.tokens]].",
        clock: "Write now, at the top of the file.",
        now: "Write now at the top of the file.",
      },
    },
  ),
);

/** A GitHub with nothing in it. */
export const emptyGithub: GithubConfig = {
  present: false,
  auth: "enforced",
  port: null,
  users: [],
  organizations: [],
  repositories: [],
  issues: [],
  pullRequests: [],
  releases: [],
  tokens: [],
  defaultToken: null,
  apps: [],
  installations: [],
  rateLimits: { limits: {}, secondary: null },
  transitions: [],
};

/** The section `[github]`. */
export const githubSection = section({
  key: "github",
  doc: "GitHub, simulated: who is there, what they have, and the tokens by which programs call it.",
  shape: mapped(githubTable, (fields, context: MapContext) => ({
    config: {
      ...emptyGithub,
      present: true,
      auth: fields.auth ?? (fields.importedFrom === undefined ? "enforced" : "accept"),
      port: fields.port ?? null,
      defaultToken: fields.defaultToken ?? null,
      ...linkGithub(
        {
          users: fields.users ?? [],
          organizations: fields.organizations ?? [],
          repositories: fields.repositories ?? [],
          tokens: fields.tokens ?? [],
          apps: [],
        },
        context,
      ),
    } satisfies GithubConfig,
    expectations: [],
  })),
  empty: { config: emptyGithub, expectations: [] },
  prepare: loadSimulator,
  adopt: adoptState,
});
