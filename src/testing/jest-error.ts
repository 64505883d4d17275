import { resolve } from "node:path";
import type { CodePlace } from "../core/index.ts";
import { BacklotError } from "./library.ts";

/**
 * jest takes everything from the first line that starts with "at" and names a place for the stack, and without such a
 * line everything but the first: then it loses the layout and shows no code. So "at" gets a colon inside the message,
 * and an error without a place in test code gets the test's.
 * @param test where the test is written
 */
export function inJest(error: unknown, test: CodePlace): unknown {
  if (!(error instanceof BacklotError)) return error;
  const { name, message, stack = "" } = error;
  const head = `${name}: ${message}`;
  const frames = stack.startsWith(head) ? stack.slice(head.length) : "";
  const text = head.replaceAll(/^(\s*at)(?=\s.*:\d*:\d*)/gm, "$1:");
  const place = `\n    at test (${resolve(test.file)}:${test.line}:${test.column})`;
  const foreign = frames.split("\n").every((line) => line === "" || line.includes("/node_modules/"));
  error.stack = `${text}${foreign ? place : frames}`;
  return error;
}
