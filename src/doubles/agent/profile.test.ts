import { expect, test } from "vitest";
import { notesOnAgent } from "./notes.ts";
import { profileOf } from "./profile.ts";
import { emptyAgentScenario } from "../../dialogue/index.ts";

test.each([
  ["2.1.12", "classic", "2.1.12"],
  ["2.1.28", "classic", "2.1.12"],
  ["2.1.29", "classic", "2.1.29"],
  ["2.1.327", "classic", "2.1.29"],
  ["2.1.328", "current", "2.1.328"],
  ["3.0.0", "current", "2.1.328"],
  ["1.0.0", "classic", "2.1.12"],
])("%s behaves as %s, measured on %s", (version, name, nearest) => {
  expect(profileOf(version)).toEqual({ name, version, nearest, measured: version === nearest });
});

test("a version that was not measured is told", () => {
  const noted = (claudeVersion?: string): unknown =>
    notesOnAgent({ claude: { scenario: { ...emptyAgentScenario, claudeVersion }, optional: false } }).map(
      ({ name, what }) => [name, what],
    );
  expect(noted()).toEqual([]);
  expect(noted("2.1.29")).toEqual([]);
  expect(noted("2.1.40")).toEqual([
    [
      "unmeasured-version",
      "claude 2.1.40 behaves as 2.1.29, the nearest version that was measured (2.1.12, 2.1.29, 2.1.328)",
    ],
  ]);
  expect(notesOnAgent({ claude: null })).toEqual([]);
});
