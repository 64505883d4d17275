import type { MessagePort } from "node:worker_threads";
import { BacklotError, finding } from "../core/index.ts";
import { threadHandlers } from "./handlers.ts";
import { openLot, type Lot } from "./lot.ts";
import { operations } from "./operations.ts";
import { shared } from "./thread/messages.ts";
import { serveThread } from "./thread/server.ts";
import { threadNumber } from "./thread/thread-number.ts";

/** What the thread is started with. */
export interface LotThreadData {
  readonly memory: Int32Array;
  readonly port: MessagePort;
  readonly syncPort: MessagePort;
}

/**
 * Serves the lot that holds all worlds of a test process. It opens with the first world, so that a process that opens
 * none starts nothing.
 * @param onWorldClosed called before the answer to whoever closed a world
 */
export function serveLot({ memory, port, syncPort }: LotThreadData, onWorldClosed: () => void): void {
  Atomics.store(memory, shared.thread, threadNumber());
  const thread = serveThread(memory, port, syncPort);
  let opening: Promise<Lot> | undefined;
  let lot: Lot | undefined;
  const run = (op: string, args: unknown): unknown => {
    const operation = operations[op];
    if (operation === undefined)
      throw new BacklotError([finding("internal", { what: `the lot has no operation ${op}` })]);
    if (lot !== undefined) return operation(lot, args as never);
    opening ??= openLot(threadHandlers(thread.runFunction)).then((opened) => (lot = opened));
    return opening.then((opened) => operation(opened, args as never));
  };
  thread.serve((op, args) => {
    const value = run(op, args);
    return op === "close" ? Promise.resolve(value).finally(onWorldClosed) : value;
  });
}

/** See serveLot. */
export type ServeLot = typeof serveLot;
