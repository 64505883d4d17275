import { expect } from "vitest";
import {
  agent,
  answering,
  answers,
  blocks,
  init,
  outcomes,
  result,
  rule,
  say,
  screen,
  sessionFiles,
  talk,
} from "./agent.ts";
import type { Effect, Stage } from "./effect.ts";

const hi = answering('"hi"');
const write = '{ tool = "Write", input = { file_path = "/notes.txt", content = "A note." } }';
const echo = '{ tool = "Bash", input = { command = "echo $((6 * 7))" } }';
const simulated = '[agents.claude.tool_execution]\nmode = "simulated"\n';
const approved = (tool: string): string =>
  `[agents.claude.tool_execution.tools.${tool}]\nauto_approve = true\n`;
const failing = (failure: string): string =>
  agent("", rule('"hello"', `failure = { ${failure} }\nresponse = "ok"`));
const usageOf = (stage: Stage): unknown => result(stage)["usage"];
const read = (result: string): string => `{ tool = "Read", result = "${result}" }`;
const expecting = (fields: string): string =>
  agent(
    "",
    rule(
      '"hello"',
      `response = { tool_calls = [${read("ok")}], then = [{ text = "done", expect_results = [{ ${fields} }] }] }`,
    ) +
      rule(
        '"fail"',
        `response = { tool_calls = [{ tool = "Grep" }], then = [{ text = "done", expect_results = [{ ${fields} }] }] }`,
      ) +
      `${approved("Read")}[agents.claude.tool_execution.tools.Grep]\nauto_approve = true\nerror = "no"\n`,
  );
/** What is printed by two processes that start at once, one of which takes its time. */
const beforeSlow = ({ run }: Stage): string =>
  run(["sh", "-c", "claude -p slow & claude -p hello; wait"]).stdout;
const texts = (stage: Stage): unknown => blocks(stage, "assistant").flatMap(({ text }) => text ?? []);

const identity: Readonly<Record<string, Effect>> = {
  "agents.claude.optional": {
    toml: agent("", rule('"hello"', 'response = "hi"')).replace("optional = true\n", ""),
    show: async (stage) => [await stage.findings(), say(stage, "hello"), await stage.findings()],
    is: [["unused-expectation"], "hi\n", []],
  },
  "agents.claude.name": {
    toml: 'default_response = "hi"\n',
    show: async ({ world }) => (await world.verify()).scenario,
    is: "backlot.toml",
  },
  "agents.claude.default_model": {
    toml: hi,
    show: (stage) => init(stage)["model"],
    is: "claude-sonnet-4-20250514",
  },
  "agents.claude.claude_version": {
    toml: hi,
    show: (stage) => [init(stage)["claude_code_version"], "terminal_reason" in result(stage)],
    is: ["2.1.12", false],
  },
  "agents.claude.user_name": {
    toml: agent(""),
    show: (stage) => screen(stage, "Welcome"),
    is: ["Welcome back Alfred!"],
  },
  "agents.claude.session_id": {
    toml: `seed = 1\n${hi}`,
    show: (stage) => {
      const ids = [init(stage), init(stage)].map((line) => line["session_id"] as string);
      return [ids.every((id) => /^[0-9a-f-]{36}$/.test(id)), new Set(ids).size];
    },
    is: [true, 2],
  },
  "agents.claude.project_path": {
    toml: answering('"hi"', 'working_directory = "/srv/shop"'),
    show: (stage) => [say(stage, "hello"), Object.keys(sessionFiles(stage))],
    is: ["hi\n", [expect.stringMatching(/^-srv-shop\//)]],
  },
  "agents.claude.launch_timestamp": {
    toml: `now = "2025-03-01T00:00:00Z"\n${hi}`,
    show: (stage) => [say(stage, "hello"), Object.values(sessionFiles(stage)).flat()[0]?.["timestamp"]],
    is: ["hi\n", "2025-03-01T00:00:00.000Z"],
  },
  "agents.claude.working_directory": {
    toml: hi,
    show: (stage) => init(stage)["cwd"] === process.cwd(),
    is: true,
  },
  "agents.claude.trusted": {
    toml: agent(""),
    show: async (stage) => [await screen(stage, "for shortcuts"), await screen(stage, "Welcome")],
    is: [["  ? for shortcuts"], ["Welcome back Alfred!"]],
  },
  "agents.claude.permission_mode": {
    toml: answering(`{ text = "ok", tool_calls = [${write}] }`),
    show: (stage) => [init(stage)["permissionMode"], outcomes(stage)],
    is: [
      "default",
      [{ failed: "Claude requested permissions to write to /notes.txt, but you haven't granted it yet." }],
    ],
  },
  "agents.claude.default_response": {
    toml: hi,
    show: async (stage) => [answers(stage, "other"), await stage.findings()],
    is: [[false], ["unmatched-call"]],
  },
  "agents.claude.responses[].max_matches": {
    toml: hi,
    show: (stage) => talk(stage, "hello", "hello", "hello"),
    is: ["hi", "hi", "hi"],
  },
};

const tools: Readonly<Record<string, Effect>> = {
  "agents.claude.tool_execution.mode": {
    toml: answering(`{ text = "ok", tool_calls = [{ tool = "Read" }] }`, "", approved("Read")),
    show: outcomes,
    is: ["Read was mocked."],
  },
  "agents.claude.tool_execution.sandbox_root": {
    toml: answering(
      `{ text = "ok", tool_calls = [${write}, { tool = "Read", input = { file_path = "/notes.txt" } }] }`,
      "",
      simulated + approved("Write") + approved("Read"),
    ),
    show: outcomes,
    is: ["File created successfully at: /notes.txt", expect.stringContaining("A note.")],
  },
  "agents.claude.tool_execution.allow_real_bash": {
    toml: answering(`{ text = "ok", tool_calls = [${echo}] }`, "", simulated + approved("Bash")),
    allowCode: true,
    show: outcomes,
    is: [{ failed: expect.stringContaining("The simulated Bash does not do this") }],
  },
  "agents.claude.tool_execution.tools.*.auto_approve": {
    toml: answering(
      `{ text = "ok", tool_calls = [${write}] }`,
      "",
      '[agents.claude.tool_execution.tools.Write]\nresult = "written"\n',
    ),
    show: (stage) => (result(stage)["permission_denials"] as readonly unknown[]).length,
    is: 1,
  },
  "#agent_tool_call.input": {
    toml: answering('{ text = "ok", tool_calls = [{ tool = "Read" }] }'),
    show: (stage) => blocks(stage, "assistant").flatMap(({ input }) => input ?? []),
    is: [{}],
  },
};

const messages: Readonly<Record<string, Effect>> = {
  "#agent_response_table.text": {
    toml: answering(`{ tool_calls = [${read("ok")}], then = [{ text = "done" }] }`, "", approved("Read")),
    show: texts,
    is: ["done"],
  },
  "#agent_response_table.delay_ms": {
    toml: answering('{ text = "hi" }', "", rule('"slow"', 'response = { text = "late", delay_ms = 1000 }')),
    show: beforeSlow,
    is: "hi\nlate\n",
  },
  "#agent_usage.input_tokens": {
    toml: answering('{ text = "hi", usage = { output_tokens = 9 } }'),
    show: usageOf,
    is: expect.objectContaining({ input_tokens: 0, output_tokens: 9 }),
  },
  "#agent_usage.output_tokens": {
    toml: answering('{ text = "hi", usage = { input_tokens = 9 } }'),
    show: usageOf,
    is: expect.objectContaining({ input_tokens: 9, output_tokens: 0 }),
  },
  "#agent_step.text": {
    toml: answering(
      `{ text = "first", tool_calls = [${read("a")}], then = [{ tool_calls = [${read("b")}] }, { text = "last" }] }`,
      "",
      approved("Read"),
    ),
    show: texts,
    is: ["first", "last"],
  },
  "#agent_step.delay_ms": {
    toml: answering(
      `{ tool_calls = [${read("ok")}], then = [{ text = "done" }] }`,
      "",
      rule('"slow"', 'response = { text = "late", delay_ms = 1000 }') + approved("Read"),
    ),
    show: beforeSlow,
    is: "done\nlate\n",
  },
  "#agent_step.expect_results[].tool": {
    toml: expecting('contains = "o"'),
    show: (stage) => answers(stage, "hello", "fail"),
    is: [true, true],
  },
  "#agent_step.expect_results[].content": {
    toml: expecting('tool = "Read"'),
    show: (stage) => answers(stage, "hello", "fail"),
    is: [true, false],
  },
  "#agent_step.expect_results[].is_error": {
    toml: expecting('contains = "o"'),
    show: (stage) => answers(stage, "hello", "fail"),
    is: [true, true],
  },
};

const failures: Readonly<Record<string, Effect>> = {
  "#agent_failure.message": {
    toml: failing('type = "crash"'),
    show: ({ run }) => run(["claude", "-p", "hello"]).stderr.split("\n")[0],
    is: "Error: crashed",
  },
  "#agent_failure.line": {
    toml: failing('type = "garbage_line"'),
    show: ({ run }) =>
      run(["claude", "-p", "hello", "--output-format", "stream-json", "--verbose"])
        .stdout.split("\n")
        .filter((line) => !line.startsWith("{")),
    is: ["not JSON", ""],
  },
  "#agent_failure.signal": {
    toml: failing('type = "kill"'),
    show: ({ run }) => run(["claude", "-p", "hello"]).signal,
    is: "SIGKILL",
  },
  "#agent_failure.times": {
    toml: failing('type = "exit", code = 3'),
    show: ({ run }) => [1, 2, 3].map(() => run(["claude", "-p", "hello"]).status),
    is: [3, 3, 3],
  },
};

/** What holds where a field of an agent is not said. */
export const agentDefaults: Readonly<Record<string, Effect>> = {
  ...identity,
  ...tools,
  ...messages,
  ...failures,
};
