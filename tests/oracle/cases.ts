import type { Invocation, Version } from "./programs.ts";

/** A conversation that the real CLI and its double are both led into. */
export interface Case {
  readonly name: string;
  /** TOML of an agent scenario, without its version and without `tool_execution`. */
  readonly scenario: string;
  readonly invocations: readonly Invocation[];
  readonly files?: Readonly<Record<string, string>>;
  /** Absent: every version. */
  readonly versions?: readonly Version[];
}

const model = ["--model", "claude-sonnet-4-5-20250929"];
const streamed = ["--output-format", "stream-json", "--verbose"];
const id = "11111111-1111-4111-8111-111111111111";
const other = "22222222-2222-4222-8222-222222222222";

const usage = "usage = { input_tokens = 10, output_tokens = 5 }";
const said = (text: string): string =>
  `[[responses]]\npattern = { type = "any" }\n[responses.response]\ntext = "${text}"\n${usage}\n`;
const called = (tool: string, input: string, result: string): string =>
  `[[responses.response.tool_calls]]\ntool = "${tool}"\ninput = ${input}\n${result === "" ? "" : `result = "${result}"\n`}`;
const then = `[[responses.response.then]]\ntext = "Done."\n${usage}\n`;
const failing = (failure: string): string =>
  `[[responses]]\npattern = { type = "any" }\nfailure = ${failure}\n`;

const hello = said("Hello there.");
const bash = said("Looking.") + called("Bash", '{ command = "echo a", description = "Say a" }', "") + then;
const read = said("Reading.") + called("Read", '{ file_path = "/home/work/notes.txt" }', "") + then;

const ask = (...args: readonly string[]): Invocation => ({ args: ["-p", "hello", ...model, ...args] });

/** The same in each output format. */
function inFormats(name: string, scenario: string, ...args: readonly string[]): readonly Case[] {
  return [
    { name: `${name}, text`, scenario, invocations: [ask(...args)] },
    { name: `${name}, json`, scenario, invocations: [ask(...args, "--output-format", "json")] },
    { name: `${name}, stream-json`, scenario, invocations: [ask(...args, ...streamed)] },
  ];
}

const spoken: readonly Case[] = [
  ...inFormats("text", hello),
  { name: "text, json verbose", scenario: hello, invocations: [ask("--output-format", "json", "--verbose")] },
  {
    name: "partial messages",
    scenario: hello,
    invocations: [ask(...streamed, "--include-partial-messages")],
  },
  {
    name: "partial messages with tools and thinking",
    scenario: bash.replace('text = "Looking."', 'text = "Looking."\nthinking = "Well."'),
    invocations: [ask(...streamed, "--include-partial-messages")],
  },
  { name: "prompt of stdin", scenario: hello, invocations: [{ args: ["-p", ...model], stdin: "hello" }] },
  { name: "not kept", scenario: hello, invocations: [ask("--no-session-persistence")] },
];

const tools: readonly Case[] = [
  ...inFormats("a tool", bash),
  {
    name: "a tool that reads",
    scenario: read,
    files: { "notes.txt": "alpha\nbeta\n" },
    invocations: [ask(...streamed)],
  },
  {
    name: "two tools in one message",
    scenario:
      said("Both.") +
      called("Bash", '{ command = "echo a", description = "Say a" }', "") +
      called("Bash", '{ command = "echo b", description = "Say b" }', "") +
      then,
    invocations: [ask(...streamed)],
  },
  {
    name: "a denial",
    scenario:
      said("Writing.") + called("Write", '{ file_path = "/home/work/new.txt", content = "x" }', "") + then,
    invocations: [ask(...streamed)],
  },
  {
    name: "a denied command",
    scenario:
      said("Touching.") + called("Bash", '{ command = "touch new.txt", description = "Touch" }', "") + then,
    invocations: [ask(...streamed)],
  },
  {
    name: "a tool that is not allowed",
    scenario: bash,
    invocations: [ask(...streamed, "--disallowedTools", "Bash(echo:*)")],
  },
  { name: "a tool that is not there", scenario: bash, invocations: [ask(...streamed, "--tools", "Read")] },
  {
    name: "a tool that nobody knows",
    scenario: said("Nope.") + called("Nope", "{ a = 1 }", "") + then,
    invocations: [ask(...streamed)],
  },
  {
    name: "bad input",
    scenario: said("Bad.") + called("Read", "{ a = 1 }", "") + then,
    invocations: [ask(...streamed)],
  },
  {
    name: "a file written",
    scenario:
      said("Writing.") + called("Write", '{ file_path = "/home/work/new.txt", content = "x" }', "") + then,
    invocations: [ask(...streamed, "--permission-mode", "acceptEdits")],
  },
  {
    name: "a file that is missing",
    scenario: read,
    invocations: [ask(...streamed)],
  },
];

const limited: readonly Case[] = [
  ...inFormats("max turns", bash, "--max-turns", "1"),
  ...inFormats("max budget", bash, "--max-budget-usd", "0.00001"),
];

const failures: readonly Case[] = Object.entries({
  "a refused key": '{ type = "auth_error", message = "invalid x-api-key" }',
  "a key refused otherwise": '{ type = "auth_error", message = "no" }',
  "too many requests": '{ type = "rate_limit", retry_after = 1 }',
  "no credits": '{ type = "out_of_credits" }',
  "no network": '{ type = "network_unreachable" }',
  "an answer cut off": '{ type = "partial_response", partial_text = "Hel" }',
  "an answer that is no JSON": String.raw`{ type = "malformed_json", raw = "{\"a\": \"b" }`,
}).flatMap(([name, failure]) => [
  { name: `${name}, text`, scenario: failing(failure), invocations: [ask()] },
  { name: `${name}, stream-json`, scenario: failing(failure), invocations: [ask(...streamed)] },
]);

const sessions: readonly Case[] = [
  {
    name: "resume",
    scenario: hello,
    invocations: [ask("--session-id", id), ask("--resume", id, ...streamed)],
  },
  {
    name: "continue",
    scenario: hello,
    invocations: [ask("--session-id", id), ask("--continue", ...streamed)],
  },
  {
    name: "fork",
    scenario: hello,
    invocations: [ask("--session-id", id), ask("--resume", id, "--fork-session", ...streamed)],
  },
  {
    name: "fork with an id",
    scenario: hello,
    invocations: [
      ask("--session-id", id),
      ask("--resume", id, "--fork-session", "--session-id", other, ...streamed),
    ],
  },
  { name: "continue nothing", scenario: hello, invocations: [ask("--continue")] },
  { name: "an id in use", scenario: hello, invocations: [ask("--session-id", id), ask("--session-id", id)] },
  { name: "resume and an id", scenario: hello, invocations: [ask("--resume", id, "--session-id", other)] },
  { name: "resume garbage", scenario: hello, invocations: [ask("--resume", "garbage")] },
  {
    name: "resume garbage, stream-json",
    scenario: hello,
    invocations: [ask("--resume", "garbage", ...streamed)],
  },
  { name: "resume nothing", scenario: hello, invocations: [{ args: ["-p", "--resume"] }] },
  { name: "resume unknown", scenario: hello, invocations: [ask("--resume", id)] },
  {
    name: "resume unknown, json",
    scenario: hello,
    invocations: [ask("--resume", id, "--output-format", "json")],
  },
  { name: "resume unknown, stream-json", scenario: hello, invocations: [ask("--resume", id, ...streamed)] },
];

const refusals: readonly Case[] = (
  [
    ["an unknown flag", ["-p", "hello", "--nonsense"]],
    ["a wrong format", ["-p", "hello", "--output-format", "yaml"]],
    ["a wrong mode", ["-p", "hello", "--permission-mode", "maybe"]],
    ["no verbose", ["-p", "hello", "--output-format", "stream-json"]],
    ["a bad id", ["-p", "hello", "--session-id", "garbage"]],
    ["no prompt", ["-p"]],
    ["an empty prompt", ["-p", ""]],
    ["a blank prompt", ["-p", "  "]],
    ["a missing argument", ["-p", "hello", "--model"]],
    ["a bad budget", ["-p", "hello", "--max-budget-usd", "many"]],
    ["a bad limit", ["-p", "hello", "--max-turns", "many"]],
    ["missing settings", ["-p", "hello", "--settings", "/nowhere.json"]],
    ["broken settings", ["-p", "hello", "--settings", "{nope"]],
    ["a broken schema", ["-p", "hello", "--json-schema", "{nope"]],
    ["a schema that is no object", ["-p", "hello", "--json-schema", "7"]],
    ["partial messages as text", ["-p", "hello", "--include-partial-messages"]],
    ["a missing folder", ["-p", "hello", "--add-dir", "/nowhere"]],
    ["a wrong source of settings", ["-p", "hello", "--setting-sources", "everywhere"]],
    ["version", ["--version"]],
  ] as const
).map(([name, args]) => ({ name, scenario: hello, invocations: [{ args }] }));

/** All of them. */
export const cases: readonly Case[] = [
  ...spoken,
  ...tools,
  ...limited,
  ...failures,
  ...sessions,
  ...refusals,
];
