import type { Addresses, Contribution } from "../../engine/index.ts";

/** Nothing: the commands that go first on PATH are those that expectations name. */
export function contributeCommand(_config: unknown, _addresses: Addresses): Contribution {
  return { env: {}, unset: [], files: {}, commands: [], hosts: {} };
}
