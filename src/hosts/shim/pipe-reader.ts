import { closeSync, constants, openSync } from "node:fs";
import { Socket } from "node:net";
import { isMainThread } from "node:worker_threads";

/** Reads a named pipe as it fills. */
export interface PipeReader {
  readonly socket: Socket;
  /** Resolves when it is closed. */
  close(): Promise<void>;
}

/**
 * Begins to read a named pipe. It is open for writing too: without a writer of our own it would end whenever
 * nobody writes.
 * @param buffer for all reads, together with what takes its first bytes; by default each read has its own
 */
export function readPipe(path: string, take: (bytes: Uint8Array) => void, buffer?: Uint8Array): PipeReader {
  const fd = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  const callback = (size: number): boolean => {
    take((buffer as Uint8Array).subarray(0, size));
    return true;
  };
  // Types know `onread` for connections only, the constructor takes it too.
  const onread = buffer === undefined ? {} : { onread: { buffer, callback } };
  const socket = new Socket({ fd, readable: true, writable: false, ...onread });
  socket.on("error", () => undefined);
  if (buffer === undefined) socket.on("data", take);
  else socket.resume();
  return {
    socket,
    close: async () => {
      if (socket.destroyed) return;
      const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
      socket.destroy();
      forget(fd);
      await closed;
    },
  };
}

/**
 * A thread keeps account of the files that it has opened and closes them when it ends, whoever has their
 * numbers then: another thread's file would be closed. It does not notice that a socket has closed one.
 * Closing it again strikes it off; that fails, since it happens before anybody else can have the number.
 */
function forget(fd: number): void {
  if (isMainThread) return;
  try {
    closeSync(fd);
  } catch {
    // Closed already, as it should be.
  }
}
