import type { Call, CommandHead, CommandReply, Content } from "../../core/index.ts";
import { fillContent, templateLookup, type Clock, type Ids, type Match } from "../../engine/index.ts";

/** What the templates of a reply may take from. */
export interface FillFacts {
  readonly call: Call;
  readonly match: Extract<Match, { kind: "matched" }>;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** A reply with its templates filled, when it says that it has some. */
export function fillReply(reply: CommandReply, facts: FillFacts): CommandReply {
  if (!reply.template) return reply;
  const { args } = facts.call.head as CommandHead;
  const lookup = templateLookup(facts.match.use, facts.clock, facts.ids, (root, rest) =>
    root === "args" ? args[Number(rest[0])] : undefined,
  );
  const fill = (content: Content | null): Content | null =>
    content === null ? null : fillContent(content, lookup);
  return {
    ...reply,
    stdout: fill(reply.stdout),
    stderr: fill(reply.stderr),
    chunks: reply.chunks?.map((chunk) => ({ ...chunk, content: fillContent(chunk.content, lookup) })) ?? null,
  };
}
