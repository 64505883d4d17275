import type { TokenUsage } from "../conversation/events.ts";

/** Milliseconds from a request until its answer begins. */
export const firstTokenMs = 120;
/** Milliseconds from the start until the first request leaves. */
export const startMs = 15;
/** Milliseconds that one call of a tool takes. */
export const toolMs = 8;

/** How long a message is said to have taken, in milliseconds. Made from its tokens, since a measured time differs. */
export function messageMs({ outputTokens }: TokenUsage): number {
  return firstTokenMs + outputTokens * 2;
}
