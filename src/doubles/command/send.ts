import { concatBytes, limits, utf8, type Call, type CommandReply, type Content } from "../../core/index.ts";
import { recordBytes, type CommandRecord } from "../../engine/index.ts";

/** The bytes of what a reply says; JSON gets a line end, as programs print it. */
function contentBytes(content: Content): Uint8Array {
  if (content.type === "json") return utf8(`${JSON.stringify(content.value)}\n`);
  return content.type === "text" ? utf8(content.text) : content.bytes;
}

/** Plays a reply: delay, output in order, then the exit code or the signal. */
export async function sendReply(
  call: Call,
  reply: CommandReply,
  note: (more: Partial<CommandRecord>) => void,
): Promise<void> {
  const sent: Record<"stdout" | "stderr", Uint8Array[]> = { stdout: [], stderr: [] };
  const send = async (stream: "stdout" | "stderr", content: Content | null): Promise<void> => {
    if (content === null) return;
    const bytes = contentBytes(content);
    if (bytes.length === 0) return;
    sent[stream].push(bytes);
    await call.reply.bytes(bytes, stream);
  };
  if (await playOutput(call, reply, send)) {
    await call.reply.close(
      "code" in reply.exit
        ? { how: "exit", code: reply.exit.code }
        : { how: "signal", signal: reply.exit.signal },
    );
  }
  note({
    ...(sent.stdout.length === 0
      ? {}
      : { stdout: recordBytes(concatBytes(sent.stdout), limits.recordBodyBytes) }),
    ...(sent.stderr.length === 0
      ? {}
      : { stderr: recordBytes(concatBytes(sent.stderr), limits.recordBodyBytes) }),
    ...("code" in reply.exit ? { exitCode: reply.exit.code } : { exitCode: null, signal: reply.exit.signal }),
  });
}

/** False when the program left before everything was played. */
async function playOutput(
  call: Call,
  reply: CommandReply,
  send: (stream: "stdout" | "stderr", content: Content | null) => Promise<void>,
): Promise<boolean> {
  if (reply.delayMs > 0 && !(await call.reply.wait(reply.delayMs))) return false;
  await send("stderr", reply.stderr);
  await send("stdout", reply.stdout);
  for (const chunk of reply.chunks ?? []) {
    if (chunk.delayMs > 0 && !(await call.reply.wait(chunk.delayMs))) return false;
    await send(chunk.stream, chunk.content);
  }
  return true;
}
