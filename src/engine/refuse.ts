import { utf8, type Finding } from "../core/index.ts";
import { refusalText } from "./explain-match.ts";
import type { Arrival } from "./host.ts";

/** What a shell says when there is no such command, so that scripts take their usual error path. */
export const refusedExit = 127;

/** EX_SOFTWARE of sysexits.h: the double itself failed. */
export const brokenExit = 70;

/** 418 is a status that no client retries and no service means. */
export const refusedStatus = 418;

/** Headers by which programs and people know a refusal. */
export function refusalHeaders(one: Finding): readonly (readonly [name: string, value: string])[] {
  return [
    ["x-backlot-refusal", one.code],
    ["x-should-retry", "false"],
  ];
}

/**
 * Answers a call with the text of a finding, in words of its protocol. Never rejects: an HTTP answer that is under
 * way already is reset, and where the program has left there is nobody to tell.
 */
export async function refuse({ head, reply }: Arrival, one: Finding, exitCode: number): Promise<void> {
  const text = utf8(refusalText(one));
  try {
    if (head.protocol === "command") {
      await reply.bytes(text, "stderr");
      await reply.close({ how: "exit", code: exitCode });
    } else {
      await reply.head(refusedStatus, [
        ["content-type", "text/plain; charset=utf-8"],
        ...refusalHeaders(one),
      ]);
      await reply.bytes(text);
      await reply.end();
    }
  } catch {
    // Its head was sent before, or it is closed: then nothing more can be said.
    await Promise.resolve(
      reply.close(head.protocol === "http" ? { how: "rst" } : { how: "exit", code: exitCode }),
    ).catch(() => undefined);
  }
}
