import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { CodePlace } from "../../core/index.ts";

const frame = /\(?((?:file:\/\/|\/|[A-Za-z]:\\)[^()]*?):(\d+):(\d+)\)?$/;

/**
 * Where test code called backlot: the first frame that is neither backlot's nor Node's.
 * @param boundary the public function that was called; frames up to it are left out
 */
export function codePlace(boundary: (...args: never[]) => unknown): CodePlace {
  const holder: { stack?: string } = {};
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = 20;
  Error.captureStackTrace(holder, boundary);
  Error.stackTraceLimit = before;
  for (const line of (holder.stack ?? "").split("\n").slice(1)) {
    const found = frame.exec(line.trim());
    if (found === null) continue;
    const [, source = "", row = "0", column = "0"] = found;
    if (ownFile(source)) continue;
    const path = source.startsWith("file:") ? fileURLToPath(source) : source;
    const short = relative(process.cwd(), path);
    return {
      kind: "code",
      file: short.startsWith("..") ? path : short,
      line: Number(row),
      column: Number(column),
    };
  }
  return { kind: "code", file: "unknown", line: 0, column: 0 };
}

/** Files of this package: everything below the built folder (or below src, from source). */
const ownFolder = /^.*\/(?:dist|src)\//.exec(import.meta.url)?.[0] ?? import.meta.url;
function ownFile(source: string): boolean {
  const href = source.startsWith("file:") ? source : `file://${source}`;
  return href.startsWith(ownFolder);
}
