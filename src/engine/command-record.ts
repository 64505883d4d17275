import type { CommandHead } from "../core/index.ts";
import type { CommandRecord } from "./record.ts";

const streams = ["stdin", "stdout", "stderr"] as const;

/** What a record says of a command before anything was read or answered. */
export function commandRecord(head: CommandHead): CommandRecord {
  const { command, args, cwd } = head;
  const terminals = streams.filter((name) => head[name] === "terminal");
  return { protocol: "command", command, args, cwd, ...(terminals.length === 0 ? {} : { terminals }) };
}
