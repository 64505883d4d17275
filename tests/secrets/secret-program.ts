import { canaries as c } from "./canaries.ts";

/** A world in which every call carries a secret, and some fail verification, so that reports show them. */
export const scenario = `
name = "secrets"

[env]
DEPLOY_TOKEN = "${c.environment.value}"

[services.api]
export = "API_URL"

[[services.api.stubs]]
request = "POST /login"
reply = { headers = { Set-Cookie = "sid=${c.setCookie.value}; Path=/" }, json = { access_token = "${c.response.value}" } }

[[services.api.stubs]]
request = "POST /never"
headers = { Authorization = "Bearer ${c.authorization.value}" }
reply = { json = { password = "${c.response.value}" } }

[[commands]]
run = "tool **"
stdin = { contains = "password" }
reply = { stdout = "token is ${c.stdout.value}\\n", stderr = "password=${c.stderr.value}\\n" }

[[commands]]
run = "echo **"
passthrough = true
`;

/** Uses all of it, keeps quiet about it, then copies what lies in the lot's folder and says how it may be read. */
export const program = `
import { execFileSync, spawnSync } from "node:child_process";
import { lstatSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const text = (value) => ({ method: "POST", body: value });
const key = "-----BEGIN PRIVATE KEY-----\\n" + ${JSON.stringify(c.privateKey.value)} + "\\n-----END PRIVATE KEY-----\\n";
const tool = (args, input) => spawnSync("tool", args, { input, stdio: ["pipe", "ignore", "ignore"] });
tool(["--token=${c.flag.value}", "login"], "user: me\\npassword: ${c.stdinName.value}\\n");
tool(["login", "--password", "${c.nextArgument.value}"], "password\\n${c.stdinLine.value}\\n");
tool(["${c.argument.value}", "https://me:${c.urlArgument.value}@example.com/x"], "password\\n" + key);
tool(["-H", "Authorization: Basic ${c.headerArgument.value}"], "password");
spawnSync("tool", ["unmatched", "${c.unmatchedArgument.value}"], { input: "other", stdio: ["pipe", "ignore", "inherit"] });
execFileSync("echo", ["${c.passedThrough.value}"], { stdio: "ignore" });

const url = process.env.API_URL;
const headers = {
  Authorization: "Bearer ${c.authorization.value}",
  Cookie: "a=b; session=${c.cookie.value}",
  "X-Api-Key": "${c.apiKey.value}",
  "X-Acme-Token": "${c.otherHeader.value}",
};
const login = url + "/login";
await fetch(login + "?api_key=${c.query.value}&x=${c.queryToken.value}", { ...text(JSON.stringify({ user: "me", password: "${c.json.value}", n: 1 })), headers });
await fetch(login, text(JSON.stringify({ inner: JSON.stringify({ client_secret: "${c.jsonInJson.value} and more" }) })));
await fetch(login, text(new URLSearchParams({ grant: "x", client_secret: "${c.form.value}" })));
await fetch(login, text(Buffer.concat([Buffer.from([0, 255, 254, 10]), Buffer.from("${c.binary.value}")])));
await fetch(login, text(Buffer.from("user:${c.encoded.value}").toString("base64")));
await fetch(url + "/unknown?access_token=${c.unmatchedQuery.value}", text('{"secret": "${c.unmatchedBody.value}"}'));

const lot = process.env.BACKLOT_LOT;
const seen = { text: "", open: [] };
const look = (folder) => {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const stats = lstatSync(path);
    // The system gives sockets other rights; nobody else gets as far as to them.
    if ((stats.mode & 0o077) !== 0 && !stats.isSocket()) seen.open.push(name + " " + stats.mode.toString(8));
    if (stats.isDirectory()) look(path);
    else if (stats.isFile()) seen.text += readFileSync(path, "latin1");
  }
};
if ((lstatSync(lot).mode & 0o777) !== 0o700) seen.open.push("lot");
// The files of the last call are removed when its command has ended.
for (let turn = 0; turn < 100 && readdirSync(join(lot, "pool")).some((name) => /^[qeiao]\\./.test(name)); turn += 1)
  await new Promise((resolve) => setTimeout(resolve, 10));
look(lot);
writeFileSync("seen.json", JSON.stringify(seen));
`;

/** Opens and closes a world of its own in the run, so that its journal lies in the run's folder while others run. */
export const innerProgram = (library: string): string => `
import { openWorld } from ${JSON.stringify(library)};
const world = await openWorld("backlot.toml", { title: "inner" });
process.env.API_URL = world.url("api");
process.env.PATH = world.env.PATH;
await import("./program.mjs");
await world.close().catch((error) => console.error(error.message));
await import("./program.mjs?again");
`;
