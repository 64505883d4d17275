// Meets what GitHub answers when something is wrong, each for its own reason.
import { Octokit } from "octokit";

const baseUrl = process.env.GITHUB_API_URL;
const make = (auth) =>
  new Octokit({ baseUrl, auth, throttle: { enabled: false }, retry: { enabled: false } });
const say = (name, value) => console.log(JSON.stringify({ name, ...value }));
const attempt = async (name, action) => {
  try {
    const { status, data } = await action();
    say(name, { status, title: data?.title ?? data?.full_name ?? data?.login ?? null });
  } catch (error) {
    const { headers, data } = error.response ?? {};
    say(name, {
      status: error.status,
      message: data?.message,
      accepted: headers?.["x-accepted-github-permissions"] ?? null,
      remaining: headers?.["x-ratelimit-remaining"] ?? null,
    });
  }
};

const own = make(process.env.GITHUB_TOKEN);
const wrong = make("ghp_nobody");
const nobody = make(undefined);
const repo = { owner: "acme", repo: "app" };

await attempt("unknown token", () => wrong.rest.repos.get({ owner: "acme", repo: "site" }));
await attempt("private, anonymous", () => nobody.rest.repos.get(repo));
await attempt("private, allowed", () => own.rest.repos.get(repo));
await attempt("no permission", () => own.rest.issues.create({ ...repo, title: "not allowed" }));
await attempt("not in its list", () => own.rest.repos.get({ owner: "acme", repo: "secret" }));
await attempt("signed in as", () => own.rest.users.getAuthenticated());

const first = await own.rest.repos.get(repo);
await attempt("unchanged", () =>
  own.request("GET /repos/{owner}/{repo}", { ...repo, headers: { "if-none-match": first.headers.etag } }),
);
await attempt("renamed", () => own.rest.repos.get({ owner: "acme", repo: "old-app" }));
