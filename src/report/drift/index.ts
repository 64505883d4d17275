export { type CatalogueFormat, type CatalogueOptions, renderCatalogue } from "./catalogue.ts";
export { type DriftFormat, type DriftRenderOptions, renderDrift } from "./render.ts";
