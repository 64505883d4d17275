import { finding, type Finding } from "../../core/index.ts";
import type { CallRecord, HttpRecord } from "../../engine/index.ts";
import { suggestStubIn } from "../../stubs/index.ts";

/** The stub that would match a call, as TOML to paste. */
export function suggestStub({ target, detail }: CallRecord): string {
  const service = /^[A-Za-z0-9_-]+$/.test(target) ? target : JSON.stringify(target);
  return suggestStubIn(`services.${service}.stubs`, detail as HttpRecord);
}

/** A service without a contract works, and every report says that nothing checked it. */
export function uncheckedService(service: string): Finding {
  return finding("unchecked-service", { what: `service ${service} has no contract` });
}

/** Calls that nobody has described are answered all the same: every report says so. */
export function syntheticService(service: string): Finding {
  return finding("synthetic-service", {
    what: `service ${service} answers calls that no stub takes from its contract alone (synthetic)`,
  });
}
