import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { CodePlace } from "../../core/index.ts";

const location = /\(?((?:file:\/\/|\/|[A-Za-z]:\\)[^()]*?):(\d+):(\d+)\)?$/;

/** Frames looked at: backlot's own, then a test's, however deep its own functions are. */
const framesMax = 30;

/** Where test code called backlot: the first frame that is neither backlot's nor Node's. */
export function codePlace(): CodePlace {
  const found = location.exec(testFrames()[0] ?? "");
  if (found === null) return { kind: "code", file: "unknown", line: 0, column: 0 };
  const [, source = "", row = "0", column = "0"] = found;
  const path = pathOf(source);
  const short = relative(process.cwd(), path);
  return {
    kind: "code",
    file: short.startsWith("..") ? path : short,
    line: Number(row),
    column: Number(column),
  };
}

/** Lines of this moment's stack without backlot's own and Node's: where an error of test code belongs. */
export function testFrames(): readonly string[] {
  const holder: { stack?: string } = {};
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = framesMax;
  Error.captureStackTrace(holder, testFrames);
  Error.stackTraceLimit = before;
  return (holder.stack ?? "").split("\n").filter((line) => {
    const source = location.exec(line)?.[1];
    return source !== undefined && !ownFile(source);
  });
}

/** Files of this package: everything below the built folder (or below src, from source). */
const ownFolder = pathOf(/^.*\/(?:dist|src)\//.exec(import.meta.url)?.[0] ?? import.meta.url);
function ownFile(source: string): boolean {
  return pathOf(source).startsWith(ownFolder);
}

function pathOf(source: string): string {
  return source.startsWith("file:") ? fileURLToPath(source) : source;
}
