/** Forms in which the coverage is told. */
export const coverageFormats = ["text", "markdown", "json"] as const;

/** How the coverage is told. */
export interface CoverageOptions {
  readonly format: (typeof coverageFormats)[number];
  /** Each operation too, not only how many there are. */
  readonly every: boolean;
}

/** Says what answers each operation of GitHub's published description: state, a synthetic answer, or a refusal. */
export async function tellCoverage(options: CoverageOptions): Promise<string> {
  const { renderCoverage } = await import("./render-coverage.ts");
  return renderCoverage(options);
}
