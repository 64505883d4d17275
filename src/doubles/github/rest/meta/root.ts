import { apiVersions } from "../../access/admission.ts";
import { answered } from "../answer.ts";
import { operation, type Operation } from "../call.ts";

/** Where everything begins, by the names that GitHub gives it; "{html}" is the web site, all others are the API. */
const places: Readonly<Record<string, string>> = {
  current_user_url: "/user",
  current_user_authorizations_html_url: "{html}/settings/connections/applications{/client_id}",
  authorizations_url: "/authorizations",
  code_search_url: "/search/code?q={query}{&page,per_page,sort,order}",
  commit_search_url: "/search/commits?q={query}{&page,per_page,sort,order}",
  emails_url: "/user/emails",
  emojis_url: "/emojis",
  events_url: "/events",
  feeds_url: "/feeds",
  followers_url: "/user/followers",
  following_url: "/user/following{/target}",
  gists_url: "/gists{/gist_id}",
  hub_url: "/hub",
  issue_search_url: "/search/issues?q={query}{&page,per_page,sort,order}",
  issues_url: "/issues",
  keys_url: "/user/keys",
  label_search_url: "/search/labels?q={query}&repository_id={repository_id}{&page,per_page}",
  notifications_url: "/notifications",
  organization_url: "/orgs/{org}",
  organization_repositories_url: "/orgs/{org}/repos{?type,page,per_page,sort}",
  organization_teams_url: "/orgs/{org}/teams",
  public_gists_url: "/gists/public",
  rate_limit_url: "/rate_limit",
  repository_url: "/repos/{owner}/{repo}",
  repository_search_url: "/search/repositories?q={query}{&page,per_page,sort,order}",
  current_user_repositories_url: "/user/repos{?type,page,per_page,sort}",
  starred_url: "/user/starred{/owner}{/repo}",
  starred_gists_url: "/gists/starred",
  topic_search_url: "/search/topics?q={query}{&page,per_page}",
  user_url: "/users/{user}",
  user_organizations_url: "/user/orgs",
  user_repositories_url: "/users/{user}/repos{?type,page,per_page,sort}",
  user_search_url: "/search/users?q={query}{&page,per_page,sort,order}",
};

/** One of the sentences that GitHub says; it picks one each time, which no test could hold on to. */
const zen = "Keep it logically awesome.";

/** The API's own pages that say something true here; what tells of GitHub's machines is made up. */
export const root: readonly Operation[] = [
  operation("meta/root", ({ urls }) =>
    answered(
      Object.fromEntries(
        Object.entries(places).map(([name, place]) => [
          name,
          place.startsWith("{html}") ? urls.html + place.slice("{html}".length) : urls.api + place,
        ]),
      ),
    ),
  ),
  operation("meta/get-zen", () => ({
    status: 200,
    text: zen,
    contentType: "text/plain;charset=utf-8",
    headers: [],
  })),
  operation("meta/get-all-versions", () => answered([...apiVersions])),
];
