import type { Finding } from "../../../core/index.ts";
import type { ExpectationUse } from "../../../engine/index.ts";
import type { HttpConfig } from "../schema.ts";
import { anchorOf } from "./anchor.ts";
import { contracts } from "./contracts.ts";
import { stubEvidence } from "./stub-evidence.ts";

/** Holds every stub of a service that has a contract against it, called or not. */
export function judgeHttp(config: HttpConfig, uses: readonly ExpectationUse[]): readonly Finding[] {
  const anchors = new Map(config.services.map((service) => [service.name, anchorOf(service)]));
  return uses.flatMap(({ expectation, overridden }) => {
    const anchor = expectation.double === "http" ? anchors.get(expectation.target) : undefined;
    return anchor === undefined || overridden ? [] : contracts().checkStub(anchor, stubEvidence(expectation));
  });
}
