import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { isMainThread, Worker, workerData } from "node:worker_threads";
import {
  endProcesses,
  findExecutable,
  inspectProcesses,
  processesWritingTo,
  sharedInput,
} from "../../src/adapters/process/index.ts";
import { openShimHost } from "../../src/hosts/shim/index.ts";

/**
 * Round trip of a doubled command against `sh -c :`, and of a passed-through and a recorded one against the bare
 * command, interleaved, standard input from /dev/null. The host runs in a thread of its own, as it does in a
 * lot; this thread waits in spawnSync.
 */
const rounds = Number(process.argv[2] ?? 300);

if (isMainThread) {
  const folder = mkdtempSync(`${tmpdir()}/backlot-bench-`);
  const worker = new Worker(fileURLToPath(import.meta.url), { workerData: folder });
  const bin = await new Promise<string>((resolve) => worker.once("message", resolve));
  const commands: Record<string, [string, ...string[]]> = {
    "sh -c :": ["/bin/sh", "-c", ":"],
    doubled: [`${bin}/git`, "push", "--tags"],
    "doubled, 2 KB": [`${bin}/git`, "log"],
    bare: ["/usr/bin/git", "--version"],
    "passed through": [`${bin}/git`, "--version"],
    recorded: [`${bin}/git`, "--version", "recorded"],
  };
  const times: Record<string, number[]> = {};
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, [file, ...args]] of Object.entries(commands)) {
      const start = performance.now();
      spawnSync(file, args, { stdio: ["ignore", "pipe", "pipe"] });
      (times[name] ??= []).push(performance.now() - start);
    }
  }
  const median = (name: string) =>
    (times[name] ?? []).sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN;
  for (const name of Object.keys(commands)) {
    console.log(
      `${name.padEnd(16)} ${median(name).toFixed(3)} ms  ${(median(name) / median("sh -c :")).toFixed(2)} x  ` +
        `${(median(name) - median("bare")).toFixed(3)} ms over bare`,
    );
  }
  await worker.terminate();
  rmSync(folder, { recursive: true, force: true });
} else {
  const folder = workerData as string;
  const { parentPort } = await import("node:worker_threads");
  mkdirSync(`${folder}/pool`, { mode: 0o700 });
  mkdirSync(`${folder}/world`, { mode: 0o700 });
  const host = await openShimHost({
    folder: `${folder}/pool`,
    processes: {
      inspect: inspectProcesses,
      findExecutable,
      holding: processesWritingTo,
      sharedInput,
      end: endProcesses,
    },
  });
  const world = host.addWorld({
    folder: `${folder}/world`,
    commands: ["git"],
    sink: {
      accept: async ({ head, reply }) => {
        if (head.protocol === "command" && head.args[0] === "--version") {
          const record = head.args[1] === "recorded" ? { stdin: true } : undefined;
          await reply.pipe({ kind: "command", mode: "wait", record });
          return;
        }
        const long = head.protocol === "command" && head.args[0] === "log";
        await reply.bytes(new TextEncoder().encode(long ? "x".repeat(2048) : "Everything up-to-date\n"));
        await reply.end();
      },
    },
  });
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port is not a window
  parentPort?.postMessage(world.binFolder);
}
