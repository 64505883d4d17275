import {
  concatBytes,
  encodeLossless,
  limits,
  utf8,
  type Call,
  type CommandReply,
  type Content,
} from "../../core/index.ts";
import { recordBytes, type CommandRecord } from "../../engine/index.ts";

/** The bytes of what a reply says; JSON gets a line end, as programs print it. */
function contentBytes(content: Content): Uint8Array {
  if (content.type === "json") return utf8(`${JSON.stringify(content.value)}\n`);
  return content.type === "text" ? encodeLossless(content.text) : content.bytes;
}

/** Plays a reply: delay, output in order, then the exit code or the signal. False when the program left before. */
export async function sendReply(
  call: Call,
  reply: CommandReply,
  note: (more: Partial<CommandRecord>) => void,
): Promise<boolean> {
  const sent: Record<"stdout" | "stderr", Uint8Array[]> = { stdout: [], stderr: [] };
  const send = async (stream: "stdout" | "stderr", content: Content | null): Promise<void> => {
    if (content === null) return;
    const bytes = contentBytes(content);
    if (bytes.length === 0) return;
    sent[stream].push(bytes);
    await call.reply.bytes(bytes, stream);
  };
  const whole = await playOutput(call, reply, send);
  for (const stream of ["stdout", "stderr"] as const) {
    if (sent[stream].length > 0)
      note({ [stream]: recordBytes(concatBytes(sent[stream]), limits.recordBodyBytes) });
  }
  if (!whole) return false;
  const { exit } = reply;
  note("code" in exit ? { exitCode: exit.code } : { exitCode: null, signal: exit.signal });
  await call.reply.close(
    "code" in exit ? { how: "exit", code: exit.code } : { how: "signal", signal: exit.signal },
  );
  return true;
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
