import type { HeaderList, Json } from "../../../core/index.ts";
import { formatTime } from "../../../engine/index.ts";
import type { RateLimitsConfig } from "../config.ts";
import { ApiProblem } from "../rest/problem.ts";
import type { View } from "../state/view.ts";
import type { Actor } from "./actor.ts";

/** What is counted by itself. */
export type RateResource = "core" | "search" | "code_search" | "graphql" | "integration_manifest";

/** How much of a limit is left. */
export interface Rate {
  readonly resource: RateResource;
  readonly limit: number;
  readonly used: number;
  readonly remaining: number;
  /** When the window ends, seconds since 1970. */
  readonly resetSeconds: number;
  /** What calls of this actor, resource and window are counted under. */
  readonly key: string;
}

/** What rates are told from. */
export interface RateFacts {
  readonly view: View;
  readonly actor: Actor;
  /** The world's clock. */
  readonly nowMs: number;
  readonly limits: RateLimitsConfig["limits"];
  /** How many calls were counted under a key. */
  readonly counted: (key: string) => number;
}

const resources: readonly RateResource[] = [
  "core",
  "search",
  "code_search",
  "graphql",
  "integration_manifest",
];

/** Requests an hour, and a minute for searches: of anybody who signed in, and of everybody else. */
const own: Readonly<Record<RateResource, readonly [signedIn: number, anonymous: number]>> = {
  core: [5000, 60],
  search: [30, 10],
  // Nobody may search code without signing in, which is said before a limit is used up.
  code_search: [10, 60],
  graphql: [5000, 0],
  integration_manifest: [5000, 60],
};

/** What a call to an operation is counted as. @param operation published id; undefined: nothing answers there */
export function resourceOf(operation: string | undefined): RateResource {
  if (operation === "search/code") return "code_search";
  if (operation === "apps/create-from-manifest") return "integration_manifest";
  return operation?.startsWith("search/") === true ? "search" : "core";
}

/**
 * What is left of a limit. Windows begin with the hour (searches: the minute) of the world's clock, not with the first
 * call as GitHub's do: so the number of calls alone says what is left.
 */
export function rateOf(facts: RateFacts, resource: RateResource): Rate {
  const { actor, nowMs, limits, counted } = facts;
  const windowMs = resource.includes("search") ? 60_000 : 3_600_000;
  const startMs = Math.floor(nowMs / windowMs) * windowMs;
  const window = windowName(startMs, windowMs);
  const key = `${resource} ${whoOf(actor)} ${window}`;
  const limit = limits[resource] ?? ownLimit(facts, resource);
  const used = Math.min(limit, counted(key));
  return { resource, limit, used, remaining: limit - used, resetSeconds: (startMs + windowMs) / 1000, key };
}

let named = { startMs: -1, windowMs: 0, name: "" };

/** A window's name, which every call asks for several times: "2025-01-15T10". */
function windowName(startMs: number, windowMs: number): string {
  if (named.startMs !== startMs || named.windowMs !== windowMs) {
    const name = formatTime(startMs).slice(0, windowMs === 60_000 ? 16 : 13);
    named = { startMs, windowMs, name };
  }
  return named.name;
}

/** All tokens of a user count together; so do all of an installation. */
function whoOf({ kind, account, token, installation }: Actor): string {
  if (token?.kind === "actions") return `actions ${token.name}`;
  if (kind === "installation" && installation !== null) return `installation ${installation.id}`;
  return account?.login ?? "anonymous";
}

function ownLimit({ view, actor }: RateFacts, resource: RateResource): number {
  const [signedIn, anonymous] = own[resource];
  if (actor.account === null) return anonymous;
  if (resource !== "core") return signedIn;
  if (actor.token?.kind === "actions") return 1000;
  const { installation } = actor;
  return installation === null || actor.kind !== "installation"
    ? signedIn
    : installationLimit(view, installation.account, installation.repositories?.length);
}

/** 5,000, and 50 for each repository and each user of an organization beyond the first twenty; at most 12,500. */
function installationLimit(view: View, account: number, selected: number | undefined): number {
  const repositories = selected ?? view.count("repository", account);
  const users = view.count("membership", account);
  return Math.min(12_500, 5000 + 50 * (Math.max(0, repositories - 20) + Math.max(0, users - 20)));
}

/** The headers of every answer. */
export function rateHeaders({ limit, remaining, used, resetSeconds, resource }: Rate): HeaderList {
  return [
    ["X-RateLimit-Limit", String(limit)],
    ["X-RateLimit-Remaining", String(remaining)],
    ["X-RateLimit-Used", String(used)],
    ["X-RateLimit-Reset", String(resetSeconds)],
    ["X-RateLimit-Resource", resource],
  ];
}

/** All of an actor's limits: what GET /rate_limit answers. */
export function rateOverview(facts: RateFacts): Json {
  const shown = resources
    .map((resource) => rateOf(facts, resource))
    .map(({ resource, limit, used, remaining, resetSeconds }) => [
      resource,
      { limit, used, remaining, reset: resetSeconds },
    ]);
  const all = Object.fromEntries(shown) as Record<string, Json>;
  return { resources: all, rate: all["core"] as Json };
}

/** The limit is used up. */
export function rateExceeded({ kind, account, installation }: Actor): ApiProblem {
  const documentation = "https://docs.github.com/rest/overview/rate-limits-for-the-rest-api";
  if (account === null)
    return new ApiProblem(
      403,
      "API rate limit exceeded for 127.0.0.1. (But here's the good news: Authenticated requests get a higher rate limit. Check out the documentation for more details.)",
      { documentation },
    );
  const who =
    kind === "installation" && installation !== null
      ? `installation ID ${installation.id}`
      : `user ID ${account.id}`;
  return new ApiProblem(403, `API rate limit exceeded for ${who}.`, { documentation });
}

/** What calls are counted under, whoever makes them, where the scenario scripts the secondary limit. */
export const secondaryKey = "secondary";

/** The scripted refusal of a call, where it is due. @param before how many calls were counted before this one */
export function secondaryRefusal(
  secondary: RateLimitsConfig["secondary"],
  before: number,
): ApiProblem | undefined {
  if (secondary === null || before < secondary.after || before >= secondary.after + secondary.times)
    return undefined;
  return new ApiProblem(
    403,
    "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
    {
      documentation:
        "https://docs.github.com/free-pro-team@latest/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits",
      headers: [["Retry-After", String(secondary.retryAfterSeconds)]],
    },
  );
}
