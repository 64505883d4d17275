import { open } from "node:fs/promises";
import { BacklotError, finding, type CallInput } from "../../core/index.ts";
import { shellQuote } from "./shell-text.ts";
import type { ShimTools } from "./tools.ts";

/** Bytes of one item of input. */
const chunkBytes = 256 * 1024;

/**
 * The program by which a shim puts its standard input into a file and says so. Node's pipes are sockets,
 * which can't be opened from outside, so somebody in the shim's place has to read.
 */
export function captureProgram(file: string, tools: ShimTools, bytesMax: number): string {
  const reader =
    tools.head === undefined ? shellQuote(tools.cat) : `${shellQuote(tools.head)} -c ${bytesMax + 1}`;
  return `${reader} >${shellQuote(file)} 2>/dev/null;__bl_t i`;
}

/** What was captured, piece by piece. Throws after the limit, since a cut input would be another input. */
export async function* readCaptured(file: string, bytesMax: number): AsyncGenerator<CallInput> {
  const handle = await open(file, "r");
  try {
    let total = 0;
    for (;;) {
      const buffer = new Uint8Array(chunkBytes);
      const { bytesRead } = await handle.read(buffer, 0, chunkBytes);
      if (bytesRead === 0) return;
      total += bytesRead;
      if (total > bytesMax) throw tooMuchInput(bytesMax);
      yield { kind: "bytes", bytes: buffer.subarray(0, bytesRead) };
    }
  } finally {
    await handle.close();
  }
}

function tooMuchInput(bytesMax: number): BacklotError {
  return new BacklotError([
    finding("unreadable-call", {
      what: `standard input is longer than ${bytesMax} bytes`,
      why: "What a command reads is kept for matching and the journal, so it has a limit.",
      fix: "Don't match on stdin in the expectations of this command, or pass it through.",
    }),
  ]);
}
