import { createHash } from "node:crypto";
import type { HashPort } from "../../core/index.ts";

/**
 * Digests by Node's crypto, hex encoded.
 * @example hashPort.sha1(utf8("abc")) // "a9993e364706816aba3e25717850c26c9cd0d89d"
 */
export const hashPort: HashPort = {
  sha1: (bytes) => createHash("sha1").update(bytes).digest("hex"),
  sha256: (bytes) => createHash("sha256").update(bytes).digest("hex"),
};
