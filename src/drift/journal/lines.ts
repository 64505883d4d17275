import { limits } from "../../core/index.ts";

/** A line of a journal. */
export interface JournalLine {
  /** From 1. */
  readonly number: number;
  /** Undefined: it is no UTF-8. */
  readonly text: string | undefined;
  /** Bytes, without the line's end. */
  readonly length: number;
  /** Whether it has an end; the last one of a file may have none. */
  readonly ended: boolean;
}

const lineFeed = 0x0a;

/** The lines of a journal that are not empty. Of one that is too long only the beginning is decoded. */
export function* journalLines(bytes: Uint8Array): IterableIterator<JournalLine> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const textOf = (start: number, end: number): string | undefined => {
    try {
      return decoder.decode(bytes.subarray(start, end));
    } catch {
      return undefined;
    }
  };
  let number = 0;
  for (let start = 0; start < bytes.length;) {
    const found = bytes.indexOf(lineFeed, start);
    const end = found === -1 ? bytes.length : found;
    number += 1;
    const length = end - start;
    const tooLong = length > limits.journalLineBytes;
    const text = length === 0 || tooLong ? "" : textOf(start, end);
    if (tooLong || text?.trim() !== "") yield { number, text, length, ended: found !== -1 };
    start = end + 1;
  }
}
