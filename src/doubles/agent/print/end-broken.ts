import type { ProcessFailure } from "../conversation/events.ts";
import type { Run } from "../conversation/run.ts";

/** Real milliseconds for which a process that hangs waits at once. */
const hangMs = 3_600_000;

/** Ends a process otherwise than a process should. */
export async function endBroken({ output, call }: Run, failure: ProcessFailure): Promise<void> {
  switch (failure.type) {
    case "crash":
      await output.err(
        `Error: ${failure.message}\n    at processTicksAndRejections (node:internal/process/task_queues)\n`,
      );
      return output.end({ how: "exit", code: 1 });
    case "exit":
      return output.end({ how: "exit", code: failure.code });
    case "kill":
      return output.end({ how: "signal", signal: failure.signal });
    case "hang":
    default:
      while (await call.reply.wait(hangMs));
      return output.end({ how: "exit", code: 1 });
  }
}
