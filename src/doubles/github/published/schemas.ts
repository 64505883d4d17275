import type { Json } from "../../../core/index.ts";

/** Schemas of JSON answers, as OpenAPI 3.0.3 writes them, without what says nothing about values. */
export interface PackedSchemas {
  /** By operation, then by status: "issues/create", "201". */
  readonly answers: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  /** What they refer to as "#/components/schemas/NAME". */
  readonly definitions: Readonly<Record<string, Json>>;
}
