import type { AbortSignalLike } from "../../core/index.ts";

/**
 * Says once that the program has left. One exists for every call, and a real AbortController costs as much
 * as the rest of a small exchange; pure rooms only see the shared part of both.
 */
export class GoneSignal implements AbortSignalLike {
  aborted = false;
  private listeners: Set<() => void> | undefined;

  addEventListener(_type: "abort", listener: () => void): void {
    if (this.aborted) return;
    this.listeners ??= new Set();
    this.listeners.add(listener);
  }

  removeEventListener(_type: "abort", listener: () => void): void {
    this.listeners?.delete(listener);
  }

  /** Aborts and tells every listener; a second time it does nothing. */
  abort(): void {
    if (this.aborted) return;
    this.aborted = true;
    const listeners = this.listeners;
    this.listeners = undefined;
    if (listeners !== undefined) for (const listener of listeners) listener();
  }
}
