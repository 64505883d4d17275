import { describe, expect, test } from "vitest";
import { sampleAgent } from "../../../../tests/samples/agent.ts";

const rule = (pattern: string, response: string): string =>
  `[[agents.claude.responses]]\npattern = ${pattern}\nresponse = "${response}"\n`;

describe("what test code declares", () => {
  test("answers before the rules do, and must be used", async () => {
    const agent = await sampleAgent(`[agents.claude]\n${rule('{ contains = "hello" }', "From the rule.")}`);
    agent.declare({ prompt: "hello there", reply: "From the test." });
    agent.declare({ prompt: "bye", reply: "Never said." });
    expect((await agent.claude(["-p", "hello there"])).stdout).toBe("From the test.\n");
    expect(agent.verify().map(({ name, what }) => `${name}: ${what}`)).toEqual([
      'unused-expectation: claude "bye" was never called',
    ]);
    expect((await agent.claude(["-p", "hello"])).stdout).toBe("From the rule.\n");
  });

  test("counts alone where it says no answer, and the rule answers", async () => {
    const agent = await sampleAgent(`[agents.claude]\n${rule('"hello"', "Hi.")}`);
    agent.declare({ prompt: "hello", optional: true });
    expect((await agent.claude(["-p", "hello"])).stdout).toBe("Hi.\n");
  });

  test("refuses what comes after it was used up, where no rule takes it", async () => {
    const agent = await sampleAgent('[agents.claude]\ndefault_response = "Dunno."\n');
    agent.declare({ prompt: "hello", reply: "Hi.", times: 1 });
    expect((await agent.claude(["-p", "hello"])).stdout).toBe("Hi.\n");
    const { stdout, code } = await agent.claude(["-p", "hello"]);
    expect(stdout).toMatch(/^backlot: BKL2004 too-many-calls: claude "hello" was called once more/);
    expect(code).toBe(1);
  });
});

describe("rules are expectations", () => {
  test("one that no prompt used fails, unless all are optional", async () => {
    const rules = rule('"hello"', "Hi.") + rule('"bye"', "Bye.");
    const agent = await sampleAgent(`[agents.claude]\n${rules}`);
    await agent.claude(["-p", "hello"]);
    expect(agent.verify()).toMatchObject([
      { name: "unused-expectation", what: 'claude "bye" was never called', at: { line: 6 } },
    ]);
    const lenient = await sampleAgent(`[agents.claude]\noptional = true\n${rules}`);
    await lenient.claude(["-p", "hello"]);
    expect(lenient.verify()).toEqual([]);
  });

  test("a rule is used by the turns that follow it as well", async () => {
    const agent = await sampleAgent(
      `[agents.claude]\n${rule('"log in"', "Who are you?")}turns = [{ expect = "ada", response = "Hello, Ada." }]\n`,
    );
    await agent.claude(["-p", "log in"]);
    expect((await agent.claude(["-p", "ada", "--continue"])).stdout).toBe("Hello, Ada.\n");
    expect(agent.turns().map(({ rule: by }) => by)).toEqual(["responses[0]", "responses[0]"]);
    expect(agent.verify()).toEqual([]);
  });
});

describe("a prompt that nothing takes", () => {
  test("is an error result that names the nearest rules", async () => {
    const agent = await sampleAgent(`[agents.claude]\noptional = true\n${rule('"fix the tests"', "Fixed.")}`);
    expect(await agent.claude(["-p", "fix the test"])).toEqual({
      stdout: `backlot: BKL2001 unmatched-call: no rule takes the prompt "fix the test"
  why: The call was refused, so the program did not get an answer.
  nearest: responses[0]: "fix the tests" (backlot.toml:4:1)
    prompt: expected "fix the tests", got "fix the test"
  fix: Correct the call, or declare it as the report shows.
`,
      stderr: "",
      code: 1,
      signal: undefined,
    });
  });

  test("is refused with all its rules when a pattern takes too long", async () => {
    const agent = await sampleAgent(
      `[agents.claude]\noptional = true\n${rule('{ regex = "^(a+)+$" }', "Never.")}${rule("{ any = true }", "Nor this.")}`,
    );
    const { stdout, code } = await agent.claude(["-p", `${"a".repeat(40)}!`]);
    expect(stdout).toContain("pattern-too-slow: the pattern of responses[0] took longer than 50 ms");
    expect(code).toBe(1);
  });

  test.each([
    ["short", "why?"],
    ["in two lines", 'say "it"\nagain\t'],
    ["long", `${"x".repeat(150)} and ${"ü".repeat(5_000)}`],
    ["cut in the middle of a character", `${"x".repeat(199)}😀${"x".repeat(100)}`],
    ["with characters that TOML has no words for", "a\u007fb\u0000c\\d"],
    ["with a token", "deploy with ghp_0123456789abcdefghijABCDEFGHIJ012345 today"],
  ])("comes with a rule to paste that answers it: %s", async (_, prompt) => {
    const agent = await sampleAgent("[agents.claude]\n");
    await agent.claude(["-p"], { stdin: prompt });
    const [found] = agent.verify();
    expect(found).toMatchObject({ name: "unmatched-call", fix: "Correct the call, or declare it:" });
    const pasted = await sampleAgent(`[agents.claude]\n${found?.paste?.replace('""', '"Pasted."')}`);
    expect((await pasted.claude(["-p"], { stdin: prompt })).stdout).toBe("Pasted.\n");
  });

  test("that has bytes that are no text comes with a rule for the rest of it", async () => {
    const agent = await sampleAgent("[agents.claude]\n");
    await agent.claude(["-p", "a\udcffbcd"]);
    expect(agent.verify()[0]?.paste).toContain('pattern = { contains = "bcd" }');
  });
});
