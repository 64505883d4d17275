import type { JsonObject } from "../../../core/index.ts";
import type { AccountRow, RepositoryRow } from "../state/rows.ts";
import { ofUser } from "../state/tables.ts";
import type { View } from "../state/view.ts";
import { nodeId } from "./node-id.ts";
import type { Urls } from "./urls.ts";

/** The account that stands for one that is gone. */
const ghost: AccountRow = {
  id: 10137,
  type: "User",
  login: "ghost",
  name: "Deleted user",
  email: null,
  bio: null,
  company: null,
  blog: null,
  location: null,
  description: null,
  siteAdmin: false,
  defaultPermission: "read",
  createdAt: "2008-02-15T17:53:42Z",
  updatedAt: "2008-02-15T17:53:42Z",
};

/** An account by its id, for answers. */
export function accountOf(view: View, id: number): AccountRow {
  return view.get("account", id) ?? ghost;
}

/** `simple-user`: how accounts stand in other things. */
export function simpleUser(account: AccountRow, urls: Urls): JsonObject {
  const url = urls.user(account.login);
  const kind = account.type === "Organization" ? "organization" : account.type === "Bot" ? "bot" : "user";
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId(kind, account.id),
    avatar_url: `https://avatars.githubusercontent.com/u/${account.id}?v=4`,
    gravatar_id: "",
    url,
    html_url: `${urls.html}/${account.type === "Bot" ? `apps/${account.login.replace("[bot]", "")}` : account.login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.type,
    user_view_type: "public",
    site_admin: account.siteAdmin,
  };
}

/** Whose eyes an account is shown to. */
export interface AccountSeen {
  /** It is the caller's own, and the token may read what is private of it. */
  readonly own: boolean;
  /** Only those who are signed in are told an address. */
  readonly signedIn: boolean;
}

/** `public-user` or `private-user`: an account by itself. */
export function fullUser(view: View, account: AccountRow, urls: Urls, seen: AccountSeen): JsonObject {
  const repositories = view.list("repository", account.id);
  return {
    ...simpleUser(account, urls),
    name: account.name,
    company: account.company,
    blog: account.blog ?? "",
    location: account.location,
    email: seen.signedIn ? account.email : null,
    hireable: account.hireable ?? null,
    bio: account.bio,
    twitter_username: account.twitterUsername ?? null,
    public_repos: repositories.filter(({ visibility }) => visibility === "public").length,
    public_gists: 0,
    followers: view.count("follow", account.id),
    following: view.count("follow", ofUser(account.id)),
    created_at: account.createdAt,
    updated_at: account.updatedAt,
    ...(seen.own ? privateFields(repositories) : {}),
  };
}

function privateFields(repositories: readonly RepositoryRow[]): JsonObject {
  const count = repositories.filter(({ visibility }) => visibility !== "public").length;
  return {
    private_gists: 0,
    total_private_repos: count,
    owned_private_repos: count,
    disk_usage: 0,
    collaborators: 0,
    two_factor_authentication: false,
    plan: { name: "free", space: 976_562_499, collaborators: 0, private_repos: 10_000 },
  };
}
