import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RegexPort } from "../core/index.ts";
import { failsNow, fold, stepOf, type Position } from "./fold.ts";
import type { AgentScenario } from "./scenario.ts";
import { agentOf } from "../../tests/samples/agent-scenario.ts";

const regex: RegexPort = {
  check: () => ({ ok: true }),
  test: ({ source, flags }, text) => (source === "slow" ? "timeout" : RegExp(source, flags).test(text)),
};

function at(scenario: AgentScenario, ...prompts: readonly string[]): Position {
  return fold(scenario, { prompts, step: 0, results: [] }, { regex });
}

const scenario = await agentOf(`
default_response = "What?"

[[responses]]
pattern = { type = "contains", text = "log in" }
response = "Which provider?"
turns = [
  { expect = { type = "contains", text = "github" }, response = "GitHub it is." },
  { expect = { type = "any" }, response = "Done." },
]

[[responses]]
pattern = "once"
response = "Only once."
max_matches = 1

[[responses]]
pattern = { regex = "^busy" }
response = "Here I am."
failure = { type = "rate_limit", retry_after = 1, times = 2 }

[[conversations.review.turns]]
expect = { starts_with = "review" }
response = "Share it."
[[conversations.review.turns]]
expect = { type = "any" }
failure = { type = "out_of_credits" }
`);

describe("fold", () => {
  test.each<[prompts: readonly string[], rule: string | null, at: string | null]>([
    [[], null, null],
    [["hi"], "default_response", "default_response"],
    [["log in"], "responses[0]", "responses[0]"],
    [["log in", "github"], "responses[0]", "responses[0].turns[0]"],
    [["log in", "github", "x"], "responses[0]", "responses[0].turns[1]"],
    // All turns were taken: what comes next is tried as any prompt.
    [["log in", "github", "x", "x"], "default_response", "default_response"],
    [["log in", "gitlab"], "default_response", "default_response"],
    // A prompt that does not fit leaves the dialogue for good.
    [["log in", "gitlab", "github"], "default_response", "default_response"],
    [["log in", "log in"], "responses[0]", "responses[0]"],
    [["log in", "log in", "github"], "responses[0]", "responses[0].turns[0]"],
    [["once"], "responses[1]", "responses[1]"],
    [["once", "once"], "default_response", "default_response"],
    [["busy now"], "responses[2]", "responses[2]"],
    [["review this"], "conversations.review", "conversations.review.turns[0]"],
    [["review this", "hi"], "conversations.review", "conversations.review.turns[1]"],
    [["review this", "hi", "hi"], "default_response", "default_response"],
  ])("%j stands at %s, %s", (prompts, rule, where) => {
    const position = at(scenario, ...prompts);
    expect([position.rule, position.at]).toEqual([rule, where]);
  });

  test("gives what answers: the response, the failure, or nothing", () => {
    expect(at(scenario, "log in").response?.text).toBe("Which provider?");
    expect(at(scenario, "busy")).toMatchObject({
      response: { text: "Here I am." },
      failure: { type: "rate_limit", times: 2 },
    });
    expect(at(scenario, "review", "x")).toMatchObject({
      failure: { type: "out_of_credits" },
      response: undefined,
    });
    expect(at({ ...scenario, defaultResponse: undefined }, "hi")).toEqual({ rule: null, at: null });
  });

  test("lets nothing answer behind a pattern that runs out of its time", async () => {
    const slow = await agentOf(`
[[responses]]
pattern = { regex = "slow" }
response = "a"
[[responses]]
pattern = { any = true }
response = "b"
`);
    expect(at(slow, "x", "y")).toEqual({
      rule: null,
      at: null,
      tooSlow: { id: "responses[0]", at: slow.responses[0]?.at },
    });
  });

  test("the same for turns and conversations", async () => {
    const slow = await agentOf(`
[[responses]]
pattern = "a"
response = "a"
turns = [{ expect = { regex = "slow" }, response = "b" }]
[[conversations.c.turns]]
expect = { regex = "slow" }
response = "c"
`);
    expect(at(slow, "a", "b").tooSlow?.id).toBe("responses[0].turns[0]");
    expect(at(slow, "b").tooSlow?.id).toBe("conversations.c.turns[0]");
  });

  const prompt = fc.constantFrom("log in", "github", "once", "busy", "review", "hi", "log in github");

  /** What the rules say, told by stepping along prompt by prompt and keeping what was so far. */
  function stepped(prompts: readonly string[]): (string | null)[] {
    let next: string[] = [];
    let once = 0;
    return prompts.map((one) => {
      const [expected, ...others] = next;
      const isNext = expected !== undefined && (expected.includes(".turns[1]") || one.includes("github"));
      next = isNext ? others : [];
      if (isNext) return expected;
      if (one.includes("log in")) {
        next = ["responses[0].turns[0]", "responses[0].turns[1]"];
        return "responses[0]";
      }
      if (one === "once" && once++ === 0) return "responses[1]";
      if (one === "busy") return "responses[2]";
      if (one === "review") {
        next = ["conversations.review.turns[1]"];
        return "conversations.review.turns[0]";
      }
      return "default_response";
    });
  }

  test("of a whole transcript is where stepping through it comes to", () => {
    fc.assert(
      fc.property(fc.array(prompt, { maxLength: 12 }), (prompts) => {
        const folded = prompts.map((_, index) => at(scenario, ...prompts.slice(0, index + 1)).at);
        expect(folded).toEqual(stepped(prompts));
      }),
    );
  });

  test("asked again, or in another process, gives the same", () => {
    fc.assert(
      fc.property(fc.array(prompt, { maxLength: 12 }), (prompts) => {
        const first = at(scenario, ...prompts);
        expect(at(scenario, ...prompts)).toEqual(first);
        expect(at(structuredClone(scenario), ...prompts)).toEqual(first);
      }),
    );
  });

  test("never throws, whatever is said", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" }), { maxLength: 5 }), (prompts) => {
        expect(at(scenario, ...prompts)).toHaveProperty("rule");
      }),
    );
  });
});

describe("failsNow", () => {
  test.each([
    [undefined, 0, true],
    [undefined, 99, true],
    [2, 0, true],
    [2, 1, true],
    [2, 2, false],
  ])("times %s, %i times so far: %s", (times, happened, fails) => {
    expect(failsNow({ type: "hang", times }, happened)).toBe(fails);
  });
});

describe("stepOf", () => {
  const call = { tool: "Bash", input: {} };
  const plain = { text: "Look.", delayMs: 5, toolCalls: [call], then: [] };
  const long = {
    ...plain,
    then: [
      { text: "More.", delayMs: 6, toolCalls: [call], expectResults: [] },
      { text: "Done.", delayMs: 7, toolCalls: [], expectResults: [] },
    ],
  };

  test("is the response first, then its steps, then the last text without tools", () => {
    expect([0, 1, 2, 3].map((step) => stepOf(long, step).text)).toEqual(["Look.", "More.", "Done.", "Done."]);
    expect(stepOf(long, 3)).toMatchObject({ delayMs: 0, toolCalls: [] });
  });

  test("is the text once more where no steps are said", () => {
    expect([0, 1, 2].map((step) => stepOf(plain, step))).toEqual([
      plain,
      { text: "Look.", delayMs: 0, toolCalls: [] },
      { text: "Look.", delayMs: 0, toolCalls: [] },
    ]);
  });
});
