import { concatBytes, textOf, toBase64, type Call } from "../core/index.ts";
import type { RecordedBytes } from "./record.ts";

/** What reading a call's whole input gave. */
export interface WholeInput {
  readonly bytes: Uint8Array;
  /** Bytes that came, also those past the limit. */
  readonly length: number;
  /** The program left before the end. */
  readonly gone: boolean;
}

/** Reads a call's input to its end; keeps at most `bytesMax` bytes and counts the rest. */
export async function readWhole(call: Call, bytesMax: number): Promise<WholeInput> {
  const parts: Uint8Array[] = [];
  let kept = 0;
  let length = 0;
  for await (const item of call.input) {
    if (item.kind === "end") return { bytes: concatBytes(parts), length, gone: false };
    if (item.kind === "gone") return { bytes: concatBytes(parts), length, gone: true };
    if (item.kind !== "bytes") continue;
    length += item.bytes.length;
    const room = bytesMax - kept;
    if (room <= 0) continue;
    const part = item.bytes.length > room ? item.bytes.subarray(0, room) : item.bytes;
    parts.push(part);
    kept += part.length;
  }
  return { bytes: concatBytes(parts), length, gone: call.gone.aborted };
}

/** Bytes as a record keeps them: cut at `bytesMax`, with the full length beside when they were cut. */
export function recordBytes(bytes: Uint8Array, bytesMax: number, length = bytes.length): RecordedBytes {
  const kept = bytes.length > bytesMax ? bytes.subarray(0, bytesMax) : bytes;
  const data = textOf(kept) ?? { base64: toBase64(kept) };
  return kept.length === length ? { data } : { data, length };
}
