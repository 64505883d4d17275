// simulacrum's GitHub API simulator with the same repository. Argument: the folder of installed packages.
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { freePort } from "./free-port.mjs";
import { answerQuestions } from "./questions.mjs";

const [modules] = process.argv.slice(2);
const require = createRequire(join(modules, "x.js"));
const { simulation } = await import(pathToFileURL(require.resolve("@simulacrum/github-api-simulator")).href);
const initialState = {
  users: [{ login: "octocat", organizations: [] }],
  organizations: [],
  repositories: [{ owner: "octocat", name: "demo" }],
  branches: [],
  blobs: [],
};
const port = await freePort();
await simulation({ initialState }).listen(port);
answerQuestions({});
process.send({ port });
