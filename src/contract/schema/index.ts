export type { Dialect, Direction } from "./dialect.ts";
export { createSchemas, type Schemas, type SchemasOptions, type ValidatorOptions } from "./schemas.ts";
export type { Validator, Violation } from "./violation.ts";
