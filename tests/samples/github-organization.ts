import type { OrganizationConfig, TeamConfig } from "../../src/doubles/github/config.ts";
import { lineAt } from "./calls.ts";

/** An organization of a sample. */
export function organization(login: string, more: Partial<OrganizationConfig> = {}): OrganizationConfig {
  const blank = { id: null, name: null, email: null, description: null, members: {}, teams: [] };
  return { login, ...blank, defaultPermission: "read", at: lineAt(1), ...more };
}

/** A team of a sample; its slug is its name. */
export function team(name: string, more: Partial<TeamConfig> = {}): TeamConfig {
  const blank = { description: null, members: {}, repositories: {}, parent: null };
  return { name, slug: name, privacy: "closed", ...blank, ...more };
}
