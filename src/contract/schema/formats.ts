import { fullFormats } from "ajv-formats/dist/formats.js";
import type { Format } from "ajv";

/** Base64 in whole groups; the one of ajv-formats also takes texts of which one line is base64. */
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Characters up to which the expression for `url` is run: its work grows with their square. */
const urlChars = 8_192;

/**
 * The formats that are checked: those of JSON Schema and of OpenAPI. Any other name is accepted and says
 * nothing, as both specifications have it.
 */
export const formats: Record<string, Format> = {
  ...fullFormats,
  byte: base64,
  url: (text: string) => text.length <= urlChars && (fullFormats.url as RegExp).test(text),
};

/** An example of a format, where its name alone does not say how it is written. */
export const formatExamples: Readonly<Record<string, string>> = {
  "date-time": "2025-01-15T10:30:00Z",
  date: "2025-01-15",
  time: "10:30:00Z",
  duration: "P3DT4H",
  uuid: "123e4567-e89b-42d3-a456-426614174000",
};
