import { BacklotError, finding, nearest, quote } from "../../core/index.ts";
import type { DriftEvidence, DriftReport } from "../../drift/index.ts";
import { catalogueOf } from "../../lot/index.ts";
import { renderCatalogue, type CatalogueFormat } from "../../report/index.ts";
import type { CliContext } from "../context.ts";
import { terminalStyle } from "../terminal.ts";

/** What `--catalogue` can be given. */
const catalogueFormats: readonly CatalogueFormat[] = ["text", "markdown", "json"];

/**
 * Reads the `--catalogue` flag; undefined when it was not given.
 * @throws BacklotError `usage`
 */
export function catalogueFormat(flag: string | undefined): CatalogueFormat | undefined {
  const format = catalogueFormats.find((one) => one === flag);
  if (flag === undefined || format !== undefined) return format;
  throw new BacklotError([
    finding("usage", {
      at: { kind: "input", input: "--catalogue" },
      what: `--catalogue knows no format ${quote(flag)}`,
      why: "A word that follows the flag is its format; scenario files stand before it.",
      fix: `Use one of ${catalogueFormats.join(", ")}.`,
      near: nearest(flag, catalogueFormats),
    }),
  ]);
}

/** Prints what every operation rests on, who calls it and what is to be done about its doubles. */
export async function writeCatalogue(
  context: CliContext,
  format: CatalogueFormat,
  { evidence, report, verbose }: { evidence: DriftEvidence; report: DriftReport; verbose: boolean },
): Promise<void> {
  const catalogue = await catalogueOf(evidence, report);
  const style = terminalStyle(context, "stdout");
  context.process.stdout.write(renderCatalogue(catalogue, { format, ...style, verbose }));
}
