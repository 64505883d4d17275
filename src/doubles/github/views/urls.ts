import type { Origin } from "../rest/request.ts";

/** Addresses in answers: what the program reached the API under, so that it can follow them. */
export interface Urls extends Origin {
  /** "{api}/repos/octocat/demo". */
  repository(name: string): string;
  /** "{api}/users/octocat". */
  user(login: string): string;
  /** "{api}/orgs/acme". */
  organization(login: string): string;
}

/** The addresses for one request. */
export function urlsOf(origin: Origin): Urls {
  return {
    ...origin,
    repository: (name) => `${origin.api}/repos/${name}`,
    user: (login) => `${origin.api}/users/${encodeURIComponent(login)}`,
    organization: (login) => `${origin.api}/orgs/${login}`,
  };
}
