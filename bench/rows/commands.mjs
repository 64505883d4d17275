import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { interleave, timesOf } from "../method.mjs";
import { runProgram } from "../programs.mjs";

/** Calls in one loop of the shell: enough that starting the loop itself does not count. */
const callsInLoop = 25;

// What calls is a small shell, not Node: a large process takes longer to fork, and would hide what the call
// itself takes. Everything is called from the same loop, found on the same PATH.
const loop =
  'count=$1; shift; while [ "$count" -gt 0 ]; do "$@" </dev/null >/dev/null; count=$((count-1)); done';
const parallel =
  'count=$1; shift; while [ "$count" -gt 0 ]; do "$@" </dev/null >/dev/null & count=$((count-1)); done; wait';

export const noOperation = ["/bin/sh", "-c", ":"];

export const commandRows = [
  {
    id: "command",
    title: "doubled command, stdin /dev/null, whole round trip",
    unit: "x `sh -c :`",
    must: 2.5,
    goal: 1.5,
    measure: doubledCommand,
  },
  {
    id: "command-many",
    title: "the last of 50 expectations answers",
    unit: "x `sh -c :`",
    measure: amongMany,
  },
  {
    id: "command-spied",
    title: "spied passthrough of `git --version`",
    unit: "x the bare command",
    measure: spied,
  },
  {
    id: "command-replayed",
    title: "the last of 50 recordings is replayed",
    unit: "x `sh -c :`",
    measure: replayed,
  },
  {
    id: "command-recorded",
    title: "recorded passthrough of `git --version`",
    unit: "x the bare command",
    measure: recorded,
  },
  {
    id: "command-parallel",
    title: "200 doubled commands at once",
    unit: "x 200 `sh -c :` at once",
    measure: manyAtOnce,
  },
];

async function doubledCommand(stage) {
  const world = await stage.openWorld({
    commands: [{ command: "git", args: ["push", "--tags"], reply: { stdout: "Everything up-to-date\n" } }],
  });
  const nodeShim = await openNodeShim(stage.folder);
  try {
    const results = await interleave(
      {
        "sh -c :": inLoop(world, noOperation),
        doubled: inLoop(world, ["git", "push", "--tags"]),
        "real git --version": inLoop(world, ["/usr/bin/git", "--version"]),
        // Tens of times slower, so it is called less often.
        "a shim in Node": { ...inLoop(world, [nodeShim.path], 3), every: 4 },
      },
      stage.quick ? 5 : 24,
    );
    return { value: timesOf(results, "doubled", "sh -c :"), results };
  } finally {
    await nodeShim.close();
    await world.close();
  }
}

async function amongMany(stage) {
  const others = Array.from({ length: 49 }, (_, index) => ({
    command: "tool",
    args: ["step", `--number=${index}`, { contains: `item-${index}-` }],
    optional: true,
    reply: {},
  }));
  const world = await stage.openWorld({
    commands: [...others, { command: "tool", args: ["step", "--number=49"], reply: { stdout: "done\n" } }],
  });
  try {
    const results = await interleave(
      {
        "sh -c :": inLoop(world, noOperation),
        doubled: inLoop(world, ["tool", "step", "--number=49"]),
      },
      stage.quick ? 5 : 16,
    );
    return { value: timesOf(results, "doubled", "sh -c :"), results };
  } finally {
    await world.close();
  }
}

async function spied(stage) {
  const world = await stage.openWorld({ commands: [{ run: "git **", passthrough: true }] });
  try {
    const results = await interleave(
      {
        "sh -c :": inLoop(world, noOperation),
        "bare git --version": inLoop(world, ["/usr/bin/git", "--version"]),
        "spied git --version": inLoop(world, ["git", "--version"]),
      },
      stage.quick ? 5 : 16,
    );
    return { value: timesOf(results, "spied git --version", "bare git --version"), results };
  } finally {
    await world.close();
  }
}

async function replayed(stage) {
  const recording = (sequence, args, stdout) => ({
    sequence,
    command: "git",
    args,
    stdin: "",
    env_subset: {},
    stdout,
    stderr: "",
    exit_code: 0,
    timestamp: "2025-01-15T10:30:00Z",
    duration_ms: 3,
  });
  const others = Array.from({ length: 49 }, (_, index) => recording(index, ["show", `v${index}`], "x\n"));
  const fixture = {
    version: "1.0",
    metadata: {
      created_at: "2025-01-15T10:30:00Z",
      cmdmox_version: "1",
      platform: "any",
      python_version: "1",
    },
    recordings: [...others, recording(49, ["--version"], "git version 2.0.0\n")],
    scrubbing_rules: [],
  };
  const project = join(stage.folder, "replayed");
  mkdirSync(project, { recursive: true });
  writeFileSync(join(project, "git.json"), JSON.stringify(fixture));
  writeFileSync(join(project, "package.json"), "{}");
  const world = await stage.openWorld(
    { commands: [{ run: "git **", optional: true, fixture: { path: "git.json", many: true } }] },
    { cwd: project },
  );
  try {
    const results = await interleave(
      {
        "sh -c :": inLoop(world, noOperation),
        "real git --version": inLoop(world, ["/usr/bin/git", "--version"]),
        replayed: inLoop(world, ["git", "--version"]),
      },
      stage.quick ? 5 : 16,
    );
    return { value: timesOf(results, "replayed", "sh -c :"), results };
  } finally {
    await world.close();
  }
}

async function recorded(stage) {
  const project = join(stage.folder, "recorded");
  mkdirSync(project, { recursive: true });
  writeFileSync(join(project, "package.json"), "{}");
  const world = await stage.openWorld({}, { cwd: project });
  world.command("git").mock().record("recorded.json", { mode: "all" });
  try {
    const results = await interleave(
      {
        "sh -c :": inLoop(world, noOperation),
        "bare git --version": inLoop(world, ["/usr/bin/git", "--version"]),
        "recorded git --version": inLoop(world, ["git", "--version"]),
      },
      stage.quick ? 5 : 16,
    );
    return { value: timesOf(results, "recorded git --version", "bare git --version"), results };
  } finally {
    await world.close();
  }
}

async function manyAtOnce(stage) {
  const world = await stage.openWorld({ commands: [{ run: "git push", reply: { stdout: "pushed\n" } }] });
  const atOnce = (command) => inParallel(world, command, 200);
  try {
    const rounds = stage.quick ? 2 : 5;
    const results = await interleave(
      { "200 sh -c :": atOnce(noOperation), "200 doubled": atOnce(["git", "push"]) },
      rounds,
      1,
    );
    const calls = 200 * (rounds + 1);
    if (world.calls({ from: calls - 1 }).length !== 1) throw new Error(`fewer than ${calls} calls arrived`);
    return { value: timesOf(results, "200 doubled", "200 sh -c :"), results };
  } finally {
    await world.close();
  }
}

/** A command called in a loop of the shell, in a world's environment. */
export function inLoop(world, command, calls = callsInLoop) {
  return {
    run: () => runProgram(["/bin/sh", "-c", loop, "loop", String(calls), ...command], { env: world.env }),
    divide: calls,
  };
}

/** A command called many times at once by a shell, in a world's environment. */
export function inParallel(world, command, count) {
  return async () =>
    void (await runProgram(["/bin/sh", "-c", parallel, "parallel", String(count), ...command], {
      env: world.env,
    }));
}

/** What a double would cost whose command is a Node program that asks a server. */
async function openNodeShim(folder) {
  const socket = join(folder, "node-shim.sock");
  const path = join(folder, "node-shim");
  const server = createServer((connection) => connection.end("Everything up-to-date\n"));
  await new Promise((resolve) => server.listen(socket, resolve));
  writeFileSync(
    path,
    `#!${process.execPath}\nrequire("node:net").connect(${JSON.stringify(socket)}).pipe(process.stdout);\n`,
  );
  chmodSync(path, 0o700);
  return {
    path,
    close: async () => {
      await new Promise((resolve) => server.close(resolve));
      rmSync(path, { force: true });
    },
  };
}
