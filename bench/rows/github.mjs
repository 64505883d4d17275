import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { path, token } from "../programs/github-exchange.mjs";
import { interleave, median, summary, timesOf } from "../method.mjs";
import { projectFile, runProgram, startProgram } from "../programs.mjs";
import { againstBare } from "./http.mjs";
import { firstAnswer, firstObject } from "./start.mjs";

const node = process.execPath;
const cli = projectFile("dist/cli/main.js");
const request = { path, authorization: `token ${token}` };

const scenario = `
[[github.users]]
login = "octocat"
[[github.users]]
login = "hubot"
[[github.repositories]]
owner = "octocat"
name = "demo"
labels = ["bug"]
files = { "README.md" = "# demo\\n", "greeting.txt" = "goodbye\\n" }
collaborators = { hubot = "write" }
protection.main = { checks = ["ci"], reviews = 1, enforce_admins = true }
[github]
default_token = "octocat"
[[github.tokens]]
name = "octocat"
value = "${token}"
owner = "octocat"
[[github.tokens]]
name = "hubot"
value = "ghp_hubot"
owner = "hubot"
${Array.from({ length: 8 }, (_, index) => `[[github.issues]]\nrepository = "octocat/demo"\ntitle = "Issue ${index}"\n`).join("")}`;

export const githubRows = [
  {
    id: "github-start",
    title: "`backlot serve` with a GitHub, exec to first REST answer",
    unit: "x `node -e 0`",
    must: 3,
    goal: 2.2,
    measure: async (stage) => {
      const folder = projectOf(stage);
      const results = await interleave(
        {
          "node -e 0": () => runProgram([node, "-e", "0"], { cwd: folder }),
          backlot: () => firstAnswer(folder, path, "backlot.toml", "github"),
        },
        stage.quick ? 5 : 15,
      );
      return { value: timesOf(results, "backlot", "node -e 0"), results };
    },
  },
  {
    id: "github",
    title: `GET ${path} of a simulated GitHub, journaled, requests per second`,
    unit: "x bare node:http",
    more: true,
    measure: (stage) => againstGithub(stage, "double", () => startProgram("github-server.mjs")),
  },
  {
    id: "github-snapshot",
    title: "snapshot and restore of a GitHub with 1,000 issues",
    unit: "ms",
    must: 5,
    measure: async (stage) => {
      const server = startProgram("github-server.mjs", 1_000);
      try {
        await server.next();
        const rounds = await server.ask({ question: "snapshot", count: stage.quick ? 10 : 50 });
        return { value: median(rounds), results: { round: summary(rounds) } };
      } finally {
        await server.end();
      }
    },
  },
  {
    id: "github-memory",
    title: "resident memory of `backlot serve` after the suite of clients",
    unit: "MB",
    must: 100,
    measure: memoryAfterClients,
  },
];

/** Against a bare server whose answer is as long. */
export async function againstGithub(stage, name, start, authorization = request.authorization) {
  const bytes = await stage.once("size of a repository", async () => {
    const server = startProgram("github-server.mjs");
    try {
      await server.next();
      return await server.ask({ question: "size" });
    } finally {
      await server.end();
    }
  });
  return againstBare(stage, name, start, { request: { ...request, authorization }, bytes });
}

function projectOf(stage) {
  const folder = join(stage.folder, "github-project");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "backlot.toml"), scenario);
  return folder;
}

/** The programs of tests/clients that need no scenario of their own, twice: the second round meets what the first left. */
const clients = ["octokit-paginate.mjs", "octokit-release.mjs", "octokit-pull-request.mjs"];

async function memoryAfterClients(stage) {
  if (!existsSync(projectFile("tests/clients/node_modules/octokit"))) {
    return { skipped: "the clients are not installed: node scripts/clients.mjs installs them" };
  }
  const folder = projectOf(stage);
  const child = spawn(node, [cli, "serve", "--print", "json"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  try {
    const { env } = await firstObject(child.stdout);
    for (const client of clients) {
      const command = [node, projectFile(`tests/clients/programs/${client}`)];
      await runProgram(command, { cwd: folder, env: { ...process.env, ...env } });
    }
    const resident = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"));
    if (resident === null) return { skipped: "the system does not tell the memory of processes" };
    return { value: Number(resident[1]) / 1024, results: {} };
  } finally {
    child.kill("SIGTERM");
    await ended;
  }
}
