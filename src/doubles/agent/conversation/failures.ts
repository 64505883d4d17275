import type { Failure } from "../../../dialogue/index.ts";
import type { ProcessFailure, TurnEnd } from "./events.ts";
import type { Answer } from "./find-answer.ts";
import type { Run } from "./run.ts";
import type { Asked } from "./services.ts";

/** How often the CLI asks an API again that says no, unless CLAUDE_CODE_MAX_RETRIES says it. */
const retriesUsual = 10;

/** More of them no program waits for. */
const retriesMost = 100;

/** What the CLI asks again for, since it may pass. */
const passing: ReadonlySet<Failure["type"]> = new Set([
  "network_unreachable",
  "connection_timeout",
  "rate_limit",
  "auth_error",
]);

/**
 * Fails as the scenario says; undefined: it fails no more, and the response comes. What passes by itself is asked for
 * again within the process, everything else by who calls the program again.
 */
export async function failTurn(
  run: Run,
  { failure, at }: Answer,
  { prompts, hear, services }: Asked,
): Promise<TurnEnd["how"] | undefined> {
  if (failure === undefined) return undefined;
  run.context.note({ scripted: true });
  const { times } = failure;
  if (failure.type === "connection_timeout") await run.call.reply.wait(failure.afterMs);
  if (passing.has(failure.type)) {
    const retriesMax = retriesOf(run.head.env["CLAUDE_CODE_MAX_RETRIES"]);
    const failing = Math.min(times ?? retriesMax + 1, retriesMax + 1);
    for (let attempt = 1; attempt <= Math.min(failing, retriesMax); attempt += 1)
      await hear({ kind: "retry", failure, attempt, retriesMax });
    if (failing <= retriesMax) return undefined;
  } else if (times !== undefined) {
    const key = `failure ${run.session.sessionId} ${prompts.length} ${at}`;
    if (run.context.counted(key) >= times) return undefined;
    run.context.count(key);
  }
  if (failure.type === "garbage_line") await hear({ kind: "garbage", line: failure.line });
  if (failure.type === "garbage_line" || failure.type === "cut_line") return undefined;
  if (isProcessFailure(failure)) return { kind: "broken", failure };
  return services.failure(failure);
}

/** What is no whole number is as good as not said. */
function retriesOf(said: string | undefined): number {
  return said !== undefined && /^\d+$/.test(said) ? Math.min(Number(said), retriesMost) : retriesUsual;
}

function isProcessFailure(failure: Failure): failure is ProcessFailure {
  return ["crash", "hang", "exit", "kill"].includes(failure.type);
}
