import type { CloseHow, CommandHead } from "../../core/index.ts";
import type { CallSink } from "../../engine/index.ts";
import type { OwnProcess } from "./own-process.ts";
import { ProcessCall } from "./process-call.ts";
import { streamKind } from "./stream-kind.ts";

/** What this process was called as. */
export interface Invocation {
  /** Name of the command that it stands for. */
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Milliseconds that a call may take to end whose program has left. */
const leaveMsMax = 1_000;

/**
 * Gives this very process to a world as one call of a command: its standard streams and its terminal are the call's,
 * and signals reach it while somebody reads its input; otherwise they end it, as they end any program.
 * @param own for tests: another process
 * @returns how this process has to end; everything was written by then
 */
export async function answerProcess(
  sink: CallSink,
  { command, args, cwd, env }: Invocation,
  own: OwnProcess = process,
  kindOf = streamKind,
): Promise<CloseHow> {
  const [stdin, stdout, stderr] = [kindOf(0), kindOf(1), kindOf(2)];
  const { pid } = own;
  const head: CommandHead = { protocol: "command", command, args, cwd, env, stdin, stdout, stderr, pid };
  const call = new ProcessCall(head, own);
  const served = sink.accept(call.arrival());
  const left = call.left.then(() => Promise.race([served, patience()]));
  await Promise.race([served, left]);
  return call.finish();
}

function patience(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, leaveMsMax).unref());
}
