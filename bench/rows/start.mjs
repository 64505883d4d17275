import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { interleave, timesOf } from "../method.mjs";
import { projectFile, runProgram } from "../programs.mjs";

const cli = projectFile("dist/cli/main.js");
const example = projectFile("examples/release/backlot.toml");
const node = process.execPath;

export const startRows = [
  startRow("start-version", "`backlot --version`", ["--version"], { must: 1.2, goal: 1.1 }),
  startRow("start-check", "`backlot check` of the example", ["check", example], {}),
  startRow(
    "start-run",
    "`backlot run -- true`: open, run, verify, report",
    ["run", "-s", "FILE", "--", "true"],
    {},
  ),
];

function startRow(id, title, args, limits) {
  return { id, title, unit: "x `node -e 0`", ...limits, measure: (stage) => start(stage, args) };
}

async function start(stage, args) {
  const folder = join(stage.folder, "project");
  const file = join(folder, "backlot.toml");
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    file,
    `[services.convo]\n[[services.convo.stubs]]\nrequest = "GET /a"\noptional = true\nreply = { json = { ok = true } }\n` +
      `[[commands]]\nrun = "git push"\noptional = true\nreply = { stdout = "pushed\\n" }\n`,
  );
  const words = args.map((word) => (word === "FILE" ? file : word));
  const inFolder = { cwd: folder };
  try {
    const results = await interleave(
      {
        "node -e 0": () => runProgram([node, "-e", "0"], inFolder),
        backlot: () => runProgram([node, cli, ...words], inFolder),
      },
      stage.quick ? 5 : 15,
    );
    return { value: timesOf(results, "backlot", "node -e 0"), results };
  } catch (error) {
    if (/no command|unknown|route/i.test(error.message)) return { skipped: "there is no such verb" };
    throw error;
  }
}
