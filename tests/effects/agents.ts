import {
  agent,
  answering,
  answers,
  init,
  outcomes,
  result,
  rule,
  say,
  screen,
  sessionFiles,
  talk,
} from "./agent.ts";
import type { Effect } from "./effect.ts";

const id = "550e8400-e29b-41d4-a716-446655440000";
const any = "{ any = true }";
const call = (tool: string, input: string, more = ""): string =>
  `{ text = "ok", tool_calls = [{ tool = "${tool}", input = ${input}${more} }] }`;
const write = call("Write", '{ file_path = "/srv/notes.txt", content = "A note." }');
const bash = call("Bash", '{ command = "echo $((6 * 7)) | tr 2 3" }');
const question =
  '{ questions = [{ question = "Which?", header = "Q", multiSelect = false, options = [{ label = "Go", description = "a" }, { label = "Rust", description = "b" }] }] }';
const execution = (fields: string): string => `[agents.claude.tool_execution]\n${fields}\n`;
const approved = (tool: string, more = ""): string =>
  `[agents.claude.tool_execution.tools.${tool}]\nauto_approve = true\n${more}\n`;

/** What the fields that say who an agent is, where and when do. */
const identity: Readonly<Record<string, Effect>> = {
  agents: {
    toml: '[agents.claude]\ndefault_response = "hi"\n',
    show: (stage) => say(stage, "hello"),
    is: "hi\n",
  },
  "agents.claude": {
    toml: '[agents.claude]\ndefault_response = "hi"\n',
    show: ({ run, world }) => [
      run(["sh", "-c", "command -v claude"]).stdout.trim() === world.agent("claude").executable,
      run(["claude", "--version"]).stdout,
    ],
    is: [true, "2.1.12 (Claude Code)\n"],
  },
  "agents.claude.scenario": {
    toml: '[agents.claude]\nscenario = "hello.toml"\n',
    files: { "hello.toml": '[[responses]]\npattern = "hello"\nresponse = "from the file"\n' },
    show: (stage) => say(stage, "hello"),
    is: "from the file\n",
  },
  "agents.claude.optional": {
    toml: answering('"hi"'),
    show: ({ findings }) => findings(),
    is: [],
  },
  "agents.claude.name": {
    toml: 'name = "bot"\ndefault_response = "hi"\n',
    show: async ({ world }) => (await world.verify()).scenario,
    is: "bot",
  },
  "agents.claude.default_model": {
    toml: answering('"hi"', 'default_model = "claude-opus-4-5-20251101"'),
    show: (stage) => [init(stage)["model"], init(stage, "--model", "claude-x")["model"]],
    is: ["claude-opus-4-5-20251101", "claude-x"],
  },
  "agents.claude.claude_version": {
    toml: answering('"hi"', 'claude_version = "2.1.328"'),
    show: (stage) => [init(stage)["claude_code_version"], "terminal_reason" in result(stage)],
    is: ["2.1.328", true],
  },
  "agents.claude.user_name": {
    toml: agent('user_name = "Ada"'),
    show: (stage) => screen(stage, "Welcome"),
    is: ["Welcome back Ada!"],
  },
  "agents.claude.session_id": {
    toml: answering('"hi"', `session_id = "${id}"`),
    show: (stage) => {
      const other = "550e8400-e29b-41d4-a716-446655440001";
      return [result(stage)["session_id"], result(stage, "--session-id", other)["session_id"] === other];
    },
    is: [id, true],
  },
  "agents.claude.project_path": {
    toml: answering('"hi"', `session_id = "${id}"\nproject_path = "/home/ada/shop"`),
    show: (stage) => [say(stage, "hello"), Object.keys(sessionFiles(stage))],
    is: ["hi\n", [`-home-ada-shop/${id}.jsonl`]],
  },
  "agents.claude.launch_timestamp": {
    toml: answering('"hi"', 'launch_timestamp = "2025-01-15T10:30:00-08:00"'),
    show: (stage) => {
      say(stage, "hello");
      return Object.values(sessionFiles(stage)).flat()[0]?.["timestamp"];
    },
    is: "2025-01-15T18:30:00.000Z",
  },
  "agents.claude.working_directory": {
    toml: answering('"hi"', 'working_directory = "/srv/nowhere"'),
    show: (stage) => init(stage)["cwd"],
    is: "/srv/nowhere",
  },
  "agents.claude.trusted": {
    toml: agent("trusted = false"),
    show: (stage) => screen(stage, "trust"),
    is: ["Do you trust the files in this folder?"],
  },
  "agents.claude.permission_mode": {
    toml: answering(write, 'permission_mode = "accept-edits"\nworking_directory = "/srv"'),
    show: (stage) => [
      init(stage)["permissionMode"],
      outcomes(stage),
      init(stage, "--permission-mode", "plan")["permissionMode"],
    ],
    is: ["acceptEdits", ["File created successfully at: /srv/notes.txt"], "plan"],
  },
};

/** What rules, dialogues and what stands beside them do. */
const rules: Readonly<Record<string, Effect>> = {
  "agents.claude.default_response": {
    toml: agent('default_response = "What?"', rule('"hello"', 'response = "hi"')),
    show: (stage) => [say(stage, "hello"), say(stage, "nobody knows")],
    is: ["hi\n", "What?\n"],
  },
  "agents.claude.responses": {
    toml: agent("", rule('"hello"', 'response = "first"') + rule(any, 'response = "second"')),
    show: (stage) => [say(stage, "hello"), say(stage, "bye")],
    is: ["first\n", "second\n"],
  },
  "agents.claude.responses[].pattern": {
    toml: agent("", rule('"hello"', 'response = "hi"')),
    show: (stage) => answers(stage, "hello", "hello!"),
    is: [true, false],
  },
  "agents.claude.responses[].response": {
    toml: answering('"hi"'),
    show: (stage) => say(stage, "hello"),
    is: "hi\n",
  },
  "agents.claude.responses[].failure": {
    toml: agent("", rule('"hello"', 'failure = { type = "out_of_credits" }')),
    show: ({ run }) => [run(["claude", "-p", "hello"])].map(({ status, stdout }) => [status, stdout]),
    is: [[1, "Credit balance is too low\n"]],
  },
  "agents.claude.responses[].max_matches": {
    toml: agent("", rule('"hello"', 'response = "first"\nmax_matches = 2') + rule(any, 'response = "then"')),
    show: (stage) => talk(stage, "hello", "hello", "hello"),
    is: ["first", "first", "then"],
  },
  "agents.claude.responses[].turns": {
    toml: agent(
      "",
      rule('"login"', 'response = "Which?"\nturns = [{ expect = "github", response = "GitHub it is." }]') +
        rule('"github"', 'response = "A site."'),
    ),
    show: (stage) => [say(stage, "github"), talk(stage, "login", "github", "github")],
    is: ["A site.\n", ["Which?", "GitHub it is.", "A site."]],
  },
  "agents.claude.conversations": {
    toml: agent(
      "",
      rule('"more"', 'response = "Of what?"') +
        '[agents.claude.conversations]\nreview.turns = [{ expect = "review", response = "Which file?" }, { expect = "more", response = "Good." }]\n',
    ),
    show: (stage) => [say(stage, "more"), talk(stage, "review", "more")],
    is: ["Of what?\n", ["Which file?", "Good."]],
  },
  "agents.claude.conversations.*.turns": {
    toml: '[[agents.claude.conversations.review.turns]]\nexpect = "review"\nresponse = "Which file?"\n',
    show: (stage) => answers(stage, "review", "other"),
    is: [true, false],
  },
  "#agent_turn.expect": {
    toml: agent(
      "",
      rule('"a"', 'response = "1"\nturns = [{ expect = { starts_with = "b" }, response = "2" }]'),
    ),
    show: (stage) => [talk(stage, "a", "bc"), talk(stage, "a", "c")[1]?.includes("no rule takes")],
    is: [["1", "2"], true],
  },
  "#agent_turn.response": {
    toml: agent("", rule('"a"', 'response = "1"\nturns = [{ expect = "b", response = { text = "2" } }]')),
    show: (stage) => talk(stage, "a", "b"),
    is: ["1", "2"],
  },
  "#agent_turn.failure": {
    toml: agent(
      "",
      rule('"a"', 'response = "1"\nturns = [{ expect = "b", failure = { type = "out_of_credits" } }]'),
    ),
    show: (stage) => talk(stage, "a", "b"),
    is: ["1", "Credit balance is too low"],
  },
};

/** What the fields of tools do. */
const tools: Readonly<Record<string, Effect>> = {
  "agents.claude.tool_execution": {
    toml: answering(write, "", execution('mode = "disabled"') + approved("Write")),
    show: (stage) => outcomes(stage),
    is: [{ failed: "Tools are disabled (tool_execution.mode)." }],
  },
  "agents.claude.tool_execution.mode": {
    toml: answering(bash, "", execution('mode = "live"') + approved("Bash")),
    allowCode: true,
    show: (stage) => outcomes(stage),
    is: ["43"],
  },
  "agents.claude.tool_execution.sandbox_root": {
    toml: answering(write, "", execution('mode = "simulated"\nsandbox_root = "box"') + approved("Write")),
    show: ({ outside, written }) => {
      outside(["backlot", "run", "--", "claude", "-p", "hello"]);
      return written("box/srv/notes.txt");
    },
    is: "A note.",
  },
  "agents.claude.tool_execution.allow_real_bash": {
    toml: answering(bash, "", execution('mode = "simulated"\nallow_real_bash = true') + approved("Bash")),
    allowCode: true,
    show: (stage) => outcomes(stage),
    is: ["43"],
  },
  "agents.claude.tool_execution.tools": {
    toml: answering(
      '{ text = "ok", tool_calls = [{ tool = "Glob" }, { tool = "Grep" }] }',
      "",
      approved("Glob", 'result = "a.txt"') + approved("Grep", 'result = "b.txt"'),
    ),
    show: (stage) => outcomes(stage),
    is: ["a.txt", "b.txt"],
  },
  "agents.claude.tool_execution.tools.*.auto_approve": {
    toml: answering(write, "", approved("Write")),
    show: (stage) => [outcomes(stage), result(stage)["permission_denials"]],
    is: [["File created successfully at: /srv/notes.txt"], []],
  },
  "agents.claude.tool_execution.tools.*.result": {
    toml: answering(call("Read", '{ file_path = "/a" }'), "", approved("Read", 'result = "of the tool"')),
    show: (stage) => outcomes(stage),
    is: ["of the tool"],
  },
  "agents.claude.tool_execution.tools.*.error": {
    toml: answering(
      call("Read", '{ file_path = "/a" }'),
      "",
      approved("Read", 'error = "no"\nresult = "of the tool"'),
    ),
    show: (stage) => outcomes(stage),
    is: [{ failed: "no" }],
  },
  "agents.claude.tool_execution.tools.*.answers": {
    toml: answering(
      call("AskUserQuestion", question),
      "",
      execution('mode = "simulated"') + approved("AskUserQuestion", 'answers = { "Which?" = "Rust" }'),
    ),
    show: (stage) => outcomes(stage),
    is: ['User has answered your questions: "Which?"="Rust".'],
  },
};

/** What the fields of `[agents]` do. */
export const agents: Readonly<Record<string, Effect>> = { ...identity, ...rules, ...tools };
