import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { differenceOf, worldExports } from "./exports.ts";

const none = { world: "/w", urls: {}, env: {}, unset: [] };

test("lines for a shell, credentials first", () => {
  const text = worldExports(
    { ...none, env: { A: "it's", B: "" }, unset: ["GH_TOKEN", "npm_config_//x"] },
    "sh",
  );
  expect(text).toBe("unset GH_TOKEN\nexport A='it'\\''s'\nexport B=''\n");
});

test("JSON holds everything", () => {
  const exports = { ...none, urls: { convo: "http://127.0.0.1:1" }, env: { A: "1" }, unset: ["B"] };
  expect(JSON.parse(worldExports(exports, "json"))).toEqual(exports);
});

test("only what differs from the environment is exported", () => {
  const inherited = { KEPT: "1", CHANGED: "1", GONE: "1", ABSENT: undefined };
  expect(differenceOf({ KEPT: "1", CHANGED: "2", NEW: "3" }, inherited)).toEqual({
    env: { CHANGED: "2", NEW: "3" },
    unset: ["GONE"],
  });
});

test("a shell that evaluates the lines has the very value, whatever it holds", () => {
  const value = fc.string({ unit: fc.constantFrom(...Array.from("a'\"$`\\\n!*~ \t{}()<>|&;#%é")) });
  fc.assert(
    fc.property(value, (text) => {
      const lines = worldExports({ ...none, env: { VALUE: text } }, "sh");
      const program = `eval "$1"; printf '%s' "$VALUE"`;
      expect(execFileSync("/bin/sh", ["-c", program, "sh", lines], { encoding: "utf8" })).toBe(text);
    }),
    { numRuns: 60 },
  );
});
