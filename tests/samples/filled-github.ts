import type {
  GithubConfig,
  IssueConfig,
  PullRequestConfig,
  RepositoryConfig,
} from "../../src/doubles/github/config.ts";
import { lineAt } from "./calls.ts";
import { organization, team } from "./github-organization.ts";
import { branch, file, lines } from "./github-pulls.ts";
import { repository, token, user } from "./github.ts";

/** Stands in everything that a private repository holds, and nowhere else: no request says it. */
export const sealed = "xq9sealed";

/** What the names of private repositories begin with. */
export const hidden = "xq9hidden";

/** Kept by nobody: what hooks are made with. */
export const hookSecret = "hook5ecretThatNobodyTells";

/** Who calls, by the value of the token; null: nobody. */
export const callers: Readonly<Record<string, string | null>> = {
  octocat: "ghp_octocat",
  hubot: "ghp_hubot",
  tess: "ghp_tess",
  mona: "ghp_mona",
  stranger: "ghp_stranger",
  publicOnly: "ghp_publicOnlyOfOctocat",
  oneRepository: "github_pat_oneRepositoryOfOctocat",
  nothing: "github_pat_nothingOfOctocat",
  noScopes: "ghp_noScopesOfOctocat",
  workflow: "ghs_workflowOfDemo",
  robot: "ghs_robotOfAcme",
  expired: "ghp_expiredOfOctocat",
  unknown: "ghp_whoeverThisIs",
  anonymous: null,
};

/** Those of them who may not see any of the private repositories at the start. */
export const outsiders = ["stranger", "publicOnly", "oneRepository", "workflow", "anonymous"] as const;

const protection = {
  checks: ["ci"],
  strict: true,
  reviews: 1,
  dismissStaleReviews: true,
  codeOwnerReviews: false,
  enforceAdmins: false,
  linearHistory: false,
  allowForcePushes: false,
  allowDeletions: false,
  restrictions: null,
};

function content(mark: string): Partial<RepositoryConfig> {
  return {
    description: `About ${mark}`,
    topics: [mark],
    files: [
      file("README.md", `# ${mark}\n${lines()}`),
      file("src/app.ts", `export const ${mark} = 1;\n`),
      file("LICENSE", `MIT License ${mark}\n`),
      file(`docs/deep/${mark}.md`, `${mark}\n`),
      { path: "logo.bin", content: "\u0000\u0001PNG", mode: "100644" },
      { path: "link", content: "README.md", mode: "120000" },
    ],
    commits: [
      {
        message: `Change ${mark}`,
        branch: null,
        files: [file("src/app.ts", `export const ${mark} = 2;\n`)],
        remove: ["logo.bin"],
        author: null,
        date: null,
      },
    ],
    branches: [
      branch("topic", { "README.md": `# ${mark}\n${lines({ 2: "two" })}` }),
      branch("rival", { "README.md": `# ${mark}\n${lines({ 2: "deux" })}` }),
      branch(`feature/${mark}`, { "src/extra.txt": "extra\n" }),
    ],
    tags: [
      { name: "v1.0.0", target: null, message: null },
      { name: "v2.0.0", target: "topic", message: `Tag of ${mark}` },
    ],
    labels: [
      { name: "bug", color: "d73a4a", description: mark },
      { name: `of ${mark}`, color: "ffffff", description: null },
    ],
    milestones: [{ title: `Next ${mark}`, description: mark, dueOn: null, state: "open" }],
    protection: { main: protection },
    hooks: [{ url: `https://example.com/${mark}`, events: ["push"], active: true, contentType: "json" }],
  };
}

function issue(repositoryName: string, mark: string, more: Partial<IssueConfig> = {}): IssueConfig {
  return {
    repository: repositoryName,
    number: null,
    title: `Trouble with ${mark}`,
    body: `See ${mark}. Also #1 and octocat/demo#2`,
    state: "open",
    stateReason: null,
    author: null,
    labels: ["bug"],
    assignees: [],
    milestone: `Next ${mark}`,
    locked: false,
    comments: [{ author: null, body: `Indeed ${mark}` }],
    at: lineAt(1),
    ...more,
  };
}

function pull(repositoryName: string, mark: string, head: string): PullRequestConfig {
  const { stateReason: _none, ...common } = issue(repositoryName, mark, { title: `Bring ${head}` });
  return {
    ...common,
    head,
    base: "main",
    draft: false,
    merged: false,
    reviews: [{ author: "hubot", state: "APPROVED", body: `Good ${mark}` }],
    requestedReviewers: ["mona"],
    checks: { ci: "success" },
  };
}

const places = [
  ["octocat/demo", "plainly"],
  [`octocat/${hidden}-vault`, sealed],
  ["acme/app", "openly"],
  [`acme/${hidden}-core`, sealed],
] as const;

/**
 * A GitHub with something of everything: octocat's and acme's repositories, half of them private, where hubot may
 * write, tess triage and mona read; an app on acme; and tokens of all kinds.
 */
export function filledGithub(): Partial<GithubConfig> {
  const collaborators = { hubot: "write", tess: "triage", mona: "read" } as const;
  return {
    users: ["octocat", "hubot", "tess", "mona", "stranger"].map((login) => user(login)),
    organizations: [acme()],
    repositories: [
      ...places.map(([name, mark]) =>
        repository(name, {
          ...content(mark),
          visibility: mark === sealed ? "private" : "public",
          collaborators: name.startsWith("acme/") ? {} : collaborators,
        }),
      ),
      repository("octocat/empty"),
      repository("octocat/old", { archived: true, files: [file("README.md", "old\n")] }),
      repository("hubot/demo", { forkOf: "octocat/demo", formerNames: ["demo-before"] }),
    ],
    issues: places.flatMap(([name, mark]) => [
      issue(name, mark, { assignees: name.startsWith("octocat") ? ["hubot"] : [] }),
      issue(name, mark, { state: "closed", stateReason: "completed" }),
    ]),
    pullRequests: places.flatMap(([name, mark]) => [pull(name, mark, "topic"), pull(name, mark, "rival")]),
    releases: places.map(([name, mark]) => ({
      repository: name,
      tag: "v1.0.0",
      target: null,
      name: `First ${mark}`,
      body: mark,
      draft: false,
      prerelease: false,
      author: null,
      assets: [{ name: "a.txt", content: mark, contentType: "text/plain" }],
      at: lineAt(1),
    })),
    ...robot(),
    tokens: tokens(),
    rateLimits: { limits: { core: 1_000_000, search: 1_000_000, code_search: 1_000_000 }, secondary: null },
  };
}

function acme(): GithubConfig["organizations"][number] {
  return organization("acme", {
    members: { octocat: "admin", hubot: "member", tess: "member" },
    teams: [
      team("crew", {
        members: { hubot: "maintainer" },
        repositories: { "acme/app": "write", [`acme/${hidden}-core`]: "write" },
      }),
      team("shadows", { privacy: "secret", members: { tess: "member" } }),
      team("night-crew", { parent: "crew" }),
    ],
  });
}

function robot(): Pick<GithubConfig, "apps" | "installations"> {
  return {
    apps: [
      {
        slug: "robot",
        name: "Robot",
        id: null,
        owner: "acme",
        permissions: { contents: "write", issues: "write", checks: "write", metadata: "read" },
        events: [],
        at: lineAt(1),
      },
    ],
    installations: [
      {
        id: 7,
        app: "robot",
        account: "acme",
        repositories: ["acme/app"],
        permissions: null,
        suspended: false,
        at: lineAt(1),
      },
    ],
  };
}

function tokens(): GithubConfig["tokens"] {
  const given = (name: string, more: Parameters<typeof token>[1]): GithubConfig["tokens"][number] =>
    token("octocat", { name, value: callers[name] ?? "", ...more });
  return [
    ...["octocat", "hubot", "tess", "mona", "stranger"].map((login) => token(login)),
    given("publicOnly", { repositoryVisibility: "public" }),
    given("oneRepository", {
      kind: "fine-grained",
      permissions: { issues: "write", contents: "write", metadata: "read", pull_requests: "write" },
      repositories: ["octocat/demo"],
    }),
    given("nothing", { kind: "fine-grained", permissions: {}, repositories: [] }),
    given("noScopes", { scopes: [] }),
    given("workflow", {
      kind: "actions",
      permissions: { contents: "write", issues: "write" },
      repositories: ["octocat/demo"],
    }),
    given("robot", { kind: "installation", owner: "acme", installation: 7 }),
    given("expired", { expires: "2025-01-01T00:00:00Z" }),
  ];
}

const vault = `/repos/octocat/${hidden}-vault`;
const core = `/repos/acme/${hidden}-core`;
const demo = "/repos/octocat/demo";

type Filling = readonly (readonly [caller: string, line: string, json?: Readonly<Record<string, unknown>>])[];

function fillingOf(repo: string, mark: string): Filling {
  return [
    ["octocat", `POST ${repo}/keys`, { title: "key", key: `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5${repo.length}` }],
    ["octocat", `POST ${repo}/commits/main/comments`, { body: mark, path: "README.md" }],
    ["octocat", `POST ${repo}/issues/1/reactions`, { content: "heart" }],
    ["octocat", `POST ${repo}/statuses/main`, { state: "success", context: "ci" }],
    ["octocat", `POST ${repo}/pulls/3/reviews`, { body: mark, event: "COMMENT" }],
    [
      "octocat",
      `POST ${repo}/pulls/3/comments`,
      { body: mark, path: "README.md", line: 3, side: "RIGHT", commit_id: "topic" },
    ],
    ["octocat", `PUT /user/starred/${repo.slice("/repos/".length)}`],
    ["octocat", `PUT ${repo}/subscription`, { subscribed: true }],
    ["octocat", `POST ${repo}/issues`, { title: `Third ${mark}`, body: "See octocat/demo#1" }],
    ["octocat", `POST ${repo}/issues/1/comments`, { body: `octocat/demo#2 ${mark}` }],
  ];
}

/** What scenarios do not say: who calls what with which body. All of it succeeds. */
export const filling: Filling = [
  [
    "octocat",
    "POST /orgs/acme/hooks",
    { name: "web", config: { url: "https://example.com/org", secret: hookSecret } },
  ],
  ...[demo, vault, core].flatMap((repo) => fillingOf(repo, repo === demo ? "plainly" : sealed)),
  ["octocat", `PUT ${demo}/collaborators/stranger`, { permission: "pull" }],
  ["octocat", `POST ${demo}/issues/1/sub_issues`, { sub_issue_id: 2 }],
  ["octocat", `POST ${demo}/issues/2/dependencies/blocked_by`, { issue_id: 1 }],
  [
    "octocat",
    "PUT /repos/acme/app/branches/topic/protection",
    {
      required_status_checks: { strict: false, contexts: ["ci"] },
      enforce_admins: true,
      required_pull_request_reviews: { required_approving_review_count: 1 },
      restrictions: { users: ["hubot"], teams: ["crew"], apps: ["robot"] },
    },
  ],
  ["robot", "POST /repos/acme/app/check-runs", { name: "build", head_sha: "main" }],
  ["octocat", "PUT /orgs/acme/public_members/octocat"],
];
