import { loadSection } from "./section.ts";
import type { Finding } from "../../src/core/index.ts";
import type { GithubConfig } from "../../src/doubles/github/config.ts";
import { githubSection } from "../../src/doubles/github/index.ts";

/** What a file's `[github]` comes to. @throws Error with what is wrong with it */
export async function githubOf(
  text: string,
  files: Readonly<Record<string, string>> = {},
  file = "backlot.toml",
): Promise<GithubConfig> {
  const loaded = await loadSection(githubSection, { ...files, [file]: text }, file);
  if (loaded.ok) return loaded.value.sections["github"] as GithubConfig;
  throw new Error(loaded.findings.map(({ what }) => what).join("\n"));
}

/** The findings of a file with a `[github]`. */
async function githubFindings(
  text: string,
  files: Readonly<Record<string, string>> = {},
): Promise<readonly Finding[]> {
  return (await loadSection(githubSection, { ...files, "backlot.toml": text })).findings;
}

/** Two users and an organization, as a file says them. */
export const accounts = `
[[github.users]]
login = "octocat"
[[github.users]]
login = "hubot"
[[github.organizations]]
login = "acme"
members = { octocat = "admin" }
`;

/** The findings of lines that stand in a file behind the accounts, which take eight. */
export function problemsBehindAccounts(text: string): Promise<readonly string[]> {
  return githubProblems(`# accounts\n${accounts.trim()}\n${text.trim()}`);
}

/** The findings of a file in one line each: line, name, what, and the nearest. */
export async function githubProblems(
  text: string,
  files: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  const findings = await githubFindings(text, files);
  return findings.map(({ at, name, what, near }) => {
    const line = at?.kind === "file" ? at.line : "-";
    const nearest = near.length === 0 ? "" : ` (${near.map((one) => one.what).join(", ")})`;
    return `${line} ${name}: ${what}${nearest}`;
  });
}
