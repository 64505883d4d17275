import { concatBytes, limits, utf8, type Call, type CloseHow, type CommandHead } from "../../core/index.ts";
import { commandRecord, recordBytes, refusedExit, type CommandRecord } from "../../engine/index.ts";
import type { AgentContext } from "./conversation/run.ts";

/** What a process of `claude` writes and how it ends; the call's record holds the beginning of it. */
export interface ProcessOutput {
  out(text: string): Promise<void>;
  err(text: string): Promise<void>;
  /** Ends the process; what is written afterwards goes nowhere. */
  end(how: Extract<CloseHow, { readonly how: "exit" | "signal" }>): Promise<void>;
  /** The program left without waiting for it. */
  gone(): Promise<void>;
}

/** @param context of the call, whose record is kept up to date */
export function processOutput(call: Call, context: AgentContext): ProcessOutput {
  let detail = commandRecord(call.head as CommandHead);
  const note = (more: Partial<CommandRecord>): void => {
    detail = { ...detail, ...more };
    context.note({ detail });
  };
  const written = { stdout: kept(), stderr: kept() };
  const write = async (stream: "stdout" | "stderr", text: string): Promise<void> => {
    if (text === "") return;
    const bytes = utf8(text);
    written[stream].add(bytes);
    await call.reply.bytes(bytes, stream);
  };
  const gone = async (): Promise<void> => {
    context.note({ outcome: "gone" });
    await call.reply.close({ how: "exit", code: refusedExit });
  };
  note({});
  return {
    out: (text) => write("stdout", text),
    err: (text) => write("stderr", text),
    gone,
    end: async (how) => {
      for (const stream of ["stdout", "stderr"] as const) {
        const { bytes, length } = written[stream].whole();
        if (length > 0) note({ [stream]: recordBytes(bytes, limits.recordBodyBytes, length) });
      }
      if (call.gone.aborted) return gone();
      note(how.how === "exit" ? { exitCode: how.code } : { exitCode: null, signal: how.signal });
      await call.reply.close(how);
    },
  };
}

/** The beginning of a stream, as much as a record holds. */
function kept(): { add(bytes: Uint8Array): void; whole(): { bytes: Uint8Array; length: number } } {
  const parts: Uint8Array[] = [];
  let size = 0;
  let length = 0;
  return {
    add: (bytes) => {
      length += bytes.length;
      if (size > limits.recordBodyBytes) return;
      parts.push(bytes);
      size += bytes.length;
    },
    whole: () => ({ bytes: concatBytes(parts), length }),
  };
}
