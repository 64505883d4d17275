import { Worker } from "node:worker_threads";
import {
  BacklotError,
  finding,
  type HandlerPort,
  type HandlerRef,
  type Json,
  type ReplyData,
} from "../core/index.ts";
import { decodeReply } from "./declare.ts";
import { handlerWorkerScript } from "./scripts.ts";
import type { RunFunction } from "./thread/server.ts";

/** Where no TypeScript declares anything, nothing can have a handler. */
export const noHandlers: HandlerPort = {
  run: () => Promise.reject(refused()),
  test: () => Promise.reject(refused()),
};

/**
 * Handlers that TypeScript gave: functions run on the test's thread, modules in a thread of their own, never in
 * the world's.
 */
export function threadHandlers(runFunction: RunFunction): HandlerPort {
  const modules = createModuleThread();
  const call = (handler: HandlerRef, input: Json): Promise<unknown> =>
    handler.kind === "function" ? runFunction(handler, input) : modules.run(handler, input);
  return {
    run: async (handler, protocol, input): Promise<ReplyData> =>
      decodeReply(protocol, await call(handler, input)),
    test: async (handler, value) => (await call(handler, value)) === true,
  };
}

interface ModuleThread {
  run(handler: Extract<HandlerRef, { kind: "module" }>, input: Json): Promise<unknown>;
}

/** The thread that module handlers run in; started with the first one, and again when one has crashed it. */
function createModuleThread(): ModuleThread {
  let worker: Worker | undefined;
  let lastId = 0;
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  const failAll = (reason: string): void => {
    for (const { reject } of waiting.values()) reject(failed(reason));
    waiting.clear();
    worker = undefined;
  };
  const start = (): Worker => {
    const started = new Worker(handlerWorkerScript(), { execArgv: [] });
    started.unref();
    started.on("message", ({ id, value, error }: { id: number; value?: unknown; error?: string }) => {
      const one = waiting.get(id);
      waiting.delete(id);
      if (error === undefined) one?.resolve(value);
      else one?.reject(failed(error));
    });
    started.on("error", (error) => failAll(error.message));
    started.on("exit", (code) => {
      if (worker === started) failAll(`its thread ended with code ${code}`);
    });
    return started;
  };
  return {
    run: (handler, input) =>
      new Promise<unknown>((resolve, reject) => {
        worker ??= start();
        const id = ++lastId;
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, url: handler.url, export: handler.export, input });
      }),
  };
}

function failed(message: string): BacklotError {
  return new BacklotError([finding("handler-failed", { what: `the handler threw: ${message}` })]);
}

function refused(): BacklotError {
  return new BacklotError([
    finding("code-in-data", { what: "a handler was asked for where only data can be declared" }),
  ]);
}
