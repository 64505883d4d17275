import type { Catalogue } from "../../drift/index.ts";
import { styleOf, type StyleOptions } from "../style.ts";
import { catalogueJson } from "./catalogue-json.ts";
import { catalogueMarkdown } from "./catalogue-markdown.ts";
import { catalogueText } from "./catalogue-text.ts";

/** What a catalogue is rendered as. */
export type CatalogueFormat = "text" | "markdown" | "json";

/** How a catalogue is rendered. */
export interface CatalogueOptions extends StyleOptions {
  readonly format: CatalogueFormat;
}

const renderers: Readonly<Record<CatalogueFormat, (catalogue: Catalogue, options: StyleOptions) => string>> =
  {
    text: (catalogue, options) => catalogueText(catalogue, styleOf(options)),
    markdown: catalogueMarkdown,
    json: catalogueJson,
  };

/**
 * Renders a catalogue. The result ends with a line end and is safe for a terminal and a CI log, whatever the contracts
 * and journals it tells of hold.
 * @example renderCatalogue(makeCatalogue(evidence, report), { format: "markdown" })
 */
export function renderCatalogue(catalogue: Catalogue, options: CatalogueOptions): string {
  return renderers[options.format](catalogue, options);
}
