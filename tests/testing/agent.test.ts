import { once } from "node:events";
import { spawn } from "node:child_process";
import { describe, expect, test } from "vitest";
import { BacklotError, match, type World } from "./built.ts";
import { open, run } from "./open.ts";

const agents = {
  claude: { responses: [{ pattern: { contains: "hello" }, response: "hi" }], optional: true },
} as const;

/** What claude prints to a prompt, and how it ends. */
async function say(world: World, prompt: string): Promise<readonly [code: number, out: string]> {
  const { code, out } = await run(world, "claude", ["-p", prompt]);
  return [code, out];
}

describe("prompts that test code declares", () => {
  test("are answered before the scenario's rules", async () => {
    const world = await open({ agents });
    const claude = world.agent("claude");
    const fix = claude.mock("hello, fix it").reply("Fixed.").once();
    claude.stub(/^why/).reply("Because.");
    claude.stub(match.endsWith("?")).reply("Yes.");
    expect([
      await say(world, "hello, fix it"),
      await say(world, "why not?"),
      await say(world, "really?"),
      await say(world, "hello"),
    ]).toEqual([
      [0, "Fixed.\n"],
      [0, "Because.\n"],
      [0, "Yes.\n"],
      [0, "hi\n"],
    ]);
    expect(fix.calls).toMatchObject([{ command: "claude", args: ["-p", "hello, fix it"], exitCode: 0 }]);
    await world.close();
  });

  test("without an answer of their own are counted, and the scenario's rule answers", async () => {
    const world = await open({ agents });
    world.agent("claude").mock("hello").times(2);
    expect(await say(world, "hello")).toEqual([0, "hi\n"]);
    await expect(world.close()).rejects.toThrow(/claude "hello"/);
  });

  test("that never came fail the test", async () => {
    const world = await open({ agents });
    world.agent("claude").mock("hello").reply("hi");
    await expect(world.close()).rejects.toThrow(/claude "hello" was never called/);
  });

  test("may be forbidden", async () => {
    const world = await open({ agents });
    world.agent("claude").stub("hello").never();
    expect((await say(world, "hello"))[0]).toBe(1);
    await expect(world.close()).rejects.toThrow(/BKL2005/);
  });

  test("that make no sense are refused where they stand", async () => {
    const world = await open({ agents });
    expect(() => world.agent("claude").mock(7)).toThrow(
      /prompt must be a string or a table, not the integer 7/,
    );
  });
});

test("an agent tells its prompts and where its command is", async () => {
  const world = await open({ agents });
  const claude = world.agent("claude");
  await say(world, "hello");
  const nothing = await say(world, "bye");
  expect(nothing[1]).toContain('no rule takes the prompt "bye"');
  expect(claude.calls).toMatchObject([
    {
      call: 1,
      prompt: "hello",
      argv: ["-p", "hello"],
      answeredBy: "responses[0]",
      result: "hi",
      isError: false,
      toolCalls: [],
      files: [],
    },
    { call: 2, prompt: "bye", answeredBy: null, isError: true },
  ]);
  const child = spawn(claude.executable, ["--version"], { env: { PATH: "/usr/bin:/bin" } });
  expect(await once(child, "close")).toEqual([0, null]);
});

describe("an agent that the scenario does not have", () => {
  test("is an error that says how to declare it", async () => {
    const world = await open();
    expect(() => world.agent("claude")).toThrow(BacklotError);
    expect(() => world.agent("claude")).toThrow(/no agent "claude"[\s\S]*\[agents.claude\]/);
  });

  test("nor has any version of backlot", async () => {
    const world = await open({ agents });
    expect(() => world.agent("clod" as "claude")).toThrow(/there is no agent "clod"/);
  });
});

describe("a command of the same name", () => {
  test("is refused in a scenario", async () => {
    await expect(open({ agents, commands: [{ run: "claude", reply: {} }] })).rejects.toThrow(
      /the command "claude" is that of \[agents.claude\]/,
    );
  });

  test("is refused at run time", async () => {
    const world = await open({ agents });
    expect(() => world.command("claude").mock()).toThrow(/that of \[agents.claude\]/);
    expect(() => world.add({ commands: [{ run: "claude", reply: {} }] })).toThrow(
      /that of \[agents.claude\]/,
    );
  });
});
