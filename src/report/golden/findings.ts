import { finding, type Finding } from "../../core/index.ts";
import { placeIn } from "./build.ts";

/** Sample findings of scenario files, with lines that are hard to put a caret under. */
export const scenarioFindings: readonly Finding[] = [
  finding("unknown-field", {
    at: placeIn("backlot.toml", 41, 'permisions = ["issues:write"]', "permisions"),
    what: 'unknown field "permisions"',
    near: ["permissions"],
  }),
  finding("unknown-field", {
    at: placeIn("backlot.toml", 7, "\treply\t= { stdot = 1 }", "stdot"),
    what: 'unknown field "stdot"',
    near: ["stdout", "stdin"],
  }),
  finding("wrong-type", {
    at: placeIn("backlot.toml", 8, 'times = "2"\r', '"2"'),
    what: 'times is a string, "2"; a number or a table is expected',
    fix: "Write times = 2",
  }),
  finding("unknown-name", {
    at: placeIn(
      "backlot.toml",
      9,
      'in_order = ["部署", "ｈｅａｌｔｈｙ", "e\u0301te\u0301"]',
      '"ｈｅａｌｔｈｙ"',
    ),
    what: 'no expectation is named "ｈｅａｌｔｈｙ"',
    near: [{ what: "healthy", at: placeIn("team/base.toml", 3, 'name = "healthy"', '"healthy"') }],
  }),
  finding("unknown-name", {
    at: placeIn("backlot.toml", 10, 'in_order = ["🚀", "👩‍🚀", "never"]', '"never"'),
    what: 'no expectation is named "never"',
  }),
  finding("unreadable-text", {
    at: placeIn("backlot.toml", 11, 'name = "a\u001b]0;owned\u0007b\u0000c" # \u202etxet', "b\u0000c"),
    what: "the file holds a control character",
  }),
  finding("syntax-error", {
    at: { kind: "file", file: "backlot.toml", line: 120, column: 11, endColumn: 11, text: "reply = { " },
    what: "the line ends inside a table",
  }),
  finding("invalid-value", {
    at: placeIn(
      "backlot.toml",
      121,
      `reply = { stdout = "${"lorem ipsum ".repeat(20)}", exit_code = 300, stderr = "${"dolor ".repeat(20)}" }`,
      "300",
    ),
    what: "exit_code is 300; 0 to 255 is allowed",
  }),
  finding("unreachable-expectation", {
    at: { kind: "code", file: "tests/release.test.ts", line: 12, column: 30 },
    what: "git push --tags can never be reached",
    severity: "warning",
    near: [
      {
        what: "git **",
        at: placeIn("backlot.toml", 4, 'run = "git **"', '"git **"'),
        differences: ["answers every git call before it"],
      },
    ],
  }),
  finding("invalid-value", {
    at: { kind: "input", input: "--seed" },
    what: '"abc" is not a number',
    fix: "Write a whole number, as in:\n\n  backlot run --seed 7 -- npm test",
  }),
];
