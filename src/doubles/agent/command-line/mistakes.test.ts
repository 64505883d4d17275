import { describe, expect, test } from "vitest";
import { profileOf } from "../profile.ts";
import { readClaudeCommandLine } from "./read-command-line.ts";

const classic = profileOf("2.1.29");
const current = profileOf("2.1.328");
const both = [classic, current];
const id = "4a3b7e0e-1111-4222-8333-123456789012";
const terminals = { stdin: "terminal", stdout: "terminal" } as const;

/** What is said at once: the exit code, and the lines of both streams. */
function said(args: readonly string[], profile = classic, streams?: typeof terminals): readonly string[] {
  const line = readClaudeCommandLine(args, profile, streams);
  if (line.kind === "run") return ["runs"];
  return [String(line.code), ...`${line.stdout}${line.stderr}`.trimEnd().split("\n")];
}

describe("mistakes that all versions tell alike", () => {
  test.each<[readonly string[], ...string[]]>([
    [["--bogus"], "error: unknown option '--bogus'"],
    [["--bogus=1", "--bogus2"], "error: unknown option '--bogus=1'"],
    [["-p", "--verbose=1"], "error: unknown option '--verbose=1'", "(Did you mean --verbose?)"],
    [["-px"], "error: unknown option '-x'"],
    [["-pcx"], "error: unknown option '-x'"],
    [["-p", "-5"], "error: unknown option '-5'"],
    [["-hc", "--zzz"], "error: unknown option '-hc'"],
    [["---"], "error: unknown option '---'"],
    [["--=x"], "error: unknown option '--=x'"],
    [["--print="], "error: unknown option '--print='", "(Did you mean --print?)"],
    [["-p", "\u001b[31m--", "-\u001b"], String.raw`error: unknown option '-\x1b'`],
    [["--model"], "error: option '--model <model>' argument missing"],
    [["-p", "x", "--tools"], "error: option '--tools <tools...>' argument missing"],
    [["--mcp-config"], "error: option '--mcp-config <configs...>' argument missing"],
    [
      ["--bogus", "--allowedTools"],
      "error: option '--allowedTools, --allowed-tools <tools...>' argument missing",
    ],
    [
      ["-p", "--output-format", "yaml", "--help"],
      "error: option '--output-format <format>' argument 'yaml' is invalid. Allowed choices are text, json, stream-json.",
    ],
    [
      ["--output-format="],
      "error: option '--output-format <format>' argument '' is invalid. Allowed choices are text, json, stream-json.",
    ],
    [
      ["--input-format", "nope"],
      "error: option '--input-format <format>' argument 'nope' is invalid. Allowed choices are text, stream-json.",
    ],
    [["--session-id", "nope"], "Error: Invalid session ID. Must be a valid UUID."],
    [["--session-id", ` ${id}`], "Error: Invalid session ID. Must be a valid UUID."],
    [
      ["--setting-sources", "user, nope", "--session-id", "nope"],
      "Error processing --setting-sources: Invalid setting source: nope. Valid options are: user, project, local",
    ],
    [
      ["--setting-sources", "user,"],
      "Error processing --setting-sources: Invalid setting source: . Valid options are: user, project, local",
    ],
    [
      ["--input-format", "stream-json", "--include-partial-messages"],
      "Error: --input-format=stream-json requires output-format=stream-json.",
    ],
    [
      ["--replay-user-messages", "--include-partial-messages"],
      "Error: --replay-user-messages requires both --input-format=stream-json and --output-format=stream-json.",
    ],
    [
      ["--include-partial-messages", "--json-schema", "{bad"],
      "Error: --include-partial-messages requires --print and --output-format=stream-json.",
    ],
    [
      ["--output-format", "stream-json", "--input-format", "stream-json"],
      "Error: When using --print, --output-format=stream-json requires --verbose",
    ],
    [
      [
        "--output-format",
        "stream-json",
        "--verbose",
        "--input-format",
        "stream-json",
        "--replay-user-messages",
      ],
      "Error: --input-format=stream-json is not simulated by backlot yet.",
    ],
    [["--sdk-url", "ws://x", "--output-format", "json"], "Error: --sdk-url is not simulated by backlot."],
    [["--from-pr"], "Error: --from-pr is not simulated by backlot."],
    [["-p", "mcp", "--bogus"], "Error: claude mcp is not simulated by backlot."],
    [["--", "update"], "Error: claude update is not simulated by backlot."],
  ])("%j", (args, ...lines) => {
    for (const profile of both) expect(said(args, profile)).toEqual(["1", ...lines]);
  });
});

describe("--setting-sources", () => {
  const wrong = [
    "1",
    "Error processing --setting-sources: Invalid setting source: nope. Valid options are: user, project, local",
  ];

  test("is looked at before all else", () => {
    for (const profile of both)
      for (const words of [["-v"], ["--bogus"], ["--max-budget-usd", "0"], ["--model"]])
        expect(said(["--setting-sources", "nope", ...words], profile)).toEqual(wrong);
  });

  test("is the first word of that name to classic, the last such option to current", () => {
    const [user, nope] = [["--setting-sources", "user"], ["--setting-sources=nope"]];
    expect(said([...user, ...nope], classic)).toEqual(["runs"]);
    expect(said([...user, ...nope], current)).toEqual(wrong);
    expect(said([...nope, ...user], classic)).toEqual(wrong);
    expect(said([...nope, ...user], current)).toEqual(["runs"]);
    for (const words of [
      ["--", ...nope],
      ["--model", ...nope],
    ]) {
      expect(said(words, classic)).toEqual(wrong);
      expect(said(words, current)).toEqual(["runs"]);
    }
    expect(said(["x", "--setting-sources"], classic)).toEqual([
      "1",
      "error: option '--setting-sources <sources>' argument missing",
    ]);
  });
});

describe("mistakes that versions tell differently", () => {
  const withResume = ["--session-id", "nope", "--resume", id];
  test.each<[readonly string[], readonly string[], readonly string[]]>([
    [
      withResume,
      [
        "1",
        "Error: --session-id can only be used with --continue or --resume if --fork-session is also specified.",
      ],
      ["1", "Error: --session-id with --continue or --resume also needs --fork-session."],
    ],
    [
      ["--session-id", id, "-c"],
      [
        "1",
        "Error: --session-id can only be used with --continue or --resume if --fork-session is also specified.",
      ],
      ["1", "Error: --session-id with --continue or --resume also needs --fork-session."],
    ],
    [
      ["--permission-mode", "accept-edits"],
      [
        "1",
        "error: option '--permission-mode <mode>' argument 'accept-edits' is invalid. Allowed choices are acceptEdits, bypassPermissions, default, delegate, dontAsk, plan.",
      ],
      [
        "1",
        "error: option '--permission-mode <mode>' argument 'accept-edits' is invalid. Allowed choices are acceptEdits, auto, bypassPermissions, manual, dontAsk, plan.",
      ],
    ],
    [
      ["--max-turns", "abc"],
      ["runs"],
      ["1", "error: option '--max-turns <turns>' argument 'abc' is invalid. must be a number"],
    ],
    [
      ["--max-thinking-tokens", "abc"],
      ["runs"],
      ["1", "error: option '--max-thinking-tokens <tokens>' argument 'abc' is invalid. must be a number"],
    ],
    [
      ["--max-budget-usd", "0"],
      ["1", "Error: --max-budget-usd must be a positive number greater than 0"],
      [
        "1",
        "error: option '--max-budget-usd <amount>' argument '0' is invalid. --max-budget-usd must be a number greater than 0",
      ],
    ],
    [
      ["--model", "x", "--fallback-model", "x", "--input-format", "stream-json"],
      [
        "1",
        "Error: Fallback model cannot be the same as the main model. Please specify a different model for --fallback-model.",
      ],
      ["1", "Error: --input-format=stream-json requires output-format=stream-json."],
    ],
    [
      ["--json-schema", "{bad"],
      ["0", "backlot: --json-schema is not JSON; this version of claude ends without a word then."],
      ["1", "Error: --json-schema is not valid JSON: JSON Parse error: no JSON value can be read"],
    ],
    [["--json-schema", "[]"], ["runs"], ["1", "Error: --json-schema must be a JSON object"]],
    [["--json-schema", "null"], ["runs"], ["1", "Error: --json-schema must be a JSON object"]],
    [
      ["--effort=high", "x"],
      [
        "1",
        "error: unknown option '--effort=high'",
        '(backlot: claude 2.1.328 has --effort; to be it, a scenario says claude_version = "2.1.328".)',
      ],
      ["runs"],
    ],
    [
      ["--mcp-debug"],
      ["runs"],
      [
        "1",
        "error: unknown option '--mcp-debug'",
        '(backlot: claude 2.1.29 has --mcp-debug; to be it, a scenario says claude_version = "2.1.29".)',
      ],
    ],
    [
      ["--task-budget", "1.5"],
      [
        "1",
        "error: unknown option '--task-budget'",
        '(backlot: claude 2.1.328 has --task-budget; to be it, a scenario says claude_version = "2.1.328".)',
      ],
      [
        "1",
        "error: option '--task-budget <tokens>' argument '1.5' is invalid. --task-budget must be a positive integer",
      ],
    ],
    [["-p", "auth"], ["runs"], ["1", "Error: claude auth is not simulated by backlot."]],
    [["config"], ["runs"], ["runs"]],
    [["help"], ["runs"], ["runs"]],
  ])("%j", (args, ofClassic, ofCurrent) => {
    expect(said(args, classic)).toEqual(ofClassic);
    expect(said(args, current)).toEqual(ofCurrent);
  });
});

describe("what is asked of the program itself", () => {
  test("is told before anything behind it is looked at", () => {
    expect(said(["-v"])).toEqual(["0", "2.1.29 (Claude Code)"]);
    expect(said(["-pv", "--output-format", "yaml"])).toEqual(["0", "2.1.29 (Claude Code)"]);
    expect(said(["-h", "x", "--version"], current)).toEqual(["0", "2.1.328 (Claude Code)"]);
    expect(said(["--bogus", "mcp", "-v"], profileOf("2.1.20"))).toEqual(["0", "2.1.20 (Claude Code)"]);
  });

  test("help comes before unknown options, after wrong values", () => {
    for (const args of [["-h"], ["-ph"], ["--bogus", "--help"], ["-h", "mcp"], ["--bogus", "--", "-h"]])
      expect(said(args)[1]).toBe("Usage: claude [options] [prompt]");
    expect(said(["--", "-h"])).toEqual(["runs"]);
    expect(said(["--help=1"])).toEqual(["1", "error: unknown option '--help=1'", "(Did you mean --help?)"]);
  });
});

describe("mistakes of print mode", () => {
  test("are none on a terminal", () => {
    expect(said(["--output-format", "stream-json"], classic, terminals)).toEqual(["runs"]);
    expect(said(["--json-schema", "{bad"], current, terminals)).toEqual(["runs"]);
    expect(
      said(["--verbose", "--output-format=stream-json", "--include-partial-messages"], classic, terminals),
    ).toEqual(["1", "Error: --include-partial-messages requires --print and --output-format=stream-json."]);
  });
});
