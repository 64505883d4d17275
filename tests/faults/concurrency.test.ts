import { afterAll, beforeAll, expect, test } from "vitest";

import { library, makeProject, type Project } from "../crash/product.ts";
import { runProgram } from "./backlot.ts";

const commands = 200;
const connections = 1_000;

/** The thread of the test is blocked while the calls come: whatever is lost is lost by the lot. */
const blocked = `
import { execFileSync } from "node:child_process";
import { openWorld } from ${JSON.stringify(library)};
const world = await openWorld({
  services: { api: { export: "API_URL", stubs: [{ request: "GET /item/{n}", reply: { text: "ok" } }] } },
  commands: [{ run: "tool *", reply: { stdout: "done\\n" } }],
});
const count = (list) => [...list].length;
const [kind] = process.argv.slice(2);
const output =
  kind === "commands"
    ? execFileSync("sh", ["-c", 'i=0; while [ $i -lt ${commands} ]; do tool $i & i=$((i + 1)); done; wait'], { env: world.env, encoding: "utf8" })
    : execFileSync(process.execPath, ["connect.mjs"], { env: world.env, encoding: "utf8" });
const calls = [];
for (let from = 0; ; from = calls.length) {
  const page = world.calls({ from, most: 1000 });
  if (page.length === 0) break;
  calls.push(...page);
}
const report = await world.verify();
const words = calls.map((call) => call.args?.[0] ?? call.path);
console.log(JSON.stringify({
  answered: output.trim().split("\\n").length,
  answers: [...new Set(output.trim().split("\\n"))],
  recorded: calls.length,
  different: new Set(words).size,
  outcomes: [...new Set(calls.map((call) => call.outcome))],
  unmatched: report.findings.filter((one) => one.name !== "unused-expectation").length,
}));
await world.close().catch(() => {});
`;

/** Opens all connections before the first is used, as a thundering herd does. */
const connect = `
import { connect } from "node:net";
const { hostname, port } = new URL(process.env.API_URL);
const answers = await Promise.all(Array.from({ length: ${connections} }, (_, n) => new Promise((resolve, reject) => {
  let text = "";
  const socket = connect(Number(port), hostname, () => socket.write("GET /item/" + n + " HTTP/1.1\\r\\nHost: x\\r\\nConnection: close\\r\\n\\r\\n"));
  socket.setEncoding("utf8").on("data", (part) => (text += part)).on("end", () => resolve(text.split("\\r\\n")[0])).on("error", (error) => resolve(error.code));
})));
console.log(answers.join("\\n"));
`;

let project: Project;
beforeAll(() => {
  project = makeProject({ "blocked.mjs": blocked, "connect.mjs": connect });
});
afterAll(() => {
  project.remove();
});

test.each([
  ["commands", commands, "done"],
  ["connections", connections, "HTTP/1.1 200 OK"],
])(
  "of many %s at once, while the test's thread is blocked, none is lost and none is doubled",
  async (kind, many, answer) => {
    const end = await runProgram(process.execPath, ["blocked.mjs", kind], { cwd: project.folder });
    expect(end).toMatchObject({ exitCode: 0, stderr: "" });
    expect(JSON.parse(end.stdout)).toEqual({
      answered: many,
      answers: [answer],
      recorded: many,
      different: many,
      outcomes: ["answered"],
      unmatched: 0,
    });
  },
);
