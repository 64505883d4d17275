import { constants, inflateRawSync } from "node:zlib";
import { regexSearchPort } from "../adapters/regex/index.ts";
import { limits } from "../core/index.ts";

/** What scrubbing needs from outside: searches with a time budget, and gzip data inflated as far as it goes. */
export const scrubPorts = { regex: regexSearchPort, inflate };

/**
 * Of gzip data only what is behind its header goes to zlib: gunzip takes whatever follows the data for more of it, and
 * throws.
 */
function inflate(bytes: Uint8Array): Uint8Array | undefined {
  try {
    const maxOutputLength = limits.recordedStreamBytes;
    const data = bytes.subarray(headerBytes(bytes));
    return inflateRawSync(data, { maxOutputLength, finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return undefined;
  }
}

/** Flags of a gzip header (RFC 1952): which fields follow its first ten bytes. */
const flags = { headerCrc: 2, extra: 4, name: 8, comment: 16 };

function headerBytes(bytes: Uint8Array): number {
  const given = bytes[3] ?? 0;
  let at = 10;
  if ((given & flags.extra) !== 0) at += 2 + (bytes[at] ?? 0) + 256 * (bytes[at + 1] ?? 0);
  for (const text of [flags.name, flags.comment]) {
    if ((given & text) !== 0) at = bytes.indexOf(0, at) + 1;
  }
  return (given & flags.headerCrc) === 0 ? at : at + 2;
}
