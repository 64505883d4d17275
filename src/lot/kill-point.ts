const wanted = process.env["BACKLOT_TEST_KILL_POINT"];

/**
 * A named moment at which a crash test may end this process as `kill -9` would. Does nothing unless
 * BACKLOT_TEST_KILL_POINT held this name when the process (or worker) started.
 * @example killPoint("folder-created")
 */
export function killPoint(name: string): void {
  if (name === wanted) process.kill(process.pid, "SIGKILL");
}
