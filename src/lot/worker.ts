import { workerData, type MessagePort } from "node:worker_threads";
import { BacklotError, finding } from "../core/index.ts";
import { threadHandlers } from "./handlers.ts";
import { openLot, type Lot } from "./lot.ts";
import { operations } from "./operations.ts";
import { shared } from "./thread/messages.ts";
import { serveThread } from "./thread/server.ts";
import { threadNumber } from "./thread/thread-number.ts";

// The thread that holds all worlds of a test process. The lot opens with the first world, so that a process
// that opens none starts nothing.
const { memory, port, syncPort } = workerData as {
  memory: Int32Array;
  port: MessagePort;
  syncPort: MessagePort;
};
Atomics.store(memory, shared.thread, threadNumber());
const thread = serveThread(memory, port, syncPort);
let opening: Promise<Lot> | undefined;
let lot: Lot | undefined;

thread.serve((op, args) => {
  const operation = operations[op];
  if (operation === undefined)
    throw new BacklotError([finding("internal", { what: `the lot has no operation ${op}` })]);
  if (lot !== undefined) return operation(lot, args as never);
  opening ??= openLot(threadHandlers(thread.runFunction)).then((opened) => (lot = opened));
  return opening.then((opened) => operation(opened, args as never));
});
