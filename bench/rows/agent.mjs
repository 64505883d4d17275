import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { interleave, timesOf } from "../method.mjs";
import { projectFile, runProgram } from "../programs.mjs";
import { inLoop, inParallel, noOperation } from "./commands.mjs";

const cli = projectFile("dist/cli/main.js");
const node = process.execPath;
const claude = ["claude", "-p", "hello"];
const atOnceCount = 100;

export const agentRows = [
  {
    id: "agent",
    title: "`claude -p hello`, stdin /dev/null, whole round trip",
    unit: "x `sh -c :`",
    must: 3,
    goal: 2,
    measure: (stage) => inWorld(stage, (world, command) => inLoop(world, command)),
  },
  {
    id: "agent-piped",
    title: "`echo | claude -p hello`, whole round trip",
    unit: "x `echo | sh -c :`",
    must: 5,
    goal: 3,
    measure: (stage) => inWorld(stage, (world, command) => inPipes(world, command)),
  },
  {
    id: "agent-parallel",
    title: `${atOnceCount} \`claude -p hello\` at once`,
    unit: `x ${atOnceCount} \`sh -c :\` at once`,
    measure: (stage) =>
      inWorld(stage, (world, command) => inParallel(world, command, atOnceCount), {
        rounds: stage.quick ? 2 : 5,
        warmUps: 1,
      }),
  },
  {
    id: "agent-alone",
    title: "`backlot claude --scenario FILE -p hello`, from exec to end",
    unit: "x `node -e 0`",
    measure: standAlone,
  },
];

/** Measures the agent's command against one that does nothing. @param work what is done with a command */
async function inWorld(stage, work, { rounds = stage.quick ? 5 : 24, warmUps = 2 } = {}) {
  const world = await stage.openWorld({
    agents: { claude: { responses: [{ pattern: { contains: "hello" }, response: "hi" }] } },
  });
  try {
    const results = await interleave(
      { "sh -c :": work(world, noOperation), claude: work(world, claude) },
      rounds,
      warmUps,
    );
    const last = world.agent("claude").calls.at(-1);
    if (last?.result !== "hi") throw new Error(`claude answered ${JSON.stringify(last)}`);
    return { value: timesOf(results, "claude", "sh -c :"), results };
  } finally {
    await world.close();
  }
}

/** As inLoop, with standard input a pipe that something comes through. */
function inPipes(world, command, calls = 25) {
  const loop =
    'count=$1; shift; while [ "$count" -gt 0 ]; do echo | "$@" >/dev/null; count=$((count-1)); done';
  return {
    run: () => runProgram(["/bin/sh", "-c", loop, "loop", String(calls), ...command], { env: world.env }),
    divide: calls,
  };
}

async function standAlone(stage) {
  const folder = join(stage.folder, "agent-alone");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), "{}");
  writeFileSync(
    join(folder, "backlot.toml"),
    '[[agents.claude.responses]]\npattern = { contains = "hello" }\nresponse = "hi"\n',
  );
  const words = ["claude", "--scenario", "backlot.toml", "-p", "hello"];
  const results = await interleave(
    {
      "node -e 0": async () => void (await runProgram([node, "-e", "0"], { cwd: folder })),
      backlot: async () => void (await runProgram([node, cli, ...words], { cwd: folder })),
    },
    stage.quick ? 5 : 15,
  );
  return { value: timesOf(results, "backlot", "node -e 0"), results };
}
