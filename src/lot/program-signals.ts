import type { ChildProcess } from "node:child_process";

const forwarded = ["SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM", "SIGUSR1", "SIGUSR2"] as const;
/** Those that ask a program to end. */
const ending = new Set<NodeJS.Signals>(["SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM"]);

/** Milliseconds a program has to end by itself when it was asked to, before it is killed. */
const graceMs = 5_000;

/**
 * Hands signals that reach this process on to a program. On a terminal the program gets its own SIGINT and
 * SIGQUIT from there. A program that still runs some seconds after SIGTERM or SIGHUP, or after it was asked a
 * second time, is killed: whoever asks wants the world ended and the report.
 * @param group whether the program leads a process group, which then gets them
 * @returns stops it
 */
export function forwardSignals(child: ChildProcess, terminal: boolean, group: boolean): () => void {
  let asked = 0;
  let killing: NodeJS.Timeout | undefined;
  const listeners = forwarded.map((signal) => {
    const listener = (): void => {
      const fromTerminal = terminal && (signal === "SIGINT" || signal === "SIGQUIT");
      if (!fromTerminal) signalProgram(child, signal, group);
      if (fromTerminal || !ending.has(signal)) return;
      asked += 1;
      if (asked > 1 || signal === "SIGTERM" || signal === "SIGHUP")
        killing ??= setTimeout(() => signalProgram(child, "SIGKILL", group), graceMs);
    };
    process.on(signal, listener);
    return [signal, listener] as const;
  });
  return () => {
    clearTimeout(killing);
    for (const [signal, listener] of listeners) process.off(signal, listener);
  };
}

/** Sends a signal to a program or its group; false when nothing of it is there any more. */
export function signalProgram(
  child: Pick<ChildProcess, "pid">,
  signal: NodeJS.Signals | 0,
  group: boolean,
): boolean {
  if (child.pid === undefined) return false;
  try {
    return process.kill(group ? -child.pid : child.pid, signal);
  } catch {
    return false;
  }
}

/**
 * Keeps signals from ending this process while it cleans up and reports after its program.
 * @returns lets them end it again
 */
export function holdSignals(): () => void {
  const ignore = (): void => {};
  for (const signal of forwarded) process.on(signal, ignore);
  return () => {
    for (const signal of forwarded) process.off(signal, ignore);
  };
}
