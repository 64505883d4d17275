import { formatTime, parseTime } from "../../../engine/index.ts";

/** RFC 3339 in UTC with whole seconds, as GitHub writes times. @example timeOf(0) // "1970-01-01T00:00:00Z" */
export function timeOf(seconds: number): string {
  return formatTime(seconds * 1000).replace(/\.\d+Z$/, "Z");
}

/** Seconds since 1970 of an RFC 3339 time; undefined where it is none. */
export function secondsOf(time: string): number | undefined {
  const ms = parseTime(time);
  return ms === undefined ? undefined : Math.floor(ms / 1000);
}
