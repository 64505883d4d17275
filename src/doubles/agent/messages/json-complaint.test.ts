import { expect, test } from "vitest";
import { jsonComplaint } from "./json-complaint.ts";

test.each([
  ['{"a": "b', "Unterminated string in JSON at position 8", "JSON Parse error: Unterminated string"],
  ["", "Unexpected end of JSON input", "Unexpected end of JSON input"],
  ['{"a": ', "Unexpected end of JSON input", "JSON Parse error: Unexpected EOF"],
  ["{broken", "Expected property name or '}' in JSON at position 1", "JSON Parse error: Expected '}'"],
  [
    "not json",
    `Unexpected token 'o', "not json" is not valid JSON`,
    'JSON Parse error: Unexpected identifier "not"',
  ],
  ["{}", "Unexpected end of JSON input", "JSON Parse error: Unexpected EOF"],
])("what each engine says of %j", (raw, classic, current) => {
  expect(jsonComplaint(raw)).toEqual({ classic: `API Error: ${classic}`, current: `API Error: ${current}` });
});
