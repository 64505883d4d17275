import { describe, expect, test } from "vitest";
import { messagesIn, sampleAgent } from "../../../../tests/samples/agent.ts";

const failing = (failure: string, response = 'response = "Fine."\n', version = "2.1.12"): string => `
[agents.claude]
claude_version = "${version}"
[[agents.claude.responses]]
pattern = { contains = "go" }
failure = { ${failure} }
${response}`;

const stream = ["--output-format", "stream-json", "--verbose"];

describe("failures that pass by themselves", () => {
  test.each(['type = "network_unreachable"', 'type = "rate_limit", retry_after = 3'])(
    "are asked for again in the same process: %s",
    async (failure) => {
      const agent = await sampleAgent(failing(`${failure}, times = 2`, undefined, "2.1.328"));
      const { stdout, code } = await agent.claude(["-p", "go", ...stream]);
      const kinds = messagesIn(stdout).map(({ type, subtype }) => subtype ?? type);
      expect(kinds).toEqual(["init", "api_retry", "api_retry", "assistant", "success"]);
      expect(code).toBe(0);
    },
  );

  test("fail the process when it has asked ten times, and the next one gets the response", async () => {
    const agent = await sampleAgent(failing('type = "network_unreachable", times = 11'));
    expect(await agent.claude(["-p", "go"])).toMatchObject({
      stdout: "API Error: Connection error.\n",
      stderr: "",
      code: 1,
    });
    expect(await agent.claude(["-p", "go"])).toMatchObject({ stdout: "Fine.\n", code: 0 });
  });

  test("fail every process where nobody says how often", async () => {
    const agent = await sampleAgent(failing('type = "connection_timeout", after_ms = 50'));
    for (let count = 0; count < 3; count += 1)
      expect(await agent.claude(["-p", "go"])).toMatchObject({ stdout: "Request timed out\n", code: 1 });
    expect(agent.waits()).toEqual([50, 50, 50]);
  });
});

describe("failures that do not pass by themselves", () => {
  test("are counted over processes, though each is a session of its own", async () => {
    const agent = await sampleAgent(failing('type = "out_of_credits", times = 2'));
    const outputs: string[] = [];
    for (const prompt of ["go", "go again", "go", "go"])
      outputs.push((await agent.claude(["-p", prompt])).stdout);
    expect(outputs).toEqual([
      "Credit balance is too low\n",
      "Credit balance is too low\n",
      "Fine.\n",
      "Fine.\n",
    ]);
  });

  test("are counted as well where the session is resumed", async () => {
    const agent = await sampleAgent(failing('type = "malformed_json", raw = "{", times = 1'));
    expect((await agent.claude(["-p", "go"])).stdout).toBe(
      "API Error: Expected property name or '}' in JSON at position 1\n",
    );
    expect((await agent.claude(["-p", "go", "--continue"])).stdout).toBe("Fine.\n");
  });

  test("of one rule are not those of another", async () => {
    const agent = await sampleAgent(
      `${failing('type = "out_of_credits", times = 1')}\n[[agents.claude.responses]]\npattern = "other"\nfailure = { type = "out_of_credits", times = 1 }\nresponse = "Fine as well."\n`,
    );
    for (const prompt of ["go", "other"])
      expect((await agent.claude(["-p", prompt])).stdout).toBe("Credit balance is too low\n");
    expect((await agent.claude(["-p", "other"])).stdout).toBe("Fine as well.\n");
  });
});

describe("failures of the process", () => {
  test("crash: a trace on standard error, and not a byte that is not JSON on standard output", async () => {
    const agent = await sampleAgent(failing('type = "crash", message = "out of memory"', ""));
    const { stdout, stderr, code } = await agent.claude(["-p", "go", ...stream]);
    expect(messagesIn(stdout).map(({ type }) => type)).toEqual(["system"]);
    expect(stderr).toContain("Error: out of memory\n    at ");
    expect(code).toBe(1);
  });

  test("exit and kill", async () => {
    expect(
      await (await sampleAgent(failing('type = "exit", code = 7', ""))).claude(["-p", "go"]),
    ).toMatchObject({ stdout: "", stderr: "", code: 7 });
    const killed = await sampleAgent(failing('type = "kill", signal = "SIGKILL"', ""));
    expect(await killed.claude(["-p", "go"])).toMatchObject({ code: undefined, signal: "SIGKILL" });
  });

  test("garbage_line: a line that is no JSON before the response", async () => {
    const agent = await sampleAgent(failing('type = "garbage_line", line = "oops"'));
    const { stdout, code } = await agent.claude(["-p", "go", ...stream]);
    const lines = stdout.split("\n");
    expect(lines[1]).toBe("oops");
    expect(messagesIn(stdout.replace("oops\n", "")).map(({ type }) => type)).toEqual([
      "system",
      "assistant",
      "result",
    ]);
    expect(code).toBe(0);
  });

  test("cut_line: the last line breaks off, but only as often as it should", async () => {
    const agent = await sampleAgent(failing('type = "cut_line", times = 1'));
    const cut = await agent.claude(["-p", "go", ...stream]);
    expect(() => messagesIn(cut.stdout)).toThrow("the last line is not ended");
    expect(cut.code).toBe(1);
    const whole = await agent.claude(["-p", "go", ...stream]);
    expect(messagesIn(whole.stdout).at(-1)).toMatchObject({ type: "result", result: "Fine." });
    expect(whole.code).toBe(0);
  });
});

test("a failure is the scenario's own, and so no mistake of the program", async () => {
  const agent = await sampleAgent(failing('type = "auth_error", message = "invalid x-api-key"', ""));
  expect(await agent.claude(["-p", "go"])).toMatchObject({
    stdout: "Invalid API key · Fix external API key\n",
    stderr: "",
    code: 1,
  });
  expect(agent.world.calls()).toMatchObject([{ outcome: "answered", scripted: true, findings: [] }]);
});
