import type { CoverageOptions } from "./coverage-options.ts";
import { loadSimulator } from "./load.ts";

/** Says what answers each operation of GitHub's published description: state, a synthetic answer, or a refusal. */
export async function tellCoverage(options: CoverageOptions): Promise<string> {
  const { renderCoverage } = await loadSimulator();
  return renderCoverage(options);
}
