import type { Expectation, Finding } from "../../../core/index.ts";
import type { HttpConfig } from "../config.ts";
import { contracts } from "./contracts.ts";
import { httpEvidence } from "./stub-evidence.ts";

/** Holds the stubs of services that have a contract against it, each alone and those of one service together. */
export function judgeStubs(config: HttpConfig, expectations: readonly Expectation[]): readonly Finding[] {
  const { services, stubs } = httpEvidence(config, expectations);
  return services.flatMap(({ name, anchor }) => {
    const own = anchor === undefined ? [] : stubs.filter(({ service }) => service === name);
    if (anchor === undefined || own.length === 0) return [];
    const { checkStub, checkStubLinks } = contracts();
    return [...own.flatMap((stub) => checkStub(anchor, stub)), ...checkStubLinks(anchor, own)];
  });
}
