import type { HttpHead } from "../../src/core/index.ts";
import { exchange, type Conversation, type Subject } from "./subject.ts";

const token = "ghp_conformance0123456789";

/** The scenario of the simulated GitHub. */
export const github = `
[github]
default_token = "ci"
[[github.users]]
login = "octocat"
[[github.organizations]]
login = "acme"
members = { octocat = "admin" }
[[github.repositories]]
owner = "octocat"
name = "demo"
labels = ["bug"]
[[github.repositories]]
owner = "acme"
name = "app"
visibility = "private"
[[github.tokens]]
name = "ci"
value = "${token}"
owner = "octocat"
[[github.stubs]]
request = "GET /repos/octocat/demo/stubbed"
reply = { status = 502 }
times = 1
[[github.stubs]]
request = "GET /broken"
reply = { fault = "reset" }
[[github.stubs]]
request = "POST /repos/{owner}/{repo}/dispatches"
reply = { template = true, text = "{{path.owner}} {{json.event_type}}" }
`;

const signedIn = { Authorization: `token ${token}` };

/** Calls of the REST API: answered, refused, made up, stubbed, not simulated. */
export const githubStory: readonly Conversation[] = [
  { ...exchange("GET /user", undefined, signedIn), answers: '"octocat"' },
  { ...exchange("GET /user"), answers: "Requires authentication" },
  { ...exchange("GET /user", undefined, { Authorization: "token nobody's" }), answers: "Bad credentials" },
  { ...exchange("GET /repos/octocat/demo/labels"), answers: '"bug"' },
  {
    ...exchange("POST /repos/octocat/demo/labels", '{"name":"docs","description":"Words"}', signedIn),
    answers: "docs",
  },
  { ...exchange("POST /repos/octocat/demo/labels", '{"name":"docs"}', signedIn), answers: "already_exists" },
  { ...exchange("POST /repos/octocat/demo/labels", "{", signedIn), answers: "Problems parsing JSON" },
  { ...exchange("GET /api/v3/repositories/1/labels?per_page=1"), answers: '"bug"' },
  exchange("DELETE /repos/octocat/demo/labels/docs", undefined, signedIn),
  { ...exchange("GET /repos/acme/app"), answers: "Not Found" },
  { ...exchange("GET /repos/acme/app", undefined, signedIn), answers: '"acme/app"' },
  { ...exchange("GET /emojis"), answers: "{" },
  exchange("OPTIONS /repos/octocat/demo"),
  exchange("HEAD /repos/octocat/demo"),
  exchange("GET /repos/octocat/demo/stubbed"),
  { ...exchange("GET /repos/octocat/demo/stubbed"), answers: "Not Found" },
  exchange("GET /broken"),
  { ...exchange("POST /repos/octocat/demo/dispatches", '{"event_type":"go"}'), answers: "octocat go" },
  { ...exchange("POST /graphql", "{}"), answers: "is not simulated" },
  { ...exchange("GET /nowhere"), answers: "Not Found" },
].map((conversation) => ({
  ...conversation,
  head: {
    ...conversation.head,
    service: "github",
    headers: [...(conversation.head as HttpHead).headers, ["User-Agent", "conformance"]],
  } as Conversation["head"],
}));

/** What else the suite has to know of it. */
export const githubParts: Pick<Subject, "secrets" | "queries" | "acts"> = {
  secrets: [token],
  queries: { get: [{ path: "/repos/octocat/demo", origin: "http://127.0.0.1:1" }] },
  acts: {
    snapshot: [{ name: "one" }, { name: "__proto__" }],
    restore: [{ name: "one" }, { name: "none" }, null],
  },
};
