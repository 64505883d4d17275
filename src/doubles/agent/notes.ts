import { finding, type Finding } from "../../core/index.ts";
import type { AgentConfig } from "./config.ts";
import { measuredVersions, profileOf } from "./profile.ts";

/** What is to be known of an agent besides what happened. */
export function notesOnAgent({ claude }: AgentConfig): readonly Finding[] {
  const version = claude?.scenario.claudeVersion;
  if (version === undefined) return [];
  const profile = profileOf(version);
  if (profile.measured) return [];
  const known = measuredVersions.map((one) => one.version).join(", ");
  return [
    finding("unmeasured-version", {
      what: `claude ${version} behaves as ${profile.nearest}, the nearest version that was measured (${known})`,
    }),
  ];
}
