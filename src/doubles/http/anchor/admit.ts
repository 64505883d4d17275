import type { Expectation, Finding } from "../../../core/index.ts";
import type { HttpConfig } from "../config.ts";
import { anchorOf } from "./anchor.ts";
import { checkModelReplies } from "./model-reply.ts";

/** What keeps a stub from being served: a reply that its model does not allow. */
export function admitStub({ services }: HttpConfig, expectation: Expectation): readonly Finding[] {
  if (expectation.double !== "http") return [];
  const service = services.find(({ name }) => name === expectation.target);
  return checkModelReplies(service === undefined ? undefined : anchorOf(service), expectation);
}
