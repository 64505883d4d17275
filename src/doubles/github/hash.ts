import { sha1 } from "@noble/hashes/legacy.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

/**
 * Digests, hex encoded. Objects get their SHAs while a write is decided, which is data in and data out: a port would be
 * a function in the command.
 */
export const hash = {
  sha1: (bytes: Uint8Array): string => bytesToHex(sha1(bytes)),
  sha256: (bytes: Uint8Array): string => bytesToHex(sha256(bytes)),
} as const;
