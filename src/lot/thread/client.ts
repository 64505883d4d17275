import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from "node:worker_threads";
import { BacklotError, ConfigValidationError, finding } from "../../core/index.ts";
import { markBlockingCalls } from "../../hosts/preload/index.ts";
import { testFrames } from "../handles/code-place.ts";
import { placedError } from "../placed-error.ts";
import { shared, type Failure, type FromLot, type ToLot } from "./messages.ts";
import { threadRuns } from "./thread-number.ts";

/** A function that answers calls on the test's thread. */
export type HandlerFunction = (input: never) => unknown;

/** The lot as the test's thread sees it. */
export interface LotClient {
  /** Waits in place; for what the lot answers at once. @throws BacklotError */
  sync(op: string, args: unknown): unknown;
  /** @throws BacklotError */
  call(op: string, args: unknown): Promise<unknown>;
  /** Keeps a function for the lot to call; returns its number. */
  keep(handler: HandlerFunction): number;
  close(): Promise<void>;
}

type Answer = Extract<FromLot, { kind: "answer" }>;

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  /** Where test code asked. */
  readonly frames: readonly string[];
}

const syncTimeoutMs = 30_000;

/** Milliseconds between looks whether the lot's thread is still there. */
const threadCheckMs = 100;

/**
 * Starts the thread that holds all worlds of this process. It keeps the process alive only while something
 * is asked of it.
 * @param script URL of the built worker
 */
export function startLotThread(script: URL): LotClient {
  const memory = new Int32Array(new SharedArrayBuffer(shared.length * 4));
  const requests = new MessageChannel();
  const syncAnswers = new MessageChannel();
  const worker = new Worker(script, {
    workerData: { memory, port: requests.port2, syncPort: syncAnswers.port2 },
    transferList: [requests.port2, syncAnswers.port2],
    env: { ...process.env },
    // The worker's own options must not depend on the test runner's loaders.
    execArgv: [],
    // Calls leave short-lived objects only, and records lie outside of the heap: more room would be memory, not
    // speed. Node lets a heap grow to a multiple of what it holds, the larger its limit, the more.
    resourceLimits: { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 1_024 },
  });
  return connect(worker, memory, requests.port1, syncAnswers.port1);
}

function connect(worker: Worker, memory: Int32Array, port: MessagePort, syncPort: MessagePort): LotClient {
  const waiting = new Map<number, Waiting>();
  const handlers = new Map<number, HandlerFunction>();
  const unmark = markBlockingCalls(memory, shared.blocked);
  let lastId = 0;
  let crash: BacklotError | undefined;

  const settle = (id: number, act: (one: Waiting) => void): void => {
    const one = waiting.get(id);
    waiting.delete(id);
    if (one !== undefined) act(one);
    if (waiting.size === 0) port.unref();
  };
  port.on("message", (message: FromLot) => {
    if (message.kind === "handler") void runHandler(message, handlers, port);
    else
      settle(message.id, (one) =>
        message.failure === undefined
          ? one.resolve(message.value)
          : one.reject(revive(message.failure, one.frames)),
      );
  });
  const die = (reason: string): void => {
    crash ??= crashed(`ended: ${reason}`);
    unmark();
    for (const id of waiting.keys()) settle(id, (one) => one.reject(crash));
  };
  worker.on("error", (error) => die(error.message));
  worker.on("exit", (code) => die(`exit code ${code}`));
  worker.unref();
  port.unref();
  syncPort.unref();

  return {
    sync: (op, args) => {
      if (crash !== undefined) throw crash;
      const id = ++lastId;
      const before = Atomics.load(memory, shared.answers);
      port.postMessage({ kind: "request", id, sync: true, op, args } satisfies ToLot);
      const answer = receiveSync(memory, before, syncPort, id);
      // A mistake throws at the test's line, not at ours.
      if (answer.failure !== undefined) throw revive(answer.failure, testFrames());
      return answer.value;
    },
    call: (op, args) => {
      if (crash !== undefined) return Promise.reject(crash);
      const id = ++lastId;
      const frames = testFrames();
      const promise = new Promise<unknown>((resolve, reject) => waiting.set(id, { resolve, reject, frames }));
      port.ref();
      port.postMessage({ kind: "request", id, sync: false, op, args } satisfies ToLot);
      return promise;
    },
    keep: (handler) => {
      const id = ++lastId;
      handlers.set(id, handler);
      return id;
    },
    close: async () => {
      unmark();
      crash ??= new BacklotError([finding("world-closed", { what: "the lot is closed" })]);
      await worker.terminate();
      port.close();
      syncPort.close();
    },
  };
}

function receiveSync(memory: Int32Array, before: number, port: MessagePort, id: number): Answer {
  const startedMs = performance.now();
  let seen = before;
  let ended = false;
  for (;;) {
    const received: { readonly message: FromLot } | undefined = receiveMessageOnPort(port);
    if (received === undefined) {
      // What a thread said before it ended has been read by now.
      if (ended) throw crashed("ended");
      // A wake-up without a message was another request's answer: look again at the newer count.
      const waited = Atomics.wait(memory, shared.answers, seen, threadCheckMs);
      seen = Atomics.load(memory, shared.answers);
      if (waited !== "timed-out") continue;
      ended = !threadRuns(Atomics.load(memory, shared.thread));
      if (performance.now() - startedMs > syncTimeoutMs)
        throw crashed(`did not answer within ${syncTimeoutMs} ms`);
      continue;
    }
    const { message } = received;
    if (message.kind === "answer" && message.id === id) return message;
  }
}

function crashed(what: string): BacklotError {
  return new BacklotError([finding("lot-crashed", { what: `the thread that holds the worlds ${what}` })]);
}

async function runHandler(
  message: Extract<FromLot, { kind: "handler" }>,
  handlers: ReadonlyMap<number, HandlerFunction>,
  port: MessagePort,
): Promise<void> {
  const { id, handler, input } = message;
  port.postMessage({ kind: "handler-ack", id } satisfies ToLot);
  try {
    const run = handler.kind === "function" ? handlers.get(handler.id) : undefined;
    if (run === undefined) throw new Error("the handler is gone");
    const value = await run(input as never);
    port.postMessage({ kind: "handler-result", id, value } satisfies ToLot);
  } catch (error) {
    // Not `instanceof`: a test file may have a global object, and an Error, of its own.
    const stack = (error as { readonly stack?: unknown } | null | undefined)?.stack;
    const text = typeof stack === "string" ? stack : String(error);
    port.postMessage({ kind: "handler-result", id, error: text } satisfies ToLot);
  }
}

function revive(failure: Failure, frames: readonly string[]): BacklotError {
  const kind = failure.ofScenario ? ConfigValidationError : BacklotError;
  return placedError(failure.findings, frames, failure.message, kind);
}
