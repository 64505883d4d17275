export { type CatalogueFindings, makeCatalogue } from "./catalogue.ts";
export type * from "./entry.ts";
