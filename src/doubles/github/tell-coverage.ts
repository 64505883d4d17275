import type { CoverageOptions } from "./coverage-options.ts";

/** Says what answers each operation of GitHub's published description: state, a synthetic answer, or a refusal. */
export async function tellCoverage(options: CoverageOptions): Promise<string> {
  const { renderCoverage } = await import("./render-coverage.ts");
  return renderCoverage(options);
}
