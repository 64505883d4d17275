import type { Finding } from "../../core/index.ts";
import { aggregate } from "./aggregate.ts";
import { rootCauses } from "./causes.ts";
import { linkRules } from "./links.ts";
import { missingStubs, swallowedRefusals, unknownHosts } from "./missing.ts";
import { contradictingModels } from "./models.ts";
import type { Observation } from "./observation.ts";
import { phantomCalls } from "./phantoms.ts";
import { requestRules } from "./requests.ts";
import { openAnswers, unanchoredServices } from "./services.ts";
import { unusedStubs } from "./stale.ts";
import { answeredByOther, answerRules, stubRules } from "./stubs.ts";
import type { View } from "./view.ts";

/** Every rule about stubs and calls. */
const rules: readonly ((view: View) => readonly Observation[])[] = [
  missingStubs,
  phantomCalls,
  swallowedRefusals,
  unknownHosts,
  unanchoredServices,
  contradictingModels,
  stubRules,
  answeredByOther,
  answerRules,
  openAnswers,
  linkRules,
  requestRules,
  unusedStubs,
];

/** What all rules find: one finding for each rule and subject, root causes first. */
export function judgeRules(view: View): readonly Finding[] {
  return rootCauses(aggregate(rules.flatMap((rule) => rule(view))));
}
