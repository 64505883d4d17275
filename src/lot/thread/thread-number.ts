import { existsSync, readlinkSync } from "node:fs";

/**
 * The system's number of the thread that calls; 0 where the system shows no threads. A thread that waits in
 * Atomics.wait hears nothing of another one's end, but can see that its number is gone.
 */
export function threadNumber(): number {
  try {
    // "PID/task/TID", see proc(5).
    return Number(/\/task\/(\d+)$/.exec(readlinkSync("/proc/thread-self"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** Whether a thread of this process runs; where that can't be known, it does. */
export function threadRuns(number: number): boolean {
  return number === 0 || existsSync(`/proc/self/task/${number}`);
}
