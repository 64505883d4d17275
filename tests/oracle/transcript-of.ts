import type { Transcript } from "../../src/dialogue/index.ts";

/** A request of the Messages API, as far as a scenario is asked about it. */
export interface MessagesRequest {
  readonly model: string;
  readonly stream?: boolean;
  readonly messages: readonly { readonly role: string; readonly content: string | readonly ContentBlock[] }[];
  readonly tools?: readonly { readonly name: string }[];
}

interface ContentBlock {
  readonly type: string;
  readonly text?: string;
  readonly content?: unknown;
}

/** Texts that the CLI puts beside what the user said. */
const wrapped =
  /^\s*<(system-reminder|environment_context|command-[a-z]+|local-command-[a-z]+)>[^]*<\/\1>\s*$/;

/** What a request says of its conversation: prompts without what the CLI adds to them, and the messages since the last. */
export function transcriptOf({ messages }: MessagesRequest): Transcript {
  const prompts: string[] = [];
  let step = 0;
  for (const { role, content } of messages) {
    const blocks = typeof content === "string" ? [{ type: "text", text: content }] : content;
    const texts = blocks.flatMap(({ type, text }) =>
      type === "text" && text !== undefined && !wrapped.test(text) ? [text] : [],
    );
    if (role === "assistant") step += 1;
    if (role !== "user" || texts.length === 0 || blocks.some(({ type }) => type === "tool_result")) continue;
    prompts.push(texts.join("\n"));
    step = 0;
  }
  return { prompts, step, results: [] };
}
