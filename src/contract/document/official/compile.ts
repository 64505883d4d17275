import { Ajv2020 } from "ajv/dist/2020.js";
import type { ErrorObject } from "../../schema/engine-error.ts";
import { type MinorVersion, officialOptions, officialSchema } from "./schema.ts";

/** Holds a document against an official schema; `errors` has the first thing that is wrong. */
export interface OfficialCheck {
  (document: unknown): boolean;
  errors?: readonly ErrorObject[] | null | undefined;
}

/**
 * Compiles the official schema of a version. Compiling takes longer than all the rest of a start, so the build puts
 * what it comes to in the place of this file (scripts/build/official-checks.mjs).
 */
export function compileOfficial(version: MinorVersion): OfficialCheck {
  // Optimizing would take longer than it saves for a program that was not built.
  const ajv = new Ajv2020({ ...officialOptions, code: { optimize: false } });
  return ajv.compile(officialSchema(version));
}
