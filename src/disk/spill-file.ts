import { closeSync, openSync, readSync, write } from "node:fs";
import { cannotWrite } from "./file-system.ts";

/** A file that grows at its end and is read at any place, synchronously. Opened with its first byte. */
export interface SpillFile {
  /**
   * Appends bytes and returns where they stand. They are written beside this thread's work; until then they
   * are read from memory.
   * @throws BacklotError `cannot-write` when an earlier write failed
   */
  append(bytes: Uint8Array): number;
  read(offset: number, length: number): Uint8Array;
  close(): void;
}

/** @param path a file in a private folder; made when the first bytes come */
export function openSpillFile(path: string): SpillFile {
  /** Bytes under way to the disk, by where they stand. */
  const pending = new Map<number, Uint8Array>();
  let descriptor: number | undefined;
  let end = 0;
  let failure: unknown;
  let closed = false;

  const closeWhenIdle = (): void => {
    // A number that is closed too early may be another file's by the time of the write.
    if (!closed || pending.size > 0 || descriptor === undefined) return;
    closeSync(descriptor);
    descriptor = undefined;
  };
  const send = (file: number, offset: number, from: number): void => {
    const bytes = pending.get(offset) as Uint8Array;
    write(file, bytes, from, bytes.length - from, offset + from, (error, written) => {
      if (error === null && from + written < bytes.length) return send(file, offset, from + written);
      failure ??= error ?? undefined;
      if (error === null) pending.delete(offset);
      else if (closed) pending.clear();
      closeWhenIdle();
    });
  };
  return {
    append: (bytes) => {
      try {
        if (failure !== undefined) throw failure;
        descriptor ??= openSync(path, "wx+", 0o600);
      } catch (error) {
        throw cannotWrite(path, error);
      }
      const offset = end;
      end += bytes.length;
      // The caller uses its memory again.
      pending.set(offset, bytes.slice());
      send(descriptor, offset, 0);
      return offset;
    },
    read: (offset, length) => {
      const waiting = pending.get(offset);
      if (waiting !== undefined) return waiting.slice(0, length);
      const bytes = new Uint8Array(length);
      if (descriptor !== undefined) readSync(descriptor, bytes, 0, length, offset);
      return bytes;
    },
    close: () => {
      closed = true;
      closeWhenIdle();
    },
  };
}
