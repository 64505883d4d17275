import { limits, utf8 } from "../../../core/index.ts";
import { recordBytes, type CommandRecord } from "../../../engine/index.ts";
import { converse } from "../conversation/converse.ts";
import type { ConversationEvent, TurnEnd } from "../conversation/events.ts";
import { plainServices } from "../conversation/plain-services.ts";
import type { Run } from "../conversation/run.ts";

/** Answers one prompt on standard output, and ends. */
export async function servePrint(run: Run): Promise<void> {
  const { call, context, head, options } = run;
  const detail: CommandRecord = {
    protocol: "command",
    command: head.command,
    args: head.args,
    cwd: head.cwd,
  };
  const prompt = options.prompt ?? "";
  let end: TurnEnd | undefined;
  await converse(run, {
    prompts: [prompt],
    services: plainServices,
    hear: async (event: ConversationEvent) => {
      if (event.kind === "end") ({ end } = event);
    },
  });
  const text = end === undefined || !("text" in end.how) ? "" : end.how.text;
  const code = end?.how.kind === "success" ? 0 : 1;
  const bytes = utf8(`${text}\n`);
  context.note({ detail: { ...detail, stdout: recordBytes(bytes, limits.recordBodyBytes), exitCode: code } });
  await call.reply.bytes(bytes);
  await call.reply.close({ how: "exit", code });
}
