import { BacklotError, finding, nearest, quote } from "../../core/index.ts";
import { coverageFormats, tellCoverage, type CoverageOptions } from "../../lot/index.ts";
import type { CliContext } from "../context.ts";
import { orFail } from "../fail.ts";

/** What the flags of `github coverage` hold. */
export interface GithubCoverageFlags {
  readonly format?: string;
  readonly every: boolean;
}

/** Prints what answers each operation of GitHub's published description. */
export async function githubCoverage(
  this: CliContext,
  { format, every }: GithubCoverageFlags,
): Promise<void> {
  await orFail(this, async () => {
    this.process.stdout.write(await tellCoverage({ format: formatOf(format), every }));
  });
}

function formatOf(given: string | undefined): CoverageOptions["format"] {
  const format = given === undefined ? "text" : coverageFormats.find((one) => one === given);
  if (format !== undefined) return format;
  throw new BacklotError([
    finding("usage", {
      at: { kind: "input", input: "--format" },
      what: `--format knows no format ${quote(given ?? "")}`,
      why: "The table is made for a terminal, for a page or for a program.",
      fix: `Use one of ${coverageFormats.join(", ")}.`,
      near: nearest(given ?? "", coverageFormats),
    }),
  ]);
}
