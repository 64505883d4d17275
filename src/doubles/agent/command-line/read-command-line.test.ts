import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { profileOf } from "../profile.ts";
import type { ClaudeOptions, CommandLine } from "./options.ts";
import { optionTable, subcommands } from "./option-table.ts";
import { noOptions, readClaudeCommandLine } from "./read-command-line.ts";

const classic = profileOf("2.1.29");
const current = profileOf("2.1.328");
const both = [classic, current];
const id = "4a3b7e0e-1111-4222-8333-123456789012";
const terminals = { stdin: "terminal", stdout: "terminal" } as const;

/** What options come to, over those of an invocation in print mode that says nothing. */
function given(args: readonly string[], profile = classic): Partial<ClaudeOptions> | CommandLine {
  const line = readClaudeCommandLine(args, profile);
  if (line.kind === "exit") return line;
  const said = Object.entries(line.options).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify({ ...noOptions, print: true }[name as never]),
  );
  return Object.fromEntries(said);
}

describe("options", () => {
  test.each<[readonly string[], Partial<ClaudeOptions>]>([
    [[], {}],
    [["-p", "hello"], { prompt: "hello" }],
    [["hello", "more", "words"], { prompt: "hello" }],
    [["-p", ""], { prompt: "" }],
    [["-"], { prompt: "-" }],
    [["-p", "--", "--bogus", "x"], { prompt: "--bogus" }],
    [["--output-format", "json", "hi"], { outputFormat: "json", prompt: "hi" }],
    [["--output-format=json", "--output-format", "text"], {}],
    [
      ["-p", "--verbose", "--output-format=stream-json", "--include-partial-messages"],
      { verbose: true, outputFormat: "stream-json", includePartialMessages: true },
    ],
    [["--input-format", "text"], {}],
    [["--json-schema", '{"type":"object"}'], { jsonSchema: '{"type":"object"}' }],
    [["--json-schema", ""], {}],
    [["--model", "sonnet", "--model=haiku"], { model: "haiku" }],
    [["--model", ""], { model: "" }],
    [["--model", "--print"], { model: "--print" }],
    [["--fallback-model", "haiku"], { fallbackModel: "haiku" }],
    [["--session-id", id.toUpperCase()], { sessionId: id.toUpperCase() }],
    [["--session-id="], {}],
    [["-r", id], { resume: id }],
    [[`-r${id}`], { resume: id }],
    [["--resume"], { resume: true }],
    [["--resume", ""], { resume: true }],
    [["--resume", "-p"], { resume: true }],
    [["--resume", id, "--resume"], { resume: true }],
    [["-pc", "--fork-session"], { continue: true, forkSession: true }],
    [["-c", "--fork-session", "--session-id", id], { continue: true, forkSession: true, sessionId: id }],
    [["--no-session-persistence"], { persistSession: false }],
    [["--permission-mode", "acceptEdits"], { permissionMode: "accept-edits" }],
    [["--permission-mode", "default"], { permissionMode: "default" }],
    [
      ["--permission-mode=plan", "--dangerously-skip-permissions"],
      { permissionMode: "plan", skipPermissions: true },
    ],
    [["--allowedTools", "A", "B", "--", "go"], { allowedTools: ["A", "B"], prompt: "go" }],
    [["--allowedTools", "A", "B", "go"], { allowedTools: ["A", "B", "go"] }],
    [
      ["--allowed-tools=Bash(git log:*, x) Read,Edit", "go"],
      { allowedTools: ["Bash(git log:*, x)", "Read", "Edit"], prompt: "go" },
    ],
    [["--allowedTools", "A", "-p", "go", "--allowed-tools", "B"], { allowedTools: ["A", "B"], prompt: "go" }],
    [["--disallowedTools", "A", "--disallowed-tools", "B,C"], { disallowedTools: ["A", "B", "C"] }],
    [["--tools", ""], { tools: [] }],
    [["--tools", "default"], {}],
    [["--tools", "Bash,Read", "Edit"], { tools: ["Bash", "Read", "Edit"] }],
    [["--tools", "default", "Read"], { tools: ["Read"] }],
    [["--max-turns", "3"], { maxTurns: 3 }],
    [["--max-turns", "-1"], { maxTurns: -1 }],
    [["--max-turns", "abc"], {}],
    [["--max-turns", "0"], {}],
    [["--max-turns="], {}],
    [["--max-turns", "1.5"], { maxTurns: 1.5 }],
    [["--max-budget-usd", "1e-3"], { maxBudgetUsd: 0.001 }],
    [["--system-prompt", "", "--append-system-prompt", "b"], { systemPrompt: "", appendSystemPrompt: "b" }],
    [["--add-dir", "/a b", "/c", "--add-dir=/d", "go"], { addDirs: ["/a b", "/c", "/d"], prompt: "go" }],
    [["--settings", '{"env":{}}'], { settings: '{"env":{}}' }],
    [["--settings", ""], {}],
    [["--setting-sources", " user , local"], { settingSources: ["user", "local"] }],
    [["--setting-sources", ""], { settingSources: [] }],
    [["--cwd", "/work"], { cwd: "/work" }],
    [
      ["--mcp-config", "a", "b", "--strict-mcp-config", "-d", "--mcp-config", "{}", "-p", "x"],
      { ignored: ["--mcp-config", "--strict-mcp-config", "--debug"], prompt: "x" },
    ],
    [["-dapi,hooks", "-d2e", "x"], { ignored: ["--debug", "--debug-to-stderr"], prompt: "x" }],
  ])("%j", (args, options) => {
    expect(given(args)).toEqual(options);
  });

  test("of current that classic does not have", () => {
    expect(given(["--permission-mode", "manual"], current)).toEqual({ permissionMode: "default" });
    expect(given(["--permission-mode=default"], current)).toEqual({ permissionMode: "default" });
    expect(given(["--permission-mode=auto"], current)).toEqual({ permissionMode: "auto" });
    expect(given(["--thinking=adaptive", "--effort", "high", "-n", "x", "--task-budget=5"], current)).toEqual(
      {
        ignored: ["--thinking", "--effort", "--name", "--task-budget"],
      },
    );
    expect(given(["--model", "a", "--fallback-model", "a"], current)).toMatchObject({ fallbackModel: "a" });
  });

  test("what the SDK of classic and of current says", () => {
    const sdk = [
      "--output-format",
      "stream-json",
      "--verbose",
      "--setting-sources",
      "",
      "--permission-mode",
      "default",
    ];
    for (const profile of both)
      expect(given([...sdk, "--allowedTools", "A,B(c:*)", "--mcp-config", "{}"], profile)).toEqual({
        outputFormat: "stream-json",
        verbose: true,
        settingSources: [],
        permissionMode: "default",
        allowedTools: ["A", "B(c:*)"],
        ignored: ["--mcp-config"],
      });
  });
});

describe("the way it answers", () => {
  test("is print mode with --print, and where standard output is no terminal", () => {
    const isPrint = (
      args: readonly string[],
      streams: Parameters<typeof readClaudeCommandLine>[2],
    ): unknown => {
      const line = readClaudeCommandLine(args, classic, streams);
      return line.kind === "run" ? line.options.print : line;
    };
    expect(isPrint([], terminals)).toBe(false);
    expect(isPrint(["-p"], terminals)).toBe(true);
    expect(isPrint([], { stdin: "terminal", stdout: "pipe" })).toBe(true);
    expect(isPrint(["-p"], { stdin: "pipe", stdout: "terminal" })).toBe(true);
    expect(isPrint([], { stdin: "pipe", stdout: "terminal" })).toEqual({
      kind: "exit",
      stdout: "",
      stderr:
        "Claude Code can't read the keyboard here: stdin is not a terminal. For one answer to what is piped, use --print.\n",
      code: 1,
    });
  });
});

describe("any words", () => {
  const names = both.flatMap(({ name }) => [
    ...optionTable[name].flatMap((rule) => rule.names),
    ...subcommands[name],
  ]);
  const word = fc.oneof(
    fc.constantFrom(...names, "--", "-", "", "-h", "--help", "Bash(", "text", "stream-json", id, "{}", "1"),
    fc
      .tuple(fc.constantFrom(...names), fc.string({ maxLength: 5 }))
      .map(([name, value]) => `${name}=${value}`),
    fc
      .tuple(fc.constantFrom(...names), fc.string({ maxLength: 5 }))
      .map(([name, value]) => `${name}${value}`),
    fc.string({ unit: "binary", maxLength: 8 }),
  );

  test("are read or refused with one text, never thrown", () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), fc.constantFrom(...both), (words, profile) => {
        const line = readClaudeCommandLine(words, profile);
        if (line.kind === "run") expect(line.options.print).toBe(true);
        else expect([line.stdout, line.stderr].filter((text) => text.endsWith("\n"))).toHaveLength(1);
      }),
      { numRuns: 2000 },
    );
  });

  test("many of them take no long time", () => {
    const words = Array.from({ length: 100_000 }, () => "-p--allowedTools");
    expect(readClaudeCommandLine(words, classic)).toMatchObject({ kind: "exit", code: 1 });
    expect(readClaudeCommandLine(["--allowedTools", ...words.map(() => "A,B")], classic)).toMatchObject({
      kind: "run",
    });
    expect(readClaudeCommandLine([`-${"p".repeat(20_000)}`], classic)).toMatchObject({ kind: "run" });
    expect(readClaudeCommandLine([`--${"a".repeat(200_000)}`], classic)).toMatchObject({ kind: "exit" });
  });
});
