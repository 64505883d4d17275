import { describe, expect, test } from "vitest";
import { findOption, optionTable } from "./option-table.ts";
import { unknownOption } from "./unknown-option.ts";

/** What the real ones suggest, told by running them. */
const measured = {
  classic: {
    "--agen": "--agent",
    "--agentt": "one of --agent, --agents",
    "--allowedTool": "--allowed-tools",
    "--allowed-tool": "--allowed-tools",
    "--add-dirs": "--add-dir",
    "--debug-fil": "--debug-file",
    "--fi": "--file",
    "--from": "one of --chrome, --from-pr",
    "--hel": "--help",
    "--max-turn": "",
    "--mcp": "",
    "--modes": "--model",
    "--nochrome": "--no-chrome",
    "--resum": "--resume",
    "--sess": "",
    "--settin": "--settings",
    "--thinking": "",
    "--tolls": "--tools",
    "--ver": "",
    "--versionx": "--version",
    "-z": "",
    "-5": "",
  },
  current: {
    "--bares": "--bare",
    "--bgg": "",
    "--cham": "--chrome",
    "--clod": "--cloud",
    "--effot": "--effort",
    "--name1": "--name",
    "--plugin-ur": "--plugin-url",
    "--remote-contro": "--remote-control",
    "--thinkin": "",
    "--worktre": "--worktree",
  },
} as const;

describe.each(["classic", "current"] as const)("%s suggests", (profile) => {
  test.each(Object.entries(measured[profile]))("for %s: %s", (word, suggested) => {
    const [first, second] = unknownOption(word, profile).stderr.split("\n");
    expect(first).toBe(`error: unknown option '${word}'`);
    const suggestion = second?.startsWith("(Did") === true ? second : "";
    expect(suggestion).toBe(suggested === "" ? "" : `(Did you mean ${suggested}?)`);
  });

  test("each of its listed options when one letter is missing", () => {
    for (const { name, listed } of optionTable[profile].filter((rule) => rule.name.length > 7)) {
      const word = name.slice(0, -1);
      if (findOption(profile, word) !== undefined) continue;
      expect(unknownOption(word, profile).stderr.includes(name)).toBe(listed);
    }
  });
});

test("an option of the other profile is told with the version that has it", () => {
  expect(unknownOption("--effort=high", "classic")).toEqual({
    kind: "exit",
    stdout: "",
    stderr:
      "error: unknown option '--effort=high'\n" +
      '(backlot: claude 2.1.328 has --effort; to be it, a scenario says claude_version = "2.1.328".)\n',
    code: 1,
  });
});
