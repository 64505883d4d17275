import { noTokens } from "../conversation/tokens.ts";
import type { Run } from "../conversation/run.ts";
import { printedBy } from "./serve-print.ts";

/** Why a session can't go on. */
export interface Refusal {
  readonly stderr: string;
  readonly code: number;
  /** What it is in a result: stream-json has one all the same. */
  readonly stdout?: "error_during_execution" | undefined;
}

/** Ends a process whose session is none. What classic has told in a result it does not say again. */
export async function printRefusal(run: Run, { stderr, code, stdout }: Refusal): Promise<void> {
  if (stdout !== undefined) {
    const printed = printedBy(run);
    await printed.hear({
      kind: "end",
      end: {
        how: { kind: "execution", errors: [stderr.trimEnd()] },
        numTurns: 0,
        usage: noTokens,
        denials: [],
      },
    });
    await printed.close();
  }
  if (stdout === undefined || run.profile.name !== "classic") await run.output.err(stderr);
  await run.output.end({ how: "exit", code });
}
