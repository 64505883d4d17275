import type { MessagePort } from "node:worker_threads";
import {
  BacklotError,
  ConfigValidationError,
  finding,
  limits,
  type HandlerRef,
  type Json,
} from "../../core/index.ts";
import { renderFindings } from "../../report/index.ts";
import { shared, type Failure, type FromLot, type ToLot } from "./messages.ts";

/** Runs a function handler on the test's thread. @throws BacklotError `handler-failed`, `handler-blocked` */
export type RunFunction = (handler: HandlerRef, input: Json) => Promise<unknown>;

/** What answers requests: operations by name. */
export type Operate = (op: string, args: unknown) => unknown;

const blockedCheckMs = 20;

/**
 * Answers requests that come from the test's thread, and asks it to run handlers.
 * @param operate called with each request; its value may be a promise, unless the request is synchronous
 */
export function serveThread(
  memory: Int32Array,
  port: MessagePort,
  syncPort: MessagePort,
): { readonly runFunction: RunFunction; readonly serve: (operate: Operate) => void } {
  const pending = new Map<number, Pending>();
  let lastHandler = 0;

  const answer = (
    request: Extract<ToLot, { kind: "request" }>,
    body: { value?: unknown; failure?: Failure },
  ): void => {
    const message: FromLot = { kind: "answer", id: request.id, ...body };
    if (!request.sync) {
      port.postMessage(message);
      return;
    }
    syncPort.postMessage(message);
    Atomics.add(memory, shared.answers, 1);
    Atomics.notify(memory, shared.answers);
  };

  const runFunction: RunFunction = async (handler, input) => {
    const id = ++lastHandler;
    const blocked = (): boolean => Atomics.load(memory, shared.blocked) > 0;
    if (blocked()) throw blockedError("it is waiting in spawnSync, execSync or execFileSync");
    const one = makePending();
    pending.set(id, one);
    port.postMessage({ kind: "handler", id, handler, input } satisfies FromLot);
    try {
      await acknowledged(one, blocked);
      return await one.result;
    } finally {
      pending.delete(id);
    }
  };

  return {
    runFunction,
    serve: (operate) => {
      port.on("message", (message: ToLot) => {
        if (message.kind === "handler-ack") pending.get(message.id)?.ack();
        else if (message.kind === "handler-result") pending.get(message.id)?.settle(message);
        else void respond(message, operate, answer);
      });
    },
  };
}

async function respond(
  request: Extract<ToLot, { kind: "request" }>,
  operate: Operate,
  answer: (
    request: Extract<ToLot, { kind: "request" }>,
    body: { value?: unknown; failure?: Failure },
  ) => void,
): Promise<void> {
  try {
    const value = operate(request.op, request.args);
    // A synchronous request is answered in the same turn: its thread waits for it.
    answer(request, { value: value instanceof Promise && !request.sync ? await value : value });
  } catch (error) {
    answer(request, { failure: failureOf(error) });
  }
}

/** An error as data. */
function failureOf(error: unknown): Failure {
  if (error instanceof BacklotError) {
    const { findings, message } = error;
    // A mistake in test code is shown by its stack; one in a file needs its line.
    const inFile = findings.some((one) => one.at?.kind === "file");
    return {
      message: inFile ? renderFindings(findings).trimEnd() : message,
      findings,
      ofScenario: error instanceof ConfigValidationError,
    };
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { message: text, findings: [finding("internal", { what: text })], ofScenario: false };
}

interface Pending {
  readonly acknowledged: Promise<true>;
  readonly result: Promise<unknown>;
  ack(): void;
  settle(message: Extract<ToLot, { kind: "handler-result" }>): void;
}

function makePending(): Pending {
  let ack: (seen: true) => void = () => undefined;
  const seen = new Promise<true>((good) => {
    ack = good;
  });
  let resolve: (value: unknown) => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const result = new Promise<unknown>((good, bad) => {
    resolve = good;
    reject = bad;
  });
  // Nobody may be waiting any more when it fails.
  result.catch(() => undefined);
  return {
    acknowledged: seen,
    result,
    ack: () => ack(true),
    settle: (message) => {
      if (message.error === undefined) resolve(message.value);
      else
        reject(
          new BacklotError([finding("handler-failed", { what: `the handler threw: ${message.error}` })]),
        );
    },
  };
}

/** Waits until the test's thread has taken the handler, or says why it can't. */
async function acknowledged(one: Pending, blocked: () => boolean): Promise<void> {
  for (let waitedMs = 0; ; waitedMs += blockedCheckMs) {
    let timer: NodeJS.Timeout | undefined;
    const pause = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), blockedCheckMs);
    });
    const seen = await Promise.race([one.acknowledged, pause]);
    clearTimeout(timer);
    if (seen) return;
    if (blocked()) throw blockedError("it is waiting in spawnSync, execSync or execFileSync");
    if (waitedMs >= limits.handlerAckMs) throw blockedError(`it did not react for ${limits.handlerAckMs} ms`);
  }
}

function blockedError(why: string): BacklotError {
  return new BacklotError([
    finding("handler-blocked", {
      what: "a handler could not run on the test's thread",
      why: `The thread was blocked: ${why}.`,
    }),
  ]);
}
