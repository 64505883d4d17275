import { isJsonObject, type Finding } from "../../core/index.ts";
import type { WorldEvidence } from "../evidence.ts";
import type { Observation } from "./observation.ts";
import { redacted } from "./request-body.ts";

/** Whose finding it is. */
interface Whose {
  readonly subject: string;
  readonly stub?: string | undefined;
  readonly worlds: readonly WorldEvidence[];
  /** Replaces the S of a finding that was not seen at a stub. */
  readonly witness?: string | undefined;
}

const own: ReadonlySet<string> = new Set(["witness", "operation", "expectation", "call"]);

/** A finding about one stub or one call as an observation. */
export function observed(one: Finding, { subject, stub, worlds, witness }: Whose): Observation {
  const evidence = isJsonObject(one.evidence) ? one.evidence : {};
  const letters = typeof evidence["witness"] === "string" ? evidence["witness"] : "S";
  const more = Object.entries(evidence).filter(([key]) => !own.has(key));
  return {
    rule: one.name,
    witness: witness === undefined ? letters : letters.replace("S", witness),
    subject,
    what: one.what,
    why: one.why,
    fix: one.fix,
    near: one.near,
    severity: one.severity,
    at: one.at,
    stub,
    worlds,
    more: Object.fromEntries(more),
  };
}

/**
 * Whether a finding is about what a journal holds in place of a secret: nobody knows what was really there.
 */
export function ofRedacted({ what }: Finding): boolean {
  return what.includes(redacted);
}
