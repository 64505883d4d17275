import { formatTime, parseTime, type Clock } from "../../../engine/index.ts";

/**
 * The time that a session tells: its launch_timestamp, moved on as the world's clock is since then.
 * @param launchTimestamp RFC 3339 with an offset; what is none is taken for the world's own time
 * @param launchedMs what the world's clock said at that time: its start when the scenario gives a launch_timestamp, so that
 * a later process is later; else the start of the process
 */
export function sessionClock(launchTimestamp: string, world: Clock, launchedMs: number): Clock {
  const launch = parseTime(launchTimestamp) ?? launchedMs;
  const nowMs = (): number => launch + (world.nowMs() - launchedMs);
  return { nowMs, now: () => formatTime(nowMs()) };
}
