import {
  integer,
  lenient,
  list,
  literal,
  mapped,
  optional,
  string,
  table,
  type Infer,
  type MapContext,
} from "../../../scenario/index.ts";
import { emptyGithub } from "./empty.ts";
import { githubStub } from "./stub.ts";
import { githubService, type GithubConfig } from "../config.ts";
import { adoptState } from "../interchange/adopt-state.ts";
import { writtenStubs } from "../interchange/written-stubs.ts";
import { appEntry, installationEntry } from "./apps.ts";
import { issueEntry } from "./issues.ts";
import { linkGithub } from "./link.ts";
import { organizationEntry } from "./organizations.ts";
import { pullRequestEntry } from "./pull-requests.ts";
import { rateLimitsField } from "./rate-limits.ts";
import { releaseEntry } from "./releases.ts";
import { repositoryEntry } from "./repositories.ts";
import { tokenEntry } from "./tokens.ts";
import { transitionEntry } from "./transitions.ts";
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
        "The simulator that it was written for, whose states are read as they are. It verified no token, so tokens are accepted unless auth says otherwise.",
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
      issues: optional(lenient(list(issueEntry)), "Issues of the repositories.", {
        example: [{ repository: "octocat/demo", title: "Found a bug" }],
      }),
      pull_requests: optional(lenient(list(pullRequestEntry)), "Pull requests of the repositories.", {
        example: [{ repository: "octocat/demo", title: "Fix it", head: "topic" }],
      }),
      releases: optional(lenient(list(releaseEntry)), "Releases of the repositories, with their files.", {
        example: [{ repository: "octocat/demo", tag: "v1.0.0" }],
      }),
      apps: optional(lenient(list(appEntry)), "GitHub Apps.", { example: [{ slug: "release-bot" }] }),
      installations: optional(lenient(list(installationEntry)), "Apps on accounts.", {
        example: [{ app: "release-bot", account: "acme", access_token: "ghs_release" }],
      }),
      rate_limits: optional(rateLimitsField, "How often the API may be called.", { example: { core: 100 } }),
      transitions: optional(
        lenient(list(transitionEntry)),
        "What happens by itself: after a number of calls, or when something has happened.",
        {
          example: [
            {
              when: { event: "pull_request.opened" },
              request: "POST /repos/octocat/demo/issues",
              json: { title: "Look at it" },
            },
          ],
        },
      ),
      default_token: optional(
        string({ nonEmpty: true }),
        "Name or value of the token that programs are given as GH_TOKEN and GITHUB_TOKEN. Needed where there are several.",
        { example: "ci", otherwise: "the only one there is" },
      ),
      stubs: optional(
        lenient(list(githubStub)),
        "What is answered before the simulation is asked: failures, and what is not simulated. Paths are written without /api/v3.",
        { example: [{ request: "GET /rate_limit", reply: { status: 502 }, times: 1 }] },
      ),
    },
    {
      hints: {
        orgs: "Write organizations.",
        repos: "Write repositories.",
        pulls: "Write pull_requests.",
        prs: "Write pull_requests.",
        app_installations: "Write installations.",
        token: "Write [[github.tokens]].",
        clock: "Write now, at the top of the file.",
        now: "Write now at the top of the file.",
      },
    },
  ),
);

/** States of simulators that verified no token accept all of them, which is told. */
function authOf(
  { auth, importedFrom }: Pick<Infer<typeof githubTable>, "auth" | "importedFrom">,
  context: MapContext,
): GithubConfig["auth"] {
  if (auth !== undefined || importedFrom === undefined) return auth ?? "enforced";
  context.report("imported-state", {
    what: `an initial state of ${importedFrom} is read: tokens are recorded, and nothing is refused for their sake`,
    why: `${importedFrom}'s simulator verified no token, so programs may call it with any.`,
    fix: 'Add a file that says [github] auth = "enforced", or write the state as a scenario.',
  });
  return "accept";
}

/** What reads the section, and files of other simulators that mean one. */
export const githubReading = {
  shape: mapped(githubTable, (fields, context: MapContext) => ({
    config: {
      ...emptyGithub,
      present: true,
      auth: authOf(fields, context),
      port: fields.port ?? null,
      defaultToken: fields.defaultToken ?? null,
      rateLimits: fields.rateLimits ?? emptyGithub.rateLimits,
      stubs: writtenStubs(context.fieldNode("stubs")),
      ...linkGithub(
        {
          users: fields.users ?? [],
          organizations: fields.organizations ?? [],
          repositories: fields.repositories ?? [],
          issues: fields.issues ?? [],
          pullRequests: fields.pullRequests ?? [],
          releases: fields.releases ?? [],
          tokens: fields.tokens ?? [],
          apps: fields.apps ?? [],
          installations: fields.installations ?? [],
          transitions: fields.transitions ?? [],
        },
        context,
      ),
    } satisfies GithubConfig,
    expectations: (fields.stubs ?? []).map((stub) => ({
      list: "github.stubs",
      expectation: { ...stub, target: githubService },
    })),
  })),
  adopt: adoptState,
};
