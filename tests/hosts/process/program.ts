import type { SignalName } from "../../../src/core/index.ts";
import type { Arrival } from "../../../src/engine/index.ts";
import { answerProcess, endBySignal } from "../../../src/hosts/process/index.ts";

// A process that answers itself as its first word says.
const [, , mode = "", word = ""] = process.argv;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const answers: Readonly<Record<string, (call: Arrival) => Promise<void>>> = {
  /** Gives standard input back. */
  echo: async ({ input, reply }) => {
    for await (const item of input) {
      if (item.kind === "bytes") await reply.bytes(item.bytes);
      if (item.kind === "end") break;
    }
    await reply.close({ how: "exit", code: 3 });
  },
  /** Tells what stands behind its streams. */
  kinds: async ({ head, reply }) => {
    if (head.protocol === "command") await reply.bytes(bytes(`${head.stdin} ${head.stdout}`), "stderr");
    await reply.end();
  },
  /** Says that it is there, and then nothing more. */
  wait: async ({ reply }) => {
    await reply.bytes(bytes("up\n"));
    await reply.wait(60_000);
    await reply.bytes(bytes("left\n"));
  },
  /** Tells all that it hears, until it hears a "q". */
  talk: async ({ input, reply }) => {
    await reply.attach({ raw: true });
    await reply.bytes(bytes("up\n"));
    for await (const item of input) {
      const said = item.kind === "bytes" ? new TextDecoder().decode(item.bytes) : item;
      await reply.bytes(bytes(`${JSON.stringify(said)}\n`));
      if (said === "q") break;
    }
    await reply.end();
  },
  /** Writes much, and dies. */
  die: async ({ reply }) => {
    await reply.bytes(new Uint8Array(300_000).fill(120));
    await reply.close({ how: "signal", signal: word as SignalName });
  },
  /** Never answers, and tells what keeps the process. */
  nothing: async ({ reply }) => {
    const kept = process.getActiveResourcesInfo().includes("Timeout");
    await reply.bytes(bytes(kept ? "a timer" : "nothing"));
    await new Promise(() => undefined);
  },
};

const how = await answerProcess(
  { accept: (arrival) => (answers[mode] as (call: Arrival) => Promise<void>)(arrival) },
  { command: "claude", args: [], cwd: "/", env: {} },
);
if (how.how === "signal") await endBySignal(how.signal);
else process.exitCode = how.how === "exit" ? how.code : 0;
