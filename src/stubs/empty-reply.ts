import type { HttpReply } from "../core/index.ts";

/** What a service answers when nothing is said: the default status, no body. */
export const emptyReply: HttpReply = {
  for: "http",
  status: null,
  headers: [],
  body: null,
  delayMs: 0,
  chunks: null,
  fault: null,
  template: false,
};
