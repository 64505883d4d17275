import {
  coverage,
  coverageMarkdown,
  coverageText,
  coverageTotals,
  loadPublished,
  type Coverage,
  type Fidelity,
} from "./published/index.ts";
import { operations } from "./rest/operations.ts";
import type { CoverageOptions } from "./coverage-options.ts";

/** The coverage in one of its forms. */
export async function renderCoverage({ format, every }: CoverageOptions): Promise<string> {
  const whole = await githubCoverage();
  switch (format) {
    case "json":
      return `${JSON.stringify(asJson(whole, every), null, 2)}\n`;
    case "markdown":
      return every ? coverageMarkdown(whole) : coverageTotals(whole);
    case "text":
    default:
      return coverageText(whole, { every });
  }
}

/** What answers each operation, of the very table that calls are served by. */
async function githubCoverage(): Promise<Coverage> {
  return coverage(await loadPublished(), new Set(operations.keys()));
}

function asJson({ version, totals, categories, rows }: Coverage, every: boolean): unknown {
  return {
    description: `@octokit/openapi ${version}`,
    totals,
    categories: Object.fromEntries(categories),
    ...(every ? { operations: rows } : {}),
  };
}

/** The part of FIDELITY.md that is generated: how much of each category, and by name what keeps state. */
export async function coverageSection(): Promise<string> {
  const whole = await githubCoverage();
  const { version, rows, totals, categories } = whole;
  const count = (fidelity: Fidelity): string =>
    `${totals[fidelity]} (${Math.round((totals[fidelity] / rows.length) * 100)} %)`;
  const stateful = [...categories.keys()].flatMap((category) => {
    const own = rows.filter((row) => row.category === category && row.fidelity === "stateful");
    const ids = [...new Set(own.map(({ id }) => `\`${id}\``))].toSorted();
    return ids.length === 0 ? [] : [`- ${category}: ${ids.join(", ")}`];
  });
  return [
    `Of the ${rows.length} operations of GitHub's REST API, as \`@octokit/openapi\` ${version} describes them, ${count("stateful")} are stateful, ${count("synthetic")} synthetic, ${count("refused")} refused.`,
    coverageTotals(whole).trimEnd(),
    "Stateful, by category:",
    stateful.join("\n"),
    "",
  ].join("\n\n");
}
