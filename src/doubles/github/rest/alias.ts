import type { View } from "../state/view.ts";
import { folded, nameWithin } from "../state/tables.ts";
import { repositoryNamed } from "./find-repository.ts";

const numbered = /^\/(repositories|user|organizations)\/(\d{1,15})(\/.*)?$/;
const teamByNumber = /^\/team\/(\d{1,15})(\/.*)?$/;
/** All references of a repository: GitHub was recorded to answer this, and its description does not tell it any more. */
const allRefs = /^(\/repos\/[^/]+\/[^/]+)\/git\/refs\/?$/;
const named = /^\/(repos|users|orgs)\/([^/]+)(\/.*)?$/;

/**
 * GitHub calls repositories, users and organizations by number in the addresses of further pages and of what was
 * renamed; its published description does not tell these.
 * @example pathByName(view, "/repositories/1/issues") // "/repos/octocat/demo/issues"
 * @returns undefined where the path is none of them, or names nothing that is there
 */
export function pathByName(view: View, path: string): string | undefined {
  const [, base] = allRefs.exec(path) ?? [];
  if (base !== undefined) return `${base}/git/matching-refs/`;
  const [, kind, number, rest = ""] = numbered.exec(path) ?? [];
  if (kind === undefined) return undefined;
  if (kind === "repositories") {
    const repository = view.get("repository", Number(number));
    const owner = repository === undefined ? undefined : view.get("account", repository.owner);
    return owner === undefined ? undefined : `/repos/${owner.login}/${repository?.name}${rest}`;
  }
  const account = view.get("account", Number(number));
  if (account === undefined || (account.type === "Organization") !== (kind === "organizations"))
    return undefined;
  return kind === "user"
    ? `/users/${account.login}${rest}`
    : `/orgs/${account.login}${teamByName(view, rest) ?? rest}`;
}

function teamByName(view: View, path: string): string | undefined {
  const [, number, rest = ""] = teamByNumber.exec(path) ?? [];
  const team = number === undefined ? undefined : view.get("team", Number(number));
  return team === undefined ? undefined : `/teams/${team.slug}${rest}`;
}

/** The same path by number, where it has one. @example pathByNumber(view, "/repos/octocat/demo/issues") */
export function pathByNumber(view: View, path: string): string {
  const [, kind, name = "", rest = ""] = named.exec(path) ?? [];
  if (kind === undefined) return path;
  if (kind === "repos") {
    const [, repo = "", below = ""] = /^\/([^/]+)(\/.*)?$/.exec(rest) ?? [];
    const repository = repositoryNamed(view, name, repo);
    return repository === null ? path : `/repositories/${repository.id}${below}`;
  }
  const account = view.named("account", folded(name));
  if (account === undefined) return path;
  if (kind === "users") return `/user/${account.id}${rest}`;
  const [, slug, below = ""] = /^\/teams\/([^/]+)(\/.*)?$/.exec(rest) ?? [];
  const team = slug === undefined ? undefined : view.named("team", nameWithin(account.id, slug));
  return `/organizations/${account.id}${team === undefined ? rest : `/team/${team.id}${below}`}`;
}
