import { canaries as c } from "./canaries.ts";

/** A world with a GitHub. What the scenario itself says is not in question: only what comes with calls. */
export const githubScenario = `
name = "github secrets"

[github]
default_token = "main"
users = [{ login: "octocat" }]
organizations = [{ login: "acme", members: { octocat: "admin" } }]
repositories = [
  { owner: "octocat", name: "demo", files: { "README.md": "demo" } },
]
tokens = [{ name: "main", value: "${c.githubToken.value}", owner: "octocat" }]
`.replaceAll(/(\{|, )(\s?)(\w+|"README\.md"): /g, "$1$2$3 = ");

/** Uses all of it with secrets in every place that has room for one, then fails, so that reports show its calls. */
export const githubProgram = `
import { lstatSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const api = process.env.GITHUB_API_URL;
const statuses = [];
const send = async (line, json, authorization = "token " + process.env.GH_TOKEN) => {
  const [method, path] = line.split(" ");
  const body = json === undefined ? {} : { body: typeof json === "string" ? json : JSON.stringify(json) };
  const response = await fetch(api + path, { method, headers: { Authorization: authorization, "User-Agent": "x" }, ...body });
  const text = await response.text();
  statuses.push(response.status);
  return text === "" ? null : JSON.parse(text);
};
const base64 = (text) => Buffer.from(text).toString("base64");
const demo = "/repos/octocat/demo";
const hook = (secret) => ({ url: "https://example.com/hook", secret });

await send("GET /user");
await send("GET /user", undefined, "Bearer ${c.githubUnknown.value}");
await send("GET /user", undefined, "Basic " + base64("octocat:${c.githubBasic.value}"));
await send("GET /user?access_token=${c.githubQuery.value}");
const made = await send("POST " + demo + "/hooks", { config: hook("${c.githubHook.value}") });
await send("PATCH " + demo + "/hooks/" + made.id + "/config", { secret: "${c.githubChangedHook.value}" });
await send("POST /orgs/acme/hooks", { name: "web", config: hook("${c.githubOrganizationHook.value}") });
await send("POST " + demo + "/issues", { title: "Leak", body: "It says ${c.githubIssue.value} and fails" });
await send("PUT " + demo + "/contents/.env", { message: "Add", content: base64("TOKEN=${c.githubFile.value}\\n") });
await send("POST " + demo + "/git/blobs", { content: base64("x ${c.githubBlob.value} y"), encoding: "base64" });
const release = await send("POST " + demo + "/releases", { tag_name: "v1" });
await send("POST /api/uploads" + demo + "/releases/" + release.id + "/assets?name=a.txt", "${c.githubAsset.value}");
await send("POST " + demo + "/hooks", { config: { secret: "${c.githubRefused.value}" } });
await send("POST /gists", { files: { a: { content: "token=${c.githubRefused.value}" } } });
await send("GET " + demo + "/hooks/" + made.id);

const seen = { text: "", statuses };
const look = (folder) => {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const stats = lstatSync(path);
    if (stats.isDirectory()) look(path);
    else if (stats.isFile()) seen.text += readFileSync(path, "latin1");
  }
};
look(process.env.BACKLOT_LOT);
writeFileSync("seen.json", JSON.stringify(seen));
`;
