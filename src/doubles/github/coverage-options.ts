/** Forms in which the coverage is told. */
export const coverageFormats = ["text", "markdown", "json"] as const;

/** How the coverage is told. */
export interface CoverageOptions {
  readonly format: (typeof coverageFormats)[number];
  /** Each operation too, not only how many there are. */
  readonly every: boolean;
}
