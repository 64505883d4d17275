import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { join } from "node:path";
import { interleave, timesOf } from "../method.mjs";
import { projectFile, runProgram } from "../programs.mjs";
import { contract, path } from "../programs/exchange.mjs";

const cli = projectFile("dist/cli/main.js");
const node = process.execPath;
const scenario = `
[services.convo]
[[services.convo.stubs]]
request = "GET /healthz"
optional = true
reply = { json = { ok = true } }
[[commands]]
run = "git push"
optional = true
reply = { stdout = "pushed\\n" }
`;

export const startRows = [
  startRow(
    "start-serve",
    "`backlot serve`, exec to first answer",
    { must: 2.5, goal: 1.8 },
    (folder) => () => firstAnswer(folder, "/healthz"),
  ),
  startRow("start-contract", "`backlot serve` with a small contract, exec to first answer", {}, (folder) => {
    writeFileSync(join(folder, "openapi.json"), JSON.stringify(contract));
    return answerOf(folder, `GET ${path}`);
  }),
  startRow("start-run", "`backlot run -- true`: open, run, verify, report", {}, (folder) =>
    backlot(folder, "run", "--", "true"),
  ),
  startRow("start-check", "`backlot check`", {}, (folder) => backlot(folder, "check")),
  startRow("start-version", "`backlot --version`", { must: 1.2, goal: 1.1 }, (folder) =>
    backlot(folder, "--version"),
  ),
];

/** A row that compares with the start of Node itself. */
function startRow(id, title, limits, workIn) {
  const measure = async (stage) => {
    const folder = join(stage.folder, "project");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "backlot.toml"), scenario);
    const work = workIn(folder);
    const candidates = {
      "node -e 0": () => runProgram([node, "-e", "0"], { cwd: folder }),
      backlot: () => work(folder),
    };
    const results = await interleave(candidates, stage.quick ? 5 : 15);
    return { value: timesOf(results, "backlot", "node -e 0"), results };
  };
  return { id, title, unit: "x `node -e 0`", ...limits, measure };
}

function backlot(folder, ...words) {
  return async () => void (await runProgram([node, cli, ...words], { cwd: folder }));
}

/** Measures the first answer of a service with the contract openapi.json in a folder. */
export function answerOf(folder, request) {
  const stub = `[[services.convo.stubs]]\nrequest = "${request}"\noptional = true\nreply = { status = 200, text = "{}", headers = { content-type = "application/json" } }\n`;
  writeFileSync(join(folder, "contract.toml"), `[services.convo]\nopenapi = "openapi.json"\n${stub}`);
  return () => firstAnswer(folder, request.split(" ")[1], "contract.toml");
}

/** Milliseconds from starting `backlot serve` to the last byte of the first answer; ending it does not count. */
export async function firstAnswer(folder, path, file = "backlot.toml", service = "convo") {
  const startedMs = performance.now();
  const child = spawn(node, [cli, "serve", "-s", file, "--print", "json"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  try {
    const { urls } = await firstObject(child.stdout);
    await answered(`${urls[service]}${path}`);
    return performance.now() - startedMs;
  } finally {
    child.kill("SIGTERM");
    await ended;
  }
}

/** Waits for a whole answer. @throws when it is not a 200 */
function answered(url) {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: false, headers: { "user-agent": "bench" } }, (response) => {
      if (response.statusCode === 200) response.resume().once("end", resolve);
      else reject(new Error(`the first answer was ${response.statusCode}`));
    });
    request.once("error", reject);
  });
}

/** What a program prints, as soon as it is JSON. */
export async function firstObject(stream) {
  let text = "";
  for await (const data of stream) {
    text += data;
    if (text.endsWith("\n}\n")) return JSON.parse(text);
  }
  throw new Error(`it ended without saying where it is: ${text}`);
}
