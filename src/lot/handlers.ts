import { BacklotError, finding, type HandlerPort } from "../core/index.ts";

/** Where no TypeScript declares anything, nothing can have a handler. */
export const noHandlers: HandlerPort = {
  run: () => Promise.reject(refused()),
  test: () => Promise.reject(refused()),
};

function refused(): BacklotError {
  return new BacklotError([
    finding("code-in-data", { what: "a handler was asked for where only data can be declared" }),
  ]);
}
