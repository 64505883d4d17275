import { limits } from "../../../core/index.ts";
import type { ToolOutcome, ToolUse, TurnEnd } from "./events.ts";
import type { Run } from "./run.ts";

/** Tells the world's journal what a prompt came to. */
export async function noteTurn(
  { context, call, session }: Run,
  {
    prompt,
    rule,
    uses,
    end,
  }: {
    readonly prompt: string;
    readonly rule: string | null;
    readonly uses: readonly { readonly call: ToolUse; readonly outcome: ToolOutcome }[];
    readonly end: TurnEnd;
  },
): Promise<void> {
  await context.commit({
    do: "note-turn",
    turn: {
      call: call.id,
      session: session.sessionId,
      prompt: prompt.slice(0, limits.recordBodyBytes),
      rule,
      result: "text" in end.how ? end.how.text.slice(0, limits.recordBodyBytes) : "",
      isError: end.how.kind !== "success",
      tools: uses.map(({ call: used, outcome }) => ({
        tool: used.name,
        input: used.input,
        denied: outcome.denied,
        isError: outcome.isError,
      })),
      files: [...new Set(uses.flatMap(({ outcome }) => outcome.files))],
    },
  });
}
