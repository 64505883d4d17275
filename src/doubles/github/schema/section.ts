import { json, mapped, optional, section, table, type SectionContent } from "../../../scenario/index.ts";
import { isState } from "../interchange/is-state.ts";
import { loadSimulator } from "../load.ts";
import { emptyGithub } from "./empty.ts";
import type { githubReading } from "./read-github.ts";
import { keepReading, reading } from "./reading.ts";

/**
 * The names of the section's fields alone: enough to tell a field that was written outside of `[github]` where it
 * belongs. Most scenarios have no GitHub, and what reads one is large.
 */
const names = mapped(
  table(
    Object.fromEntries(
      [
        "auth",
        "users",
        "organizations",
        "repositories",
        "tokens",
        "issues",
        "pull_requests",
        "releases",
        "apps",
        "installations",
        "rate_limits",
        "transitions",
        "default_token",
      ].map((name) => [name, optional(json(), "Read when a scenario has it.")]),
    ),
  ),
  (): SectionContent => {
    throw new Error("what reads [github] was not loaded");
  },
);

/** The section `[github]`. */
export const githubSection = section({
  key: "github",
  doc: "GitHub, simulated: who is there, what they have, and the tokens by which programs call it.",
  get shape(): (typeof githubReading)["shape"] {
    return reading()?.shape ?? (names as (typeof githubReading)["shape"]);
  },
  empty: { config: emptyGithub, expectations: [] },
  prepare: async () => {
    const { githubReading } = await loadSimulator();
    keepReading(githubReading);
  },
  adopts: isState,
  adopt: (tree) => reading()?.adopt(tree) ?? null,
});
