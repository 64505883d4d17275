import type { Json } from "../../core/index.ts";

/** One thing that a schema does not allow in a value. */
export interface Violation {
  /** JSON Pointer of the value, or of the field that is missing or too many. */
  readonly path: string;
  /** The keyword of JSON Schema that is broken; "budget" where a check could not be run to its end. */
  readonly keyword: string;
  /** What is wrong, without the path: "must be at most 64 characters, has 75". */
  readonly what: string;
  /** Where the schema says so: "#/components/schemas/Actor/properties/name/maxLength". */
  readonly schemaPath: string;
}

/** Checks values with one schema. */
export interface Validator {
  /** What is wrong with a value; empty when nothing is. Never throws, whatever the value is. */
  check(value: Json): readonly Violation[];
}
