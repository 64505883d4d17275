import { constants, gunzipSync } from "node:zlib";
import { regexSearchPort } from "../adapters/regex/index.ts";
import { limits } from "../core/index.ts";

/** What scrubbing needs from outside: searches with a time budget, and gzip data inflated as far as it goes. */
export const scrubPorts = { regex: regexSearchPort, inflate };

function inflate(bytes: Uint8Array): Uint8Array | undefined {
  try {
    const maxOutputLength = limits.recordedStreamBytes;
    return gunzipSync(bytes, { maxOutputLength, finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return undefined;
  }
}
