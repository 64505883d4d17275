import { mkdirSync } from "node:fs";
import { isMainThread, parentPort, workerData } from "node:worker_threads";
import {
  endProcesses,
  findExecutable,
  inspectProcesses,
  processesWritingTo,
  sharedInput,
} from "../../../src/adapters/process/index.ts";
import { openShimHost } from "../../../src/hosts/shim/index.ts";

/**
 * A host in a thread or process of its own. It answers `tool WORD` with that word, `tool wait` never, and passes
 * `tool record` through and records it.
 */
const folder = isMainThread ? (process.argv[2] as string) : (workerData as string);
const calls: string[] = [];
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
  commands: ["tool"],
  sink: {
    accept: async ({ head, reply }) => {
      const word = head.protocol === "command" ? (head.args[0] ?? "") : "";
      calls.push(word);
      if (word === "record") {
        await reply.pipe({ kind: "command", mode: "wait", record: { stdin: true } });
        return;
      }
      if (word === "wait") await reply.wait(60_000);
      else if (word === "busy") for (const end = performance.now() + 500; performance.now() < end;);
      await reply.bytes(new TextEncoder().encode(`${word}\n`));
      await reply.end();
    },
  },
});

function tell(message: unknown): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port is not a window
  if (parentPort !== null) parentPort.postMessage(message);
  else process.send?.(message);
}

async function hear(message: string): Promise<void> {
  if (message === "calls") tell(calls);
  if (message === "shut") {
    await host.close();
    tell("shut");
  }
  if (message === "close") {
    await host.close();
    tell("closed");
    parentPort?.close();
    process.disconnect?.();
  }
}

const source = parentPort ?? process;
source.on("message", (message: string) => void hear(message));
tell(world.binFolder);
