import { BacklotError, finding, nearest, type Json } from "../../core/index.ts";
import type { HttpCall } from "./calls.ts";
import type { EventRecord } from "../../engine/index.ts";
import { codePlace } from "./code-place.ts";
import type { HandleHome } from "./expectation-handle.ts";
import type {
  GithubAccount,
  GithubBranch,
  GithubContent,
  GithubIssue,
  GithubPull,
  GithubRelease,
  GithubRepository,
} from "./github-json.ts";
import { HttpExpectation } from "./service-handle.ts";

/** Whose token a client carries. */
export interface GithubClientOptions {
  /** Name or value of a token that the scenario declares; null: none. Absent: the selected one. */
  readonly token?: string | null;
}

/** What an octokit is made with. */
export interface OctokitOptions {
  readonly baseUrl: string;
  /** Absent: nobody is signed in. */
  readonly auth?: string;
  /** octokit's own plugin waits a second between writes, which nobody has to wait for here. */
  readonly throttle: { readonly enabled: false };
}

/** What is read of the simulated GitHub: its own JSON, seen with every right; undefined: it is not there. */
export interface GithubReads {
  user(login: string): GithubAccount | undefined;
  /** @param repository "octocat/demo" */
  repository(repository: string): GithubRepository | undefined;
  /** A file of a branch; the default branch unless `ref` says another. */
  file(repository: string, path: string, options?: { readonly ref?: string }): GithubContent | undefined;
  branch(repository: string, name: string): GithubBranch | undefined;
  issue(repository: string, number: number): GithubIssue | undefined;
  pull(repository: string, number: number): GithubPull | undefined;
  /** A release by its tag, drafts included. */
  release(repository: string, tag: string): GithubRelease | undefined;
  /** Any other read of the REST API: `get("/repos/octocat/demo/labels")`. */
  get(path: string): Json | undefined;
}

/** Something that happened to the simulated GitHub. */
export interface GithubEvent {
  /** From 1: what `at` takes. */
  readonly number: number;
  /** GitHub's own name of it: "issues.opened", "push". */
  readonly type: string;
  /** Login of who did it. */
  readonly actor: string | null;
  /** "owner/name". */
  readonly repository: string | null;
  /** What else is told of it. */
  readonly facts: Readonly<Record<string, Json>>;
  /** Number of the call that brought it about; null: test code did. */
  readonly call: number | null;
}

/** The simulated GitHub of a world. */
export interface GithubHandle extends GithubReads {
  /** Base URL of the REST API. */
  readonly url: string;
  /** Options for a client of your own. @throws BacklotError `unknown-name` */
  octokitOptions(options?: GithubClientOptions): OctokitOptions;
  /**
   * A client, made with your own class.
   * @example import { Octokit } from "octokit"; const octokit = world.github.octokit(Octokit, { token: "ci" });
   */
  octokit<Client>(octokit: new (options: OctokitOptions) => Client, options?: GithubClientOptions): Client;
  /**
   * Answers before the simulation does. Any number of calls; unused is fine.
   * @param request "GET /rate_limit", without /api/v3
   */
  stub(request: string): HttpExpectation;
  /** The same for one call or more; unused fails the test. @param request "METHOD /path" */
  mock(request: string): HttpExpectation;
  /** Every call that reached it. */
  readonly calls: readonly HttpCall[];
  /** Everything that has happened to it, in order. */
  readonly events: readonly GithubEvent[];
  /** How it was after some of its events; 0: as the scenario describes it. */
  at(events: number): GithubReads;
  /** Keeps the state as it is now under a name. */
  snapshot(name?: string): void;
  /** Goes back to the state that was kept. @throws BacklotError `unknown-name` */
  restore(name?: string): void;
}

/** What the handle needs of its world. */
export interface GithubHome {
  readonly expectations: HandleHome;
  readonly url: () => string;
  readonly calls: () => readonly HttpCall[];
  readonly query: (name: string, args: Json, after?: number) => Json;
  readonly events: () => readonly EventRecord[];
  readonly act: (name: string, args: Json) => unknown;
}

/** @internal */
export function githubHandle(home: GithubHome): GithubHandle {
  const reading =
    (after?: number) =>
    (path: string): Json | undefined =>
      home.query("github.get", { path, origin: home.url() }, after) ?? undefined;
  const options = ({ token }: GithubClientOptions = {}): OctokitOptions => {
    const value = tokenFor(home, token);
    const auth = value === null ? {} : { auth: value };
    return { baseUrl: home.url(), ...auth, throttle: { enabled: false } };
  };
  const declare = (request: string, fields: object): HttpExpectation => {
    home.url();
    return new HttpExpectation(home.expectations, "services", "github", { request, ...fields }, codePlace());
  };
  return {
    get url() {
      return home.url();
    },
    stub: (request) => declare(request, { optional: true, reply: {} }),
    mock: (request) => declare(request, { reply: {} }),
    octokitOptions: options,
    octokit: (octokit, asked) => new octokit(options(asked)),
    ...readsOf(reading()),
    get events() {
      return home.events().map(eventOf);
    },
    at: (events) => readsOf(reading(events)),
    get calls() {
      return home.calls();
    },
    snapshot: (name = "snapshot") => void home.act("github.snapshot", { name }),
    restore: (name = "snapshot") => {
      const done = home.act("github.restore", { name }) as { readonly refused?: string };
      if (done.refused !== undefined)
        throw new BacklotError([
          finding("unknown-name", { what: done.refused, fix: "Take a snapshot first." }),
        ]);
    },
  };
}

function readsOf(read: (path: string) => Json | undefined): GithubReads {
  return {
    user: (login) => read(`/users/${encodeURIComponent(login)}`) as GithubAccount | undefined,
    repository: (repository) => read(`/repos/${repository}`) as GithubRepository | undefined,
    file: (repository, path, { ref } = {}) => {
      const query = ref === undefined ? "" : `?ref=${encodeURIComponent(ref)}`;
      const name = path.split("/").map(encodeURIComponent).join("/");
      return read(`/repos/${repository}/contents/${name}${query}`) as GithubContent | undefined;
    },
    branch: (repository, name) =>
      read(`/repos/${repository}/branches/${encodeURIComponent(name)}`) as GithubBranch | undefined,
    issue: (repository, number) => read(`/repos/${repository}/issues/${number}`) as GithubIssue | undefined,
    pull: (repository, number) => read(`/repos/${repository}/pulls/${number}`) as GithubPull | undefined,
    release: (repository, tag) => {
      const all = read(`/repos/${repository}/releases?per_page=100`) as readonly GithubRelease[] | undefined;
      return all?.find((one) => one.tag_name === tag);
    },
    get: read,
  };
}

function eventOf({ call, event }: EventRecord, index: number): GithubEvent {
  const { type, actor, repository, facts } = event as unknown as GithubEvent;
  return { number: index + 1, type, actor, repository, facts, call };
}

interface DeclaredToken {
  readonly name: string;
  readonly value: string;
  readonly selected: boolean;
}

/** The value of a declared token. @throws BacklotError `unknown-name` */
function tokenFor({ query }: GithubHome, name: string | null | undefined): string | null {
  if (name === null) return null;
  const tokens = query("github.tokens", null) as unknown as readonly DeclaredToken[];
  if (name === undefined) return tokens.find(({ selected }) => selected)?.value ?? null;
  const found = tokens.find((one) => one.name === name || one.value === name);
  if (found !== undefined) return found.value;
  const names = tokens.map((one) => one.name);
  throw new BacklotError([
    finding("unknown-name", {
      what: `the scenario declares no token ${JSON.stringify(name)}`,
      fix: "Name a token of [[github.tokens]], or null for nobody's.",
      near: nearest(name, names),
    }),
  ]);
}
