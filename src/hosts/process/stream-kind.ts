import { fstatSync, statSync } from "node:fs";
import { isatty } from "node:tty";
import type { StreamKind } from "../../core/index.ts";

/** What stands behind a descriptor of this process. Node opens /dev/null for those that it is started without. */
export function streamKind(descriptor: number): StreamKind {
  if (isatty(descriptor)) return "terminal";
  try {
    const facts = fstatSync(descriptor);
    if (facts.isFIFO() || facts.isSocket()) return "pipe";
    if (facts.isFile()) return "file";
    return facts.rdev === statSync("/dev/null").rdev ? "null" : "other";
  } catch {
    return "closed";
  }
}
