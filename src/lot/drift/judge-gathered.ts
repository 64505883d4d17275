import type { Catalogue, DriftEvidence, DriftReport, JudgeOptions } from "../../drift/index.ts";
import { redactData } from "../../engine/index.ts";
import type { GatheredDrift } from "./gather.ts";

/**
 * The gate's judgement of what was gathered, without what looks like a secret: it goes to terminals, logs and files. Names
 * that findings are frozen by are those of evidence that is redacted already, so that they stay the same.
 */
export async function judgeGathered(
  { evidence, allow, settings, baseline, findings }: GatheredDrift,
  { more = [], health }: Pick<JudgeOptions, "more" | "health"> = {},
): Promise<DriftReport> {
  const { judgeDrift } = await import("../../drift/index.ts");
  const options = { allow, failOn: settings?.failOn, baseline, more: [...findings, ...more], health };
  return redactData(judgeDrift(evidence, options));
}

/** What every operation rests on, without what looks like a secret. */
export async function catalogueOf(evidence: DriftEvidence, report: DriftReport): Promise<Catalogue> {
  const { makeCatalogue } = await import("../../drift/index.ts");
  return redactData(makeCatalogue(evidence, report));
}
