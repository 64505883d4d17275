import { describe, expect, test } from "vitest";
import { arrivalOf, commandHead, type SampleArrival, type Said } from "../../../tests/samples/calls.ts";
import { served, worldOf } from "../../../tests/samples/world.ts";
import { limits, utf8, type CallInput, type PipeOutcome, type ReplyData } from "../../core/index.ts";
import type { CommandRecord } from "../../engine/index.ts";

const stdin = (text: string): CallInput[] => [{ kind: "bytes", bytes: utf8(text) }, { kind: "end" }];
const exit = (code: number): Said => ["close", { how: "exit", code }];

function run(line: string, input?: CallInput[], more: Parameters<typeof commandHead>[1] = {}): SampleArrival {
  return arrivalOf(commandHead(line.split(" "), more), input);
}

/** What a command with one expectation says. */
async function answer(reply: string, line = "tool a b"): Promise<readonly Said[]> {
  const world = await worldOf(`[[commands]]\nrun = "tool **"\nreply = ${reply}\n`);
  const arrival = run(line);
  await world.accept(arrival);
  return arrival.said;
}

describe("what a reply becomes", () => {
  const rows: readonly [reply: string, said: readonly Said[]][] = [
    ["{}", [exit(0)]],
    ['{ stdout = "out", stderr = "err", exit_code = 3 }', [["stderr", "err"], ["stdout", "out"], exit(3)]],
    ["{ stdout = { json = { a = 1 } } }", [["stdout", '{"a":1}\n'], exit(0)]],
    ['{ stdout = { base64 = "/wA=" } }', [["stdout", "ÿ\0"], exit(0)]],
    ['{ stdout = "" }', [exit(0)]],
    ['{ signal = "SIGTERM" }', [["close", { how: "signal", signal: "SIGTERM" }]]],
    ['{ stdout = "a", delay_ms = 5 }', [["wait", 5], ["stdout", "a"], exit(0)]],
    [
      '{ chunks = [{ stdout = "a" }, { stderr = "b", delay_ms = 3 }], exit_code = 1 }',
      [["stdout", "a"], ["wait", 3], ["stderr", "b"], exit(1)],
    ],
    [
      '{ template = true, stdout = "{{args.0}} {{args.1}}{{args.2}} {{call}} {{now}}", stderr = "<{{args.0}}>" }',
      [["stderr", "<a>"], ["stdout", "a b 1 2025-01-15T10:30:00.000Z"], exit(0)],
    ],
    ['{ template = true, chunks = [{ stdout = "{{args.1}}" }] }', [["stdout", "b"], exit(0)]],
    ['{ stdout = "{{args.0}}" }', [["stdout", "{{args.0}}"], exit(0)]],
  ];
  test.each(rows)("%s", async (reply, said) => {
    expect(await answer(reply)).toEqual(said);
  });

  test("an argument that is no text comes back as the same bytes", async () => {
    const said = await answer('{ template = true, stdout = "{{args.0}}" }', "tool \udcff");
    expect(said[0]).toEqual(["stdout", "ÿ"]);
  });

  test("the record says which streams are terminals, which nobody could see afterwards", async () => {
    const world = await worldOf('[[commands]]\nrun = "tool"\nreply = {}\n');
    const record = await served(
      world,
      run("tool", [], { stdin: "terminal", stdout: "pipe", stderr: "terminal" }),
    );
    expect((record.detail as CommandRecord).terminals).toEqual(["stdin", "stderr"]);
    expect((await served(world, run("tool"))).detail).not.toHaveProperty("terminals");
  });

  test("a file is written as it is", async () => {
    const world = await worldOf('[[commands]]\nrun = "tool"\nreply = { stdout = { file = "out.bin" } }\n', {
      files: { "out.bin": new Uint8Array([0xff]) },
    });
    const arrival = run("tool");
    await world.accept(arrival);
    expect(arrival.said[0]).toEqual(["stdout", "ÿ"]);
  });

  test("a failure that the scenario scripted is not held against the program", async () => {
    const replies = ["{ exit_code = 1 }", '{ signal = "SIGKILL" }', '{ stderr = "warning" }'];
    const world = await worldOf(
      replies.map((reply, index) => `[[commands]]\nrun = "tool ${index}"\nreply = ${reply}\n`).join(""),
    );
    const records = [];
    for (const index of [0, 1, 2]) records.push(await served(world, run(`tool ${index}`)));
    expect(records.map(({ scripted }) => scripted)).toEqual([true, true, undefined]);
    expect(
      records.map(({ detail }) => [(detail as CommandRecord).exitCode, (detail as CommandRecord).signal]),
    ).toEqual([
      [1, undefined],
      [null, "SIGKILL"],
      [0, undefined],
    ]);
    expect(world.findings).toEqual([]);
  });
});

describe("standard input", () => {
  const toml =
    '[[commands]]\nrun = "tool a"\nreply = {}\n[[commands]]\nrun = "tool *"\nstdin = { contains = "x" }\nreply = {}\n';

  test("is read only when an expectation asks for it", async () => {
    const world = await worldOf(toml);
    const unread = await served(world, run("tool a", [{ kind: "gone" }]));
    expect(unread.detail).toEqual({
      protocol: "command",
      command: "tool",
      args: ["a"],
      cwd: "/repo",
      exitCode: 0,
    });
    const read = await served(world, run("tool b", stdin("xyz")));
    expect(read.detail).toMatchObject({ stdin: { data: "xyz" } });
    expect(read.expectation).toBe("backlot.toml#commands[1]");
  });

  test("of a program that left is no call of any expectation", async () => {
    const world = await worldOf(toml);
    const arrival = run("tool b", [{ kind: "bytes", bytes: utf8("x") }, { kind: "gone" }]);
    expect(await served(world, arrival)).toMatchObject({ outcome: "gone", expectation: null, findings: [] });
    expect(arrival.said).toEqual([exit(127)]);
  });

  test("limits.stdinBytes: what is longer is refused, since nobody read the rest", async () => {
    const world = await worldOf(toml);
    const part: CallInput = { kind: "bytes", bytes: new Uint8Array(limits.stdinBytes / 2).fill(0x78) };
    const most = await served(world, run("tool b", [part, part, { kind: "end" }]));
    expect(most).toMatchObject({ outcome: "answered", detail: { stdin: { length: limits.stdinBytes } } });
    const arrival = run("tool b", [part, part, ...stdin("x")]);
    expect(await served(world, arrival)).toMatchObject({
      outcome: "refused",
      findings: [
        {
          name: "over-limit",
          what: `standard input has ${limits.stdinBytes + 1} bytes; at most ${limits.stdinBytes} are read`,
        },
      ],
    });
    expect(arrival.said.at(-1)).toEqual(exit(127));
  });
});

describe("a call", () => {
  test("that nothing matches gets exit 127 and the reason on standard error", async () => {
    const world = await worldOf('[[commands]]\nrun = "tool a"\nreply = {}\n');
    const arrival = run("tool b");
    const record = await served(world, arrival);
    expect(arrival.said.map(([kind]) => kind)).toEqual(["stderr", "close"]);
    expect(arrival.said[0]?.[1]).toContain(
      "backlot: BKL2001 unmatched-call: tool b matches no expectation\n",
    );
    expect(arrival.said[1]).toEqual(exit(127));
    expect(record).toMatchObject({
      outcome: "refused",
      detail: { exitCode: 127, stderr: { data: arrival.said[0]?.[1] } },
    });
  });

  test("is matched by environment and folder too; values of the environment are not recorded", async () => {
    const world = await worldOf(
      '[[commands]]\nrun = "tool"\nenv = { SECRET = "s3" }\ncwd = { ends_with = "/app" }\nreply = {}\n',
    );
    const record = await served(world, run("tool", undefined, { env: { SECRET: "s3" }, cwd: "/x/app" }));
    expect(record.outcome).toBe("answered");
    expect(JSON.stringify(record)).not.toContain("s3");
    expect((await served(world, run("tool", undefined, { env: {}, cwd: "/x/app" }))).outcome).toBe("refused");
  });

  test("whose program leaves while it is answered is gone, and has no exit code", async () => {
    const world = await worldOf(
      '[[commands]]\nrun = "tool"\nreply = { chunks = [{ stdout = "a" }, { stdout = "b", delay_ms = 3 }] }\n[[commands]]\nrun = "slow"\nreply = { delay_ms = 3 }\n',
    );
    for (const [line, stdout] of [
      ["tool", { data: "a" }],
      ["slow", undefined],
    ] as const) {
      const arrival = run(line);
      arrival.gone.abort();
      const record = await served(world, arrival);
      expect(record.outcome).toBe("gone");
      expect(record.detail).not.toHaveProperty("exitCode");
      expect((record.detail as CommandRecord).stdout).toEqual(stdout);
    }
  });
});

describe("a passthrough", () => {
  const open = () =>
    worldOf('[[commands]]\nrun = "tool **"\npassthrough = { env = { A = "1" }, mode = "wait" }\n');
  const piped = async (outcome: PipeOutcome) => {
    const world = await open();
    const arrival = arrivalOf(commandHead(["tool", "a"]), [], { pipe: async () => outcome });
    return { world, record: await served(world, arrival) };
  };

  test.each([
    [{ exitCode: 2, signal: null, durationMs: 1 }],
    [{ exitCode: null, signal: "SIGTERM", durationMs: 1 }],
    [{ exitCode: null, signal: null, durationMs: null }],
  ] as const)("records how the real program ended: %j", async (outcome) => {
    const { world, record } = await piped(outcome);
    expect(record).toMatchObject({
      outcome: "passed",
      detail: { exitCode: outcome.exitCode, signal: outcome.signal },
    });
    expect(world.findings).toEqual([]);
  });

  test.each([
    ["not-found", "tool is passed through, and there is no real tool on PATH"],
    ["not-executable", "tool is passed through, and the real tool can't be executed"],
  ] as const)("without a real program (%s) is a finding at the expectation", async (failure, what) => {
    const { record } = await piped({ exitCode: 127, signal: null, durationMs: 0, failure });
    expect(record).toMatchObject({
      outcome: "failed",
      findings: [{ name: "command-not-found", what, at: { line: 3 } }],
    });
  });
});

describe("a handler", () => {
  const declared = async (run: (input: unknown) => ReplyData) => {
    const handler = {
      run: async (_: unknown, _protocol: unknown, input: unknown) => run(input),
      test: async () => true,
    };
    const world = await worldOf(
      '[[commands]]\nrun = "tool **"\nstdin = { any = true }\nreply = {}\n[[commands]]\nrun = "quiet"\nreply = {}\n',
      { ports: { handler } },
    );
    for (const use of world.expectations.uses())
      world.expectations.declare("test", {
        ...use.expectation,
        id: use.expectation.text,
        answer: { kind: "handler", handler: { kind: "function", id: 1 } },
      });
    return world;
  };
  const reply = {
    for: "command",
    stdout: { type: "text", text: "hi" },
    stderr: null,
    exit: { code: 4 },
    delayMs: 0,
    chunks: null,
    template: false,
  } as const;

  test("gets the call as data, standard input only when it was read, and its reply is played", async () => {
    const seen: unknown[] = [];
    const world = await declared((input) => (seen.push(input), reply));
    const arrival = run("tool a", stdin("in"), { env: { A: "1" } });
    expect(await served(world, arrival)).toMatchObject({ outcome: "answered", scripted: true });
    await served(world, run("quiet"));
    expect(seen).toEqual([
      { call: 1, use: 0, command: "tool", args: ["a"], cwd: "/repo", env: { A: "1" }, stdin: "in" },
      { call: 2, use: 0, command: "quiet", args: [], cwd: "/repo", env: {} },
    ]);
    expect(arrival.said).toEqual([["stdout", "hi"], exit(4)]);
  });

  test("that gives an HTTP reply is a finding, and the program is told", async () => {
    const world = await declared(() => ({
      for: "http",
      status: 200,
      headers: [],
      body: null,
      delayMs: 0,
      chunks: null,
      fault: null,
      template: false,
    }));
    const arrival = run("quiet");
    expect(await served(world, arrival)).toMatchObject({
      outcome: "failed",
      findings: [
        {
          name: "unsupported-feature",
          what: "quiet has no command reply (handler)",
          evidence: { call: 1, expectation: "quiet" },
        },
      ],
    });
    expect(arrival.said.at(-1)).toEqual(exit(70));
  });
});

test("there is one query, and command doubles add nothing to the environment", async () => {
  const world = await worldOf("");
  expect(world.query("command.state", null)).toEqual({ fixtures: [] });
  expect(world.contribute({ services: {}, folder: "/w" })[1]).toEqual({
    env: {},
    unset: [],
    files: {},
    commands: [],
    hosts: {},
  });
});
