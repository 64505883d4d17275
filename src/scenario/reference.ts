import { fileShape } from "./file-shape.ts";
import type { Section } from "./section.ts";
import { namedReference, tableReference, type NamedShapes } from "./shape/reference.ts";

/**
 * The reference of a scenario file with these sections, as Markdown: every field with its value, default,
 * meaning and an example in TOML.
 */
export function reference(sections: readonly Section[]): string {
  const named: NamedShapes = new Map();
  const intro =
    "Fields at the top of a scenario file. Names that begin with `x-` are yours in every table. " +
    "In TypeScript the same fields are written in camelCase.";
  const lines = [
    "# Scenario file reference",
    "",
    ...tableReference("The top of the file", intro, fileShape(sections), named),
    ...namedReference(named),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}
