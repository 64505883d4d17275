import type { Finding, Json } from "../core/index.ts";
import { redactData, refusalText } from "../engine/index.ts";

/** The body of a refusal: the finding as JSON, with the same text that a command would print; without secrets. */
export function refusalBody(refused: Finding): Json {
  const one = redactData(refused);
  return {
    error: one.what,
    code: one.code,
    name: one.name,
    why: one.why,
    fix: one.fix,
    nearest: one.near.map((near) => ({ expectation: near.what, differences: [...(near.differences ?? [])] })),
    text: refusalText(one),
  };
}
