import { expect, test } from "vitest";
import { finding } from "../../core/index.ts";
import { renderFix, type FixSummary } from "./fix-text.ts";

const nothing: FixSummary = { repairs: [], decisions: [], lesser: 0, files: [], written: false, exitCode: 0 };
const repair = {
  repair: "add",
  missedIn: [],
  rule: "missing-stub",
  operation: "shop GET /a",
  what: "add a stub for GET /a\u001b[2J",
  notes: ["id is made up"],
  service: "shop",
  stub: {},
} as const;
const decision = {
  finding: finding("thin-body", {
    what: "GET /b\u0007 is thin",
    why: "So it is.",
    fix: "a) this (backlot fix does)\nb) that",
  }),
  options: ["a) this", "b) that"],
  why: "nobody knows its id",
  paste: 'reply = { model = "B" }',
};

test("says that nothing is left", () => {
  expect(renderFix(nothing, {})).toBe(
    "backlot fix: nothing to repair, and nothing to decide\n\nexit 0: nothing is left to do\n",
  );
});

test("says what is repaired and what has to be decided, with its options and text to paste, inert", () => {
  const text = renderFix(
    { ...nothing, repairs: [repair], decisions: [decision], lesser: 2, files: ["a.toml"], exitCode: 1 },
    {},
  );
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  expect(text).toContain("backlot fix: 1 repair for a.toml, 1 decision\n  - add a stub for GET /a\\x1b[2J");
  expect(text).toContain("    id is made up\n");
  expect(text).toMatch(
    /why: So it is\. Not repaired: nobody knows its id\.\n +fix: a\) this\n +b\) that\n\n +reply = /,
  );
  expect(text).toMatch(
    /Besides: 2 findings .*\nexit 1: nothing is written yet; backlot fix --write does it\n$/,
  );
});

test("says what comes next once it is written", () => {
  const written: FixSummary = { ...nothing, repairs: [repair], files: ["a.toml"], written: true };
  expect(renderFix(written, {})).toContain("1 repair written into a.toml, nothing to decide");
  expect(renderFix(written, {})).toContain("exit 0: run the tests again, as they may come further now\n");
  expect(renderFix({ ...written, decisions: [decision], exitCode: 1 }, {})).toMatch(
    /further now; decisions are open\n$/,
  );
  expect(renderFix({ ...nothing, decisions: [decision], exitCode: 1 }, {})).toMatch(
    /exit 1: decisions are open\n$/,
  );
});
