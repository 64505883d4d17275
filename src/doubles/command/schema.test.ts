import { describe, expect, test } from "vitest";
import { utf8, type Expectation, type Finding } from "../../core/index.ts";
import { loadSection } from "../../../tests/samples/section.ts";
import { commandSection } from "./schema.ts";

type Files = Readonly<Record<string, string>>;

async function load(toml: string, files: Files = {}): Promise<readonly Expectation[] | readonly Finding[]> {
  const loaded = await loadSection(commandSection, { "backlot.toml": toml, ...files });
  return loaded.ok ? (loaded.value.layers[0]?.expectations ?? []) : loaded.findings;
}

/** The first expectation of a file with one command of these lines. */
async function one(lines: string, files: Files = {}): Promise<Expectation> {
  const [first] = await load(`[[commands]]\n${lines}`, files);
  if (first === undefined || "what" in first) throw new Error(first?.what);
  return first;
}

const none = {
  for: "command",
  stdout: null,
  stderr: null,
  exit: { code: 0 },
  delayMs: 0,
  chunks: null,
  template: false,
};
const text = (content: string): unknown => ({ type: "text", text: content });

describe("a command in a file", () => {
  test("with everything", async () => {
    const file = `
name = "applied"
run = "kubectl apply -f *"
stdin = { contains = "kind: Deployment" }
cwd = { ends_with = "/repo" }
env = { KUBECONFIG = "/dev" }
times = 1
reply = { stdout = "configured\\n", stderr = { json = { a = 1 } }, exit_code = 3, delay_ms = 5 }
`;
    expect(await one(file)).toEqual({
      id: "backlot.toml#commands[0]",
      name: "applied",
      double: "command",
      target: "kubectl",
      conditions: [
        {
          field: "args",
          matcher: {
            is: "items",
            items: [{ is: "equals", value: "apply" }, { is: "equals", value: "-f" }, { is: "any" }],
            rest: false,
          },
        },
        { field: "stdin", matcher: { is: "contains", text: "kind: Deployment" } },
        { field: "env", key: "KUBECONFIG", matcher: { is: "equals", value: "/dev" } },
        { field: "cwd", matcher: { is: "ends_with", text: "/repo" } },
      ],
      answer: {
        kind: "reply",
        replies: [
          {
            ...none,
            stdout: text("configured\n"),
            stderr: { type: "json", value: { a: 1 } },
            exit: { code: 3 },
            delayMs: 5,
          },
        ],
      },
      times: { min: 1, max: 1 },
      text: "kubectl apply -f *",
      at: expect.objectContaining({ line: 4, column: 7, text: 'run = "kubectl apply -f *"' }),
    });
  });

  test("by command and args", async () => {
    const listed = await one('command = "git"\nargs = ["push", { glob = "v*" }, "a b"]\nreply = {}');
    expect(listed).toMatchObject({
      target: "git",
      text: 'git push * "a b"',
      conditions: [
        {
          field: "args",
          matcher: {
            items: [{ value: "push" }, { is: "glob", pattern: "v*" }, { is: "equals", value: "a b" }],
            rest: false,
          },
        },
      ],
    });
    expect(await one('command = "git"\nargs = ["*", "**"]\nreply = {}')).toMatchObject({
      conditions: [
        {
          matcher: {
            items: [
              { is: "equals", value: "*" },
              { is: "equals", value: "**" },
            ],
            rest: false,
          },
        },
      ],
    });
    expect(await one('command = "git"\nreply = {}')).toMatchObject({ text: "git **", conditions: [] });
  });

  test.each([
    ['{ starts_with = ["push", { glob = "v*" }] }', "git push * **"],
    ['{ includes = "--force" }', "git ** --force **"],
    [
      '{ starts_with = ["push"], includes = ["--force", { starts_with = "--x" }] }',
      "git push ** --force ** * **",
    ],
    ["{}", "git **"],
  ])("args = %s", async (args, words) => {
    expect(await one(`command = "git"\nargs = ${args}\nreply = {}`)).toMatchObject({ text: words });
  });

  test.each([
    ['run = "git **"', []],
    ['run = "git"', [{ field: "args", matcher: { is: "items", items: [], rest: false } }]],
    [
      'run = "git push **"',
      [{ field: "args", matcher: { is: "items", items: [{ is: "equals", value: "push" }], rest: true } }],
    ],
  ])("%s", async (line, conditions) => {
    expect((await one(`${line}\nreply = {}`)).conditions).toEqual(conditions);
  });

  test.each([
    ["", { min: 1, max: null }],
    ["times = 3", { min: 3, max: 3 }],
    ["times = 0", { min: 0, max: 0 }],
    ["times = { min = 2 }", { min: 2, max: null }],
    ["times = { max = 2 }", { min: 1, max: 2 }],
    ["times = { max = 0 }", { min: 0, max: 0 }],
    ["times = { min = 0, max = 2 }", { min: 0, max: 2 }],
    ["optional = true", { min: 0, max: null }],
    ["optional = false", { min: 1, max: null }],
    ["times = 3\noptional = true", { min: 0, max: 3 }],
    ["times = { max = 3 }\noptional = true", { min: 0, max: 3 }],
  ])("counts: %j", async (lines, times) => {
    expect((await one(`run = "a"\nreply = {}\n${lines}`)).times).toEqual(times);
  });

  test.each([
    ["", { min: 2, max: 2 }],
    ["optional = true", { min: 0, max: 2 }],
    ["times = 5", { min: 5, max: 5 }],
    ["times = { min = 1 }", { min: 1, max: null }],
  ])("counts with a list of two replies: %j", async (lines, times) => {
    expect((await one(`run = "a"\nreply = [{}, { exit_code = 1 }]\n${lines}`)).times).toEqual(times);
  });

  test.each([
    ["passthrough = true", { kind: "passthrough", mode: "wait", env: {} }],
    ['passthrough = "exec"', { kind: "passthrough", mode: "exec", env: {} }],
    ['passthrough = { env = { A = "1" } }', { kind: "passthrough", mode: "wait", env: { A: "1" } }],
    ['passthrough = { mode = "exec" }', { kind: "passthrough", mode: "exec", env: {} }],
    ["times = 0", { kind: "reply", replies: [none] }],
    [
      'reply = { signal = "SIGKILL" }',
      { kind: "reply", replies: [{ ...none, exit: { signal: "SIGKILL" } }] },
    ],
    [
      'reply = { chunks = [{ stdout = "a" }, { stderr = { base64 = "AAH/" }, delay_ms = 5 }] }',
      {
        kind: "reply",
        replies: [
          {
            ...none,
            chunks: [
              { stream: "stdout", content: text("a"), delayMs: 0 },
              {
                stream: "stderr",
                content: { type: "bytes", bytes: new Uint8Array([0, 1, 255]) },
                delayMs: 5,
              },
            ],
          },
        ],
      },
    ],
  ])("answers: %s", async (line, answer) => {
    expect((await one(`run = "a"\n${line}`)).answer).toEqual(answer);
  });

  test("a file with the output, and templates in it", async () => {
    const reply = 'run = "a"\nreply = { stdout = { file = "out/x.txt" }, template = true }';
    expect(await one(reply, { "out/x.txt": "{{args.0}}" })).toMatchObject({
      answer: {
        replies: [{ stdout: { type: "file", path: "out/x.txt", bytes: utf8("{{args.0}}") }, template: true }],
      },
    });
    const wrong = await load(`[[commands]]\n${reply}`, { "out/x.txt": "{{arg.0}}" });
    expect(wrong).toMatchObject([{ what: "{{arg.0}} is not a name that templates know" }]);
  });
});
