import { setTimeout as sleep } from "node:timers/promises";
import { inspectProcesses, type ProcessFacts } from "./process-facts.ts";

/** Which process is meant: a number alone may belong to a later one. */
export type ProcessIdentity = Pick<ProcessFacts, "pid" | "startedAt">;

/**
 * Ends processes: SIGTERM, then SIGKILL for those that are still there after `graceMs`. A process whose
 * start differs is another one with the same number and left alone.
 * @returns those that still live two seconds after SIGKILL, or could not be signalled
 */
export async function endProcesses(
  processes: readonly ProcessIdentity[],
  options: { readonly graceMs?: number; readonly procFolder?: string } = {},
): Promise<ProcessIdentity[]> {
  let left = await stillThere(processes, options.procFolder);
  for (const [signal, waitMs] of [
    ["SIGTERM", options.graceMs ?? 1_000],
    ["SIGKILL", 2_000],
  ] as const) {
    for (const { pid } of left) send(pid, signal);
    const deadline = performance.now() + waitMs;
    for (let pause = 2; left.length > 0 && performance.now() < deadline; pause = Math.min(pause * 2, 50)) {
      await sleep(pause);
      left = await stillThere(left, options.procFolder);
    }
  }
  return left;
}

async function stillThere(
  processes: readonly ProcessIdentity[],
  procFolder: string | undefined,
): Promise<ProcessIdentity[]> {
  const found = await inspectProcesses(
    processes.map(({ pid }) => pid),
    procFolder,
  );
  return processes.filter(({ pid, startedAt }) => {
    const facts = found.get(pid);
    return facts !== undefined && !facts.ended && facts.startedAt === startedAt;
  });
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended in between, or belongs to somebody else; the caller is told by the result.
  }
}
