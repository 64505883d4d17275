import { assetsPort } from "../../src/adapters/assets/index.ts";
import { hashPort } from "../../src/adapters/hash/index.ts";
import {
  encodeLossless,
  type HeaderList,
  type HttpHead,
  type Layer,
  type Ports,
} from "../../src/core/index.ts";
import type {
  GithubConfig,
  RepositoryConfig,
  TokenConfig,
  UserConfig,
} from "../../src/doubles/github/config.ts";
import { githubDouble } from "../../src/doubles/github/index.ts";
import { loadSimulator } from "../../src/doubles/github/load.ts";
import { published } from "../../src/doubles/github/published/index.ts";
import { packedFolder } from "../../src/doubles/github/published/testing-packed.ts";
import { expectValidAnswer } from "../../src/doubles/github/published/testing-answers.ts";
import { emptyGithub } from "../../src/doubles/github/schema/empty.ts";
import type { GithubState } from "../../src/doubles/github/state/state.ts";
import {
  createLog,
  createWorld,
  redactText,
  resolve,
  type Double,
  type World,
} from "../../src/engine/index.ts";
import type { Scenario } from "../../src/scenario/index.ts";
import { arrivalOf, httpHead, lineAt, samplePorts } from "./calls.ts";

/** A user of a sample. */
export function user(login: string, more: Partial<UserConfig> = {}): UserConfig {
  const blank = {
    id: null,
    name: null,
    email: null,
    bio: null,
    company: null,
    siteAdmin: false,
    at: lineAt(1),
  };
  return { login, ...blank, ...more };
}

/** A repository of a sample. @param fullName "octocat/demo" */
export function repository(fullName: string, more: Partial<RepositoryConfig> = {}): RepositoryConfig {
  const [owner = "", name = ""] = fullName.split("/");
  return {
    owner,
    name,
    id: null,
    visibility: "public",
    description: null,
    homepage: null,
    defaultBranch: "main",
    sha: null,
    archived: false,
    isTemplate: false,
    topics: [],
    labels: [],
    milestones: [],
    files: [],
    commits: [],
    branches: [],
    tags: [],
    protection: {},
    collaborators: {},
    hooks: [],
    forkOf: null,
    formerNames: [],
    settings: {
      hasIssues: true,
      hasProjects: true,
      hasWiki: true,
      hasDiscussions: false,
      allowMergeCommit: true,
      allowSquashMerge: true,
      allowRebaseMerge: true,
      allowAutoMerge: false,
      deleteBranchOnMerge: false,
      allowForking: true,
    },
    at: lineAt(1),
    ...more,
  };
}

/** A classic token of a sample without restrictions; its value is "ghp_" and the owner's login. */
export function token(owner: string, more: Partial<TokenConfig> = {}): TokenConfig {
  return {
    name: `${owner}'s token`,
    value: `ghp_${owner}`,
    kind: "classic",
    owner,
    permissions: null,
    scopes: null,
    repositories: null,
    repositoryVisibility: null,
    expires: null,
    revoked: false,
    installation: null,
    at: lineAt(1),
    ...more,
  };
}

/** What a request of a test may say besides its line. */
export interface Asking {
  /** Login of a user whose `token()` it carries; absent: nobody's. */
  readonly as?: string;
  readonly headers?: HeaderList;
  /** What the program calls itself; null: nothing. */
  readonly agent?: null;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly bytes?: Uint8Array;
  /** The answer is known not to fit the published description; say why beside it. */
  readonly unchecked?: boolean;
  readonly origin?: string;
}

/** What was answered. */
export interface Answered {
  readonly status: number;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The body, where it is JSON. */
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly json: any;
}

/** A simulated GitHub without a port. */
export interface SampleGithub {
  readonly world: World;
  /** Sends a request: "GET /repos/octocat/demo". Every JSON answer is held against the published description. */
  readonly ask: (line: string, asking?: Asking) => Promise<Answered>;
  /** Types of the events so far. */
  events(): readonly string[];
  /** What it knows now: to be looked at only. */
  state(): GithubState;
}

/** Opens a GitHub. @example await sampleGithub({ users: [user("octocat")], tokens: [token("octocat")] }) */
export async function sampleGithub(
  more: Partial<GithubConfig>,
  layers: readonly Layer[] = [],
  ports: Partial<Ports> = {},
): Promise<SampleGithub> {
  await loadSimulator();
  const config: GithubConfig = { ...emptyGithub, present: true, ...more };
  const scenario: Scenario = {
    files: ["backlot.toml"],
    now: "2025-01-15T10:30:00Z",
    inOrder: [],
    shared: false,
    env: {},
    envPass: [],
    unknownCommands: "pass",
    layers,
    sections: { github: config },
    allow: [],
  };
  // The first state is that of the world; later ones are rebuilt from its events.
  let state: GithubState | undefined;
  const double: typeof githubDouble = {
    ...githubDouble,
    start: (...given) => {
      const made = githubDouble.start(...given) as GithubState;
      state ??= made;
      return made;
    },
  };
  const world = createWorld({
    scenario,
    settings: resolve(scenario, { realNowMs: 0 }),
    doubles: [{ double: double as Double, config }],
    ports: samplePorts({ assets: assetsPort(() => packedFolder), hash: hashPort, ...ports }),
    log: createLog({ redact: redactText }),
  });
  return {
    world,
    ask: (line, asking = {}) => ask(world, line, asking),
    state: () => state as GithubState,
    events: () =>
      world.log
        .read(0, world.log.count)
        .flatMap((record) => (record.kind === "event" ? [record.event.type] : [])),
  };
}

async function ask(world: World, line: string, asking: Asking): Promise<Answered> {
  const bytes =
    asking.bytes ?? (asking.json === undefined ? undefined : Buffer.from(JSON.stringify(asking.json)));
  const headers: HeaderList = [
    ...(asking.agent === null ? [] : [["User-Agent", "backlot-tests"] as const]),
    ...(asking.as === undefined ? [] : [["Authorization", `token ghp_${asking.as}`] as const]),
    ...(bytes === undefined ? [] : [["Content-Length", String(bytes.length)] as const]),
    ...(asking.headers ?? []),
  ];
  const head = httpHead(line, {
    service: "github",
    headers,
    ...(asking.origin === undefined ? {} : { origin: asking.origin }),
  });
  const input = bytes === undefined ? [] : [{ kind: "bytes" as const, bytes }];
  const arrival = arrivalOf(head, [...input, { kind: "end" }]);
  await world.accept(arrival);
  const answer = answeredBy(arrival.said);
  const failed = world.findings.filter(({ name }) => name === "internal");
  if (failed.length > 0) throw new Error(failed.map(({ what }) => what).join("\n"));
  if (asking.unchecked !== true) expectDescribed(head, answer);
  return answer;
}

function answeredBy(said: ReturnType<typeof arrivalOf>["said"]): Answered {
  const headers: Record<string, string> = {};
  let status = 0;
  let latin = "";
  for (const one of said) {
    if (one[0] === "head") {
      status = one[1];
      for (const [name, value] of Object.entries(one[2])) headers[name.toLowerCase()] = value;
    } else if (one[0] === "stdout") latin += one[1];
  }
  const text = Buffer.from(latin, "latin1").toString();
  const isJson = headers["content-type"]?.startsWith("application/json") === true && text !== "";
  return { status, headers, text, json: isJson ? (JSON.parse(text) as unknown) : undefined };
}

/** @throws Error where an answer is not what the published description says of it */
export function expectDescribed(
  { method, path }: Pick<HttpHead, "method" | "path">,
  { status, json }: Answered,
): void {
  const routed = published().route(method, path.replace(/^\/api\/(?:v3|uploads)/, ""));
  if (routed === undefined || !("operation" in routed) || status === 304) return;
  if (json === undefined) return;
  const unnamed = expectValidAnswer(routed.operation.id, status, json);
  if (status < 300 && unnamed.length > 0)
    throw new Error(
      `${routed.operation.id} ${status} has keys that the description does not name: ${unnamed.join(", ")}`,
    );
}

/** Bytes of a text that a test sends as it is. */
export function bytesOf(text: string): Uint8Array {
  return encodeLossless(text);
}
