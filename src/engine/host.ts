import type { AbortSignalLike, CallHead, CallInput, Reply } from "../core/index.ts";

/** A call as a host brings it, before a world has numbered it. */
export interface Arrival {
  readonly head: CallHead;
  readonly input: AsyncIterable<CallInput>;
  readonly reply: Reply;
  readonly gone: AbortSignalLike;
}

/**
 * Where hosts deliver calls. `accept` never rejects; it resolves when the call has been served and
 * journaled, so that a host knows when its slot is free.
 */
export interface CallSink {
  accept(arrival: Arrival): Promise<void>;
}
