import { decodeLossless, type CommandHead } from "../../../core/index.ts";
import { callText, type Facts } from "../../../engine/index.ts";

/** What doubles are matched against: args, cwd and env; standard input once it was read. */
export function commandFacts(head: CommandHead, stdin?: Uint8Array): Facts {
  const env: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  for (const [name, value] of Object.entries(head.env)) env[name] = [value];
  return {
    double: "command",
    target: head.command,
    text: callText({ head }),
    fields: {
      args: head.args,
      cwd: head.cwd,
      env,
      ...(stdin === undefined ? {} : { stdin: decodeLossless(stdin) }),
    },
    readable: stdin === undefined ? ["stdin"] : [],
  };
}
