import { expect, test } from "vitest";
import { redactText } from "./redact.ts";

test("JSON in which lists stand in lists ten thousand deep ended redacting with an error", () => {
  const deep = `${'{"a":['.repeat(20_000)}"token=abcdef12"${"]}".repeat(20_000)}`;
  expect(redactText(deep)).toHaveLength(deep.length - "abcdef12".length + "<redacted>".length);
});
