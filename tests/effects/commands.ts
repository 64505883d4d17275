import type { Effect, Stage } from "./effect.ts";

const command = (more: string): string => `[[commands]]\n${more}\n`;
const reply = (text: string): string => command(`run = "tool"\nreply = ${text}`);
const statuses =
  (...calls: readonly (readonly string[])[]) =>
  ({ run }: Stage): unknown =>
    calls.map((words) => run(words).status);
const recorded = (...runs: readonly (readonly [args: string, stdin: string, stdout: string])[]): string =>
  JSON.stringify({
    version: "1.0",
    metadata: { created_at: "", cmdmox_version: "", platform: "", python_version: "" },
    recordings: runs.map(([arg, stdin, stdout], sequence) => ({
      sequence,
      command: "tool",
      args: [arg],
      stdin,
      stdout,
      timestamp: "",
    })),
  });
const fixture = { "f.json": recorded(["a", "in", "first"], ["a", "in", "second"]) };
const stdinOf = (text: string): unknown =>
  (JSON.parse(text) as { recordings: { stdin: string }[] }).recordings[0]?.stdin;
const run = ({ run: start }: Stage) => start(["tool"]);

/** What the fields of a command do. */
export const commands: Readonly<Record<string, Effect>> = {
  commands: {
    toml:
      command('run = "tool a"\nreply = { stdout = "first" }') +
      command('run = "tool *"\nreply = { stdout = "second" }'),
    show: ({ run: start }) => [start(["tool", "a"]).stdout, start(["tool", "b"]).stdout],
    is: ["first", "second"],
  },
  "commands[].run": {
    toml: command("run = \"tool 'a b' x* **\"\nreply = {}"),
    show: statuses(
      ["tool", "a b", "xy"],
      ["tool", "a b", "x", "more", "still"],
      ["tool", "a", "b", "xy"],
      ["tool", "a b", "y"],
    ),
    is: [0, 0, 127, 127],
  },
  "commands[].command": {
    toml: command('command = "tool"\nreply = {}'),
    show: statuses(["tool"], ["tool", "any", "thing"]),
    is: [0, 0],
  },
  "commands[].args": {
    toml: command('command = "tool"\nargs = ["*", { starts_with = "--" }]\nreply = {}'),
    show: statuses(["tool", "*", "--x"], ["tool", "y", "--x"], ["tool", "*", "--x", "more"]),
    is: [0, 127, 127],
  },
  "#args_table.starts_with": {
    toml: command('command = "tool"\nargs = { starts_with = ["push", { glob = "v*" }] }\nreply = {}'),
    show: statuses(["tool", "push", "v1"], ["tool", "push", "v1", "more"], ["tool", "v1", "push"]),
    is: [0, 0, 127],
  },
  "#args_table.includes": {
    toml: command('command = "tool"\nargs = { includes = ["POST", { starts_with = "--data" }] }\nreply = {}'),
    show: statuses(["tool", "-X", "POST", "--data=x"], ["tool", "--data", "POST"], ["tool", "-X", "POST"]),
    is: [0, 0, 127],
  },
  "commands[].name": {
    toml: command('name = "applied"\nrun = "tool"\nreply = {}'),
    show: (stage) => (run(stage), stage.world.expectation("applied").calls.length),
    is: 1,
  },
  "commands[].stdin": {
    toml: command('run = "tool"\nstdin = { contains = "kind" }\nreply = {}'),
    show: ({ run: start }) => ["kind: x", "other"].map((input) => start(["tool"], { input }).status),
    is: [0, 127],
  },
  "commands[].env": {
    toml: command('run = "tool"\nenv = { STAGE = "dev" }\nreply = {}'),
    show: ({ run: start }) =>
      ["dev", "prod"].map((stage) => start(["tool"], { env: { STAGE: stage } }).status),
    is: [0, 127],
  },
  "commands[].cwd": {
    toml: command('run = "tool"\ncwd = "/"\nreply = {}'),
    show: ({ run: start }) => ["/", "/tmp"].map((cwd) => start(["tool"], { cwd }).status),
    is: [0, 127],
  },
  "commands[].reply": {
    toml: command('run = "tool"\nreply = [{ exit_code = 3 }, { stdout = "ok" }]'),
    show: (stage) => [run(stage).status, run(stage).stdout, run(stage).status],
    is: [3, "ok", 127],
  },
  "commands[].passthrough": {
    toml: command('run = "basename **"\npassthrough = true'),
    show: ({ run: start, world }) => [
      start(["basename", "/a/b"]).stdout,
      world.calls().map(({ outcome }) => outcome),
    ],
    is: ["b\n", ["passed"]],
  },
  "#passthrough_table.env": {
    toml: command('run = "printenv **"\npassthrough = { env = { GIVEN = "yes" } }'),
    show: ({ run: start }) => start(["printenv", "GIVEN"]).stdout,
    is: "yes\n",
  },
  "#passthrough_table.mode": {
    toml:
      command('run = "basename **"\npassthrough = { mode = "exec" }') +
      command('run = "dirname **"\npassthrough = { mode = "wait" }'),
    show: ({ run: start, world }) => {
      start(["basename", "/a/b"]);
      start(["dirname", "/a/b"]);
      return world.calls().map((call) => ("exitCode" in call ? call.exitCode : undefined));
    },
    is: [null, 0],
  },
  "commands[].fixture": {
    toml: command('run = "tool *"\nfixture = "f.json"'),
    files: fixture,
    show: async ({ run: start, findings }) => [
      start(["tool", "a"], { input: "in" }).stdout,
      await findings(),
      start(["tool", "b"], { input: "in" }).status,
      start(["tool", "a"], { input: "in" }).stdout,
      await findings(),
    ],
    is: ["first", ["unconsumed-recording"], 127, "second", ["fixture-miss"]],
  },
  "#fixture_table.path": {
    toml: command('run = "tool *"\nfixture = { path = "f.json" }'),
    show: async ({ run: start, findings }) => [start(["tool", "a"]).status, await findings()],
    is: [127, ["fixture-missing"]],
  },
  "#fixture_table.strict": {
    toml: command('run = "tool *"\nfixture = { path = "f.json", strict = false }'),
    files: fixture,
    show: ({ run: start }) => start(["tool", "a"], { input: "other" }).stdout,
    is: "first",
  },
  "#fixture_table.many": {
    toml: command('run = "tool *"\nfixture = { path = "f.json", many = true }'),
    files: { "f.json": recorded(["a", "", "again"]) },
    show: statuses(["tool", "a"], ["tool", "a"], ["tool", "a"]),
    is: [0, 0, 0],
  },
  "#fixture_table.record_stdin": {
    toml:
      command('run = "sort"\nfixture = { path = "with.json" }') +
      command('run = "wc **"\nfixture = { path = "without.json", record_stdin = false }'),
    env: { BACKLOT_RECORD: "once" },
    show: async ({ run: start, written }) => [
      start(["sort"], { input: "b\na\n" }).stdout,
      start(["wc", "-l"], { input: "b\na\n" }).stdout.trim(),
      stdinOf(await written("with.json")),
      stdinOf(await written("without.json")),
    ],
    is: ["a\nb\n", "2", "b\na\n", ""],
  },
  "commands[].times": {
    toml: command('run = "tool"\ntimes = 2\nreply = {}'),
    show: async (stage) => [
      run(stage).status,
      await stage.findings(),
      run(stage).status,
      await stage.findings(),
      run(stage).status,
    ],
    is: [0, ["too-few-calls"], 0, [], 127],
  },
  "#times_table.min": {
    toml: command('run = "tool"\ntimes = { min = 2 }\nreply = {}'),
    show: async (stage) => [
      run(stage).status,
      await stage.findings(),
      run(stage).status,
      run(stage).status,
      await stage.findings(),
    ],
    is: [0, ["too-few-calls"], 0, 0, []],
  },
  "#times_table.max": {
    toml: command('run = "tool"\ntimes = { max = 1 }\nreply = {}'),
    show: async (stage) => [
      run(stage).status,
      await stage.findings(),
      run(stage).status,
      await stage.findings(),
    ],
    is: [0, [], 127, ["too-many-calls"]],
  },
  "commands[].optional": {
    toml: command('run = "tool"\noptional = true\nreply = {}'),
    show: ({ findings }) => findings(),
    is: [],
  },
  "#reply_2.stdout": {
    toml: reply('{ stdout = "out\\n" }'),
    show: (stage) => run(stage).stdout,
    is: "out\n",
  },
  "#reply_2.stderr": {
    toml: reply('{ stderr = "err\\n" }'),
    show: (stage) => run(stage).stderr,
    is: "err\n",
  },
  "#reply_2.exit_code": { toml: reply("{ exit_code = 42 }"), show: (stage) => run(stage).status, is: 42 },
  "#reply_2.signal": {
    toml: reply('{ signal = "SIGTERM" }'),
    show: (stage) => [run(stage)].map(({ status, signal }) => [status, signal]),
    is: [[null, "SIGTERM"]],
  },
  "#reply_2.delay_ms": { toml: reply("{ delay_ms = 60 }"), show: (stage) => run(stage).ms >= 59, is: true },
  "#reply_2.chunks": {
    toml: reply('{ chunks = [{ stdout = "a" }, { stderr = "b" }, { stdout = "c" }] }'),
    show: (stage) => [run(stage)].map(({ stdout, stderr }) => [stdout, stderr]),
    is: [["ac", "b"]],
  },
  "#reply_2.chunks[].stdout": {
    toml: reply("{ chunks = [{ stdout = { json = 1 } }] }"),
    show: (stage) => run(stage).stdout,
    is: "1\n",
  },
  "#reply_2.chunks[].stderr": {
    toml: reply('{ chunks = [{ stderr = "e" }] }'),
    show: (stage) => run(stage).stderr,
    is: "e",
  },
  "#reply_2.chunks[].delay_ms": {
    toml: reply('{ chunks = [{ stdout = "a" }, { stdout = "b", delay_ms = 60 }] }'),
    show: (stage) => run(stage).ms >= 59,
    is: true,
  },
  "#reply_2.template": {
    toml: command('run = "tool *"\nreply = { template = true, stdout = "{{args.0}} {{call}}" }'),
    show: ({ run: start }) => [start(["tool", "x"]).stdout, start(["tool", "y"]).stdout],
    is: ["x 1", "y 2"],
  },
  "#output_table.json": {
    toml: reply("{ stdout = { json = { a = [1] } } }"),
    show: (stage) => run(stage).stdout,
    is: '{"a":[1]}\n',
  },
  "#output_table.base64": {
    toml: reply('{ stdout = { base64 = "/wAK" } }'),
    show: (stage) => run(stage).stdout,
    is: "\u00ff\0\n",
  },
  "#output_table.file": {
    toml: reply('{ stdout = { file = "out.bin" } }'),
    files: { "out.bin": new Uint8Array([0xfe, 0]) },
    show: (stage) => run(stage).stdout,
    is: "\u00fe\0",
  },
};
