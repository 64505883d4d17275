import { failsNow, type Failure } from "../../../dialogue/index.ts";
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
 * Fails as the scenario says. Undefined: it fails no more, and the response comes; "cut": that comes, and its last line
 * breaks off. What passes by itself is asked for
 * again within the process, everything else by who calls the program again: how often it happened is counted for the
 * world, since whoever tries again may do so in a new session.
 */
export async function failTurn(
  run: Run,
  answer: Answer,
  asked: Asked,
): Promise<TurnEnd["how"] | "cut" | undefined> {
  const { failure } = answer;
  if (failure === undefined || !fails(run, answer, failure)) return undefined;
  run.context.note({ scripted: true });
  if (failure.type === "connection_timeout") await run.call.reply.wait(failure.afterMs);
  const retriesMax = retriesOf(run.head.env["CLAUDE_CODE_MAX_RETRIES"]);
  for (let attempt = 1; passing.has(failure.type) && attempt <= retriesMax; attempt += 1) {
    await asked.hear({ kind: "retry", failure, attempt, retriesMax });
    if (!fails(run, answer, failure)) return undefined;
  }
  if (failure.type === "garbage_line") await asked.hear({ kind: "garbage", line: failure.line });
  if (failure.type === "garbage_line") return undefined;
  if (failure.type === "cut_line") return "cut";
  if (isProcessFailure(failure)) return { kind: "broken", failure };
  return asked.services.failure(failure);
}

/** Whether it fails once more; if so, that counts. */
function fails({ context }: Run, { at }: Answer, failure: Failure): boolean {
  if (failure.times === undefined) return true;
  const key = `failure ${at}`;
  if (!failsNow(failure, context.counted(key))) return false;
  context.count(key);
  return true;
}

/** What is no whole number is as good as not said. */
function retriesOf(said: string | undefined): number {
  return said !== undefined && /^\d+$/.test(said) ? Math.min(Number(said), retriesMost) : retriesUsual;
}

function isProcessFailure(failure: Failure): failure is ProcessFailure {
  return ["crash", "hang", "exit", "kill"].includes(failure.type);
}
