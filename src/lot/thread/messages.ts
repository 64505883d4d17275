import type { Finding, HandlerRef, Json } from "../../core/index.ts";

/** What the shared memory between a test's thread and its lot holds, by index of an Int32Array. */
export const shared = {
  /** Counts answers to synchronous requests; the test's thread waits for it to change. */
  answers: 0,
  /** How many synchronous calls the test's thread is blocked in. */
  blocked: 1,
  /** The system's number of the lot's thread; 0 where the system shows no threads. */
  thread: 2,
  length: 3,
} as const;

/** From the test's thread to the lot. */
export type ToLot =
  | {
      readonly kind: "request";
      readonly id: number;
      readonly sync: boolean;
      readonly op: string;
      readonly args: unknown;
    }
  | { readonly kind: "handler-ack"; readonly id: number }
  | {
      readonly kind: "handler-result";
      readonly id: number;
      readonly value?: unknown;
      readonly error?: string;
    };

/** From the lot to the test's thread. */
export type FromLot =
  | { readonly kind: "answer"; readonly id: number; readonly value?: unknown; readonly failure?: Failure }
  | { readonly kind: "handler"; readonly id: number; readonly handler: HandlerRef; readonly input: Json };

/** An error as it crosses the thread. */
export interface Failure {
  readonly message: string;
  readonly findings: readonly Finding[];
  /** They are about the scenario: a ConfigValidationError. */
  readonly ofScenario: boolean;
}
