import { concatBytes, textOf, toBase64, type Call, type SignalName } from "../core/index.ts";
import type { RecordedBytes } from "./record.ts";

/** What reading a call's whole input gave. */
export interface WholeInput {
  readonly bytes: Uint8Array;
  /** Bytes that came, also those past the limit. */
  readonly length: number;
  /** The program left before the end. */
  readonly gone: boolean;
  /** The signal that it was to end by before the end came; only where reading stops. */
  readonly signal?: SignalName | undefined;
}

/**
 * Reads a call's input to its end; keeps at most `bytesMax` bytes and counts the rest.
 * @param options.stop reads no further when there is more than that, or when a signal comes: input may have no end
 */
export async function readWhole(
  call: Call,
  bytesMax: number,
  { stop = false }: { readonly stop?: boolean } = {},
): Promise<WholeInput> {
  const parts: Uint8Array[] = [];
  let kept = 0;
  let length = 0;
  for await (const item of call.input) {
    if (item.kind === "end") return { bytes: concatBytes(parts), length, gone: false };
    if (item.kind === "gone") return { bytes: concatBytes(parts), length, gone: true };
    // What continues a program that was stopped does not end it.
    if (item.kind === "signal" && stop && item.signal !== "SIGCONT")
      return { bytes: concatBytes(parts), length, gone: false, signal: item.signal };
    if (item.kind !== "bytes") continue;
    length += item.bytes.length;
    const part = item.bytes.subarray(0, Math.max(0, bytesMax - kept));
    if (part.length > 0) parts.push(part);
    kept += part.length;
    if (stop && length > bytesMax) break;
  }
  return { bytes: concatBytes(parts), length, gone: call.gone.aborted };
}

/** Bytes as a record keeps them: cut at `bytesMax`, with the full length beside when they were cut. */
export function recordBytes(bytes: Uint8Array, bytesMax: number, length = bytes.length): RecordedBytes {
  const cut = length > bytesMax || length > bytes.length;
  const kept = cut ? bytes.subarray(0, wholeCharacters(bytes, Math.min(bytes.length, bytesMax))) : bytes;
  const data = textOf(kept) ?? { base64: toBase64(kept) };
  return cut ? { data, length } : { data };
}

/** The end of the last whole character before a cut, so that text which is cut stays text. */
function wholeCharacters(bytes: Uint8Array, end: number): number {
  let start = end;
  while (start > 0 && end - start < 4) {
    start -= 1;
    const byte = bytes[start] as number;
    if (byte < 0x80) return end;
    if (byte < 0xc0) continue;
    const size = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    return start + size > end ? start : end;
  }
  return end;
}
