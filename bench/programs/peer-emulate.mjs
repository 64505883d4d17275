// emulate with the same repository. Argument: the folder of installed packages.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { freePort } from "./free-port.mjs";
import { token } from "./github-exchange.mjs";
import { answerQuestions } from "./questions.mjs";

const [modules] = process.argv.slice(2);
const { createEmulator } = await import(pathToFileURL(join(modules, "emulate/dist/api.js")).href);
const port = await freePort();
await createEmulator({
  service: "github",
  port,
  seed: {
    tokens: { [token]: { login: "octocat", scopes: ["repo"] } },
    github: { users: [{ login: "octocat" }], repos: [{ owner: "octocat", name: "demo", auto_init: true }] },
  },
});
answerQuestions({});
process.send({ port });
