import type { JsonObject } from "../core/index.ts";
import { fileShape } from "./file-shape.ts";
import type { Section } from "./section.ts";
import { jsonSchema, type Definitions } from "./shape/json-schema.ts";

/** The JSON Schema of a scenario file with these sections: draft 7, for completion and checks in editors. */
export function scenarioSchema(sections: readonly Section[]): JsonObject {
  const definitions: Definitions = { schemas: new Map(), names: new Map() };
  const schema = jsonSchema(fileShape(sections), definitions, "scenario");
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "backlot scenario",
    description: "The world outside a program: the services it calls and the commands it runs.",
    ...schema,
    definitions: Object.fromEntries(definitions.schemas),
  };
}
