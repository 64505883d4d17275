import type { Json } from "../../core/index.ts";

/** A schema as ajv gets it: built here, keyword by keyword, so that nothing else of a document reaches it. */
export type Converted = Readonly<Record<string, unknown>>;

/** Where a converted schema comes from. */
export interface Origin {
  /** "#/components/schemas/Actor/properties/email"; begins with "#" alone for a schema given by itself. */
  readonly pointer: string;
  /** As it was written, in its own dialect. */
  readonly written: Json;
  /** The definition it stands in, "Actor". */
  readonly name: string | undefined;
}
