import { readFileSync, statSync } from "node:fs";
import { quote } from "../core/index.ts";
import { describeDiskError } from "./file-system.ts";

/** The bytes of a file, or why there are none, in words. */
type LimitedRead =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | {
      readonly ok: false;
      readonly reason: "missing" | "no-file" | "over-limit" | "unreadable";
      readonly what: string;
    };

/**
 * Reads a file that the command line or test code names, unless it is too large.
 * @param shownAs the path as it was given
 */
export function readLimited(path: string, bytesMax: number, shownAs: string): LimitedRead {
  const named = quote(shownAs);
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return { ok: false, reason: "missing", what: `there is no file ${named}` };
    if (!stats.isFile()) return { ok: false, reason: "no-file", what: `${named} is no file` };
    if (stats.size <= bytesMax) return { ok: true, bytes: readFileSync(path) };
    const what = `${named} has ${stats.size} bytes, more than ${bytesMax}`;
    return { ok: false, reason: "over-limit", what };
  } catch (error) {
    return { ok: false, reason: "unreadable", what: `${named} can't be read: ${describeDiskError(error)}` };
  }
}
