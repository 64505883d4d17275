import type { Addresses, Contribution } from "../../engine/index.ts";
import type { CommandsConfig } from "./schema.ts";

/** The commands that go first on PATH. */
export function contributeCommand(config: CommandsConfig, _addresses: Addresses): Contribution {
  return { env: {}, unset: [], files: {}, commands: config.commands, hosts: {} };
}
