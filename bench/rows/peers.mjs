import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { interleave, timesOf } from "../method.mjs";
import { projectFile, runProgram, startProgram } from "../programs.mjs";
import { inLoop, noOperation } from "./commands.mjs";
import { againstGithub } from "./github.mjs";
import { againstBare, contractFolder } from "./http.mjs";
import { answerOf } from "./start.mjs";

/** The last versions that run on Node 20. Installed when --peers asks for them, never with the project. */
const versions = {
  mockttp: "3.15.5",
  "json-server": "0.17.4",
  "bats-mock": "1.2.5",
  "openapi-backend": "5.21.2",
  "@stoplight/prism-cli": "5.14.2",
  "@mockoon/cli": "9.9.0",
  emulate: "0.11.2",
  "@simulacrum/github-api-simulator": "0.8.0",
  // No tool: the largest contract that many know.
  "@octokit/openapi": "23.0.2",
};

export const peerRows = [
  serverRow("mockttp", "peer-mockttp.mjs"),
  serverRow("json-server", "peer-json-server.mjs"),
  contractRow("openapi-backend", "peer-openapi-backend.mjs"),
  contractRow("@stoplight/prism-cli", "peer-prism.mjs"),
  contractRow("@mockoon/cli", "peer-mockoon.mjs"),
  githubRow("emulate", "peer-emulate.mjs"),
  githubRow("@simulacrum/github-api-simulator", "peer-simulacrum.mjs"),
  {
    id: "peer-bats-mock",
    title: `a command stubbed by bats-mock ${versions["bats-mock"]}`,
    unit: "x `sh -c :`",
    peer: true,
    measure: (stage) => withPeers(stage, (modules) => batsMock(stage, modules)),
  },
  {
    id: "start-github",
    title: "`backlot serve` with GitHub's description (12.7 MB), exec to first answer",
    unit: "ms",
    must: 1000,
    goal: 700,
    peer: true,
    measure: (stage) => withPeers(stage, (modules) => gitHubAnswer(stage, modules)),
  },
  {
    id: "peer-cmdmox",
    title: "a command stubbed by CmdMox against ours",
    unit: "x a doubled command",
    more: true,
    peer: true,
    must: 25,
    goal: 40,
    measure: cmdMox,
  },
];

function serverRow(name, program) {
  return peerServer(name, "an HTTP stub", (_stage, modules) => startProgram(program, modules));
}

/** The same exchange, answered from its contract; Mockoon does not validate requests. */
function contractRow(name, program) {
  return peerServer(name, "an HTTP mock of a contract", (stage, modules) =>
    startProgram(program, modules, contractFolder(stage)),
  );
}

function githubRow(name, program) {
  return {
    ...peerServer(name, "a repository of GitHub, simulated", undefined),
    measure: (stage) =>
      withPeers(stage, (modules) =>
        // Nobody may call emulate more than 5,000 times with one token.
        againstGithub(stage, name, () => startProgram(program, modules), "token ghp_{n}"),
      ),
  };
}

function peerServer(name, what, start) {
  return {
    id: `peer-${name.replace("@stoplight/", "").replace("@mockoon/", "mockoon-").replace("@simulacrum/", "")}`,
    title: `${what} by ${name} ${versions[name]}, requests per second`,
    unit: "x bare node:http",
    more: true,
    peer: true,
    measure: (stage) => withPeers(stage, (modules) => againstBare(stage, name, () => start(stage, modules))),
  };
}

async function gitHubAnswer(stage, modules) {
  const folder = join(stage.folder, "github");
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(modules, "@octokit/openapi/generated/api.github.com.json"), join(folder, "openapi.json"));
  const results = await interleave(
    { backlot: answerOf(folder, "GET /repos/octocat/demo/issues") },
    stage.quick ? 3 : 7,
  );
  return { value: results.backlot.median, results };
}

/** Installs the peers once for the whole run; a row says why it is left out when that fails. */
async function withPeers(stage, measure) {
  try {
    stage.peers ??= installPeers(stage.folder);
    return await measure(await stage.peers);
  } catch (error) {
    return { skipped: error.message.trim().split("\n")[0] };
  }
}

async function installPeers(folder) {
  const place = join(folder, "peers");
  mkdirSync(place);
  writeFileSync(join(place, "package.json"), '{ "private": true }\n');
  const wanted = Object.entries(versions).map(([name, version]) => `${name}@${version}`);
  await runProgram(["npm", "install", ...wanted, "--no-audit", "--no-fund", "--ignore-scripts"], {
    cwd: place,
  });
  return join(place, "node_modules");
}

/** The stub is what its own shell functions would set up: a link, a plan, and variables. */
/** Its source is not on a registry: CMDMOX_SOURCE names the folder that holds `cmd_mox`. */
async function cmdMox(stage) {
  const source = process.env.CMDMOX_SOURCE;
  if (source === undefined) return { skipped: "CMDMOX_SOURCE does not name the source of CmdMox" };
  const python = findPython();
  if (python === undefined) return { skipped: "there is no Python 3.12" };
  const program = spawn(python, [projectFile("bench/programs/peer-cmdmox.py"), source], {
    // Its shims look for python3 on PATH.
    env: { ...process.env, PATH: `${dirname(python)}${delimiter}${process.env.PATH}` },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(program, "exit");
  const world = await stage.openWorld({
    commands: [{ command: "git", args: ["push", "--tags"], reply: { stdout: "Everything up-to-date\n" } }],
  });
  try {
    const [line] = await once(createInterface(program.stdout), "line");
    const results = await interleave(
      {
        doubled: inLoop(world, ["git", "push", "--tags"]),
        CmdMox: { ...inLoop({ env: JSON.parse(line) }, ["git", "push", "--tags"], 3), every: 3 },
      },
      stage.quick ? 3 : 12,
    );
    return { value: timesOf(results, "CmdMox", "doubled"), results };
  } finally {
    program.stdin.end();
    await Promise.all([ended, world.close()]);
  }
}

/** The interpreter itself, since one that is found through a version manager takes twice as long to start. */
function findPython() {
  for (const name of ["python3.12", "python3.13", "python3.14", "python3"]) {
    const told = "import sys; print(sys.executable if sys.version_info >= (3, 12) else '')";
    const { status, stdout } = spawnSync(name, ["-c", told], { encoding: "utf8" });
    if (status === 0 && stdout.trim() !== "") return stdout.trim();
  }
  return undefined;
}

async function batsMock(stage, modules) {
  const folder = join(stage.folder, `bats-${performance.now()}`);
  const bin = join(folder, "bin");
  mkdirSync(bin, { recursive: true });
  symlinkSync(join(modules, "bats-mock/binstub"), join(bin, "git"));
  writeFileSync(join(folder, "plan"), "push --tags : echo Everything up-to-date\n");
  const env = {
    ...process.env,
    PATH: `${bin}:${process.env.PATH}`,
    BATS_MOCK_TMPDIR: folder,
    GIT_STUB_PLAN: join(folder, "plan"),
    GIT_STUB_RUN: join(folder, "run"),
    GIT_STUB_NOINDEX: "1",
  };
  const results = await interleave(
    {
      "sh -c :": inLoop({ env }, noOperation),
      "bats-mock": inLoop({ env }, ["git", "push", "--tags"]),
    },
    stage.quick ? 3 : 10,
  );
  return { value: timesOf(results, "bats-mock", "sh -c :"), results };
}
