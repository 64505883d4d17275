import type { JsonObject } from "../../../core/index.ts";
import type { AccountRow } from "../state/rows.ts";
import type { View } from "../state/view.ts";
import { nodeId } from "./node-id.ts";
import type { Urls } from "./urls.ts";

/** The account that stands for one that is gone. */
export const ghost: AccountRow = {
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

/** `public-user` or `private-user`: an account by itself. */
export function fullUser(view: View, account: AccountRow, urls: Urls, own: boolean): JsonObject {
  const repositories = view.list("repository", account.id);
  return {
    ...simpleUser(account, urls),
    name: account.name,
    company: account.company,
    blog: account.blog ?? "",
    location: account.location,
    email: account.email,
    hireable: null,
    bio: account.bio,
    twitter_username: null,
    public_repos: repositories.filter(({ visibility }) => visibility === "public").length,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: account.createdAt,
    updated_at: account.updatedAt,
    ...(own ? privateFields(view, account) : {}),
  };
}

function privateFields(view: View, account: AccountRow): JsonObject {
  const repositories = view
    .list("repository", account.id)
    .filter(({ visibility }) => visibility !== "public");
  return {
    private_gists: 0,
    total_private_repos: repositories.length,
    owned_private_repos: repositories.length,
    disk_usage: 0,
    collaborators: 0,
    two_factor_authentication: false,
  };
}
