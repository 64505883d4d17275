import { describe, expect, test } from "vitest";
import { limits, type Json } from "../../core/index.ts";
import { agentOf, readAgent, told } from "../../../tests/samples/agent-scenario.ts";

const call = (input: string): string =>
  `default_response = { text = "x", tool_calls = [{ tool = "Write", input = ${input} }] }`;

async function inputOf(
  input: string,
  files: Readonly<Record<string, string>>,
  file?: string,
): Promise<Json | undefined> {
  return (await agentOf(call(input), file, files)).defaultResponse?.toolCalls[0]?.input;
}

describe("a tool's input", () => {
  test.each<[string, Json]>([
    ["{}", {}],
    ['{ a = 1, b = [1.5, true, "x", { c = [] }] }', { a: 1, b: [1.5, true, "x", { c: [] }] }],
    ['{ plan = { "$file" = "plan.md" } }', { plan: "# Plan\n" }],
    ['{ todos = { "$file" = "data/todo.json" } }', { todos: [{ content: "a" }] }],
    ['{ list = [1, { deep = { "$file" = "plan.md" } }] }', { list: [1, { deep: "# Plan\n" }] }],
    ['{ "$file" = "data/input.json" }', { file_path: "/x" }],
  ])("%s", async (text, input) => {
    const files = {
      "plan.md": "# Plan\n",
      "data/todo.json": '[{"content":"a"}]',
      "data/input.json": '{"file_path":"/x"}',
    };
    expect(await inputOf(text, files)).toEqual(input);
  });

  test("names of fields in it are nobody's but the tool's", async () => {
    const toolCalls = [{ tool: "Read", input: { file_path: "/x", someThing: { "x-y": null } } }];
    const { defaultResponse } = await agentOf({ defaultResponse: { text: "x", toolCalls } });
    expect(defaultResponse?.toolCalls[0]?.input).toEqual({ file_path: "/x", someThing: { "x-y": null } });
  });

  test("paths of files start at the file that names them", async () => {
    expect(
      await inputOf('{ a = { "$file" = "plan.md" } }', { "agents/plan.md": "p" }, "agents/a.toml"),
    ).toEqual({ a: "p" });
  });

  test("a file named by a value that is only checked is read when it is linked", async () => {
    const { decodeValue } = await import("../../scenario/index.ts");
    const { agentShape } = await import("./agent.ts");
    const toolCalls = [{ tool: "Write", input: { a: { $file: "a.json" }, b: { $file: "b.txt" } } }];
    const read = decodeValue(agentShape, { defaultResponse: { text: "x", toolCalls } }, { label: "it" });
    expect(read.ok && read.value.defaultResponse?.toolCalls[0]?.input).toEqual({ a: {}, b: "" });
  });

  const input = "default_response.tool_calls[0].input";
  const deep = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);

  test.each<[string, string, Readonly<Record<string, string>>]>([
    ["[1]", `1 wrong-type: ${input} must be a table, not a list`, {}],
    ["{ a = 2025-01-15 }", `1 wrong-type: ${input}.a must be a JSON value, not the date 2025-01-15`, {}],
    ['{ a = { "$file" = "plan.md" } }', '1 file-not-found: there is no file "plan.md"', {}],
    ['{ a = { "$file" = "../plan.md" } }', `1 bad-path: ${input}.a: "../plan.md" leaves the project`, {}],
    ['{ a = { "$file" = "/etc/passwd" } }', `1 bad-path: ${input}.a: "/etc/passwd" is not relative`, {}],
    ['{ a = { "$file" = 5 } }', `1 wrong-type: ${input}.a.$file must be a file's path`, {}],
    ['{ a = { "$file" = "a", b = 1 } }', `1 conflicting-fields: ${input}.a has "$file" and "b"`, { a: "x" }],
    [
      '{ "$file" = "plan.md" }',
      `1 wrong-type: ${input} must be a table, not what the file holds`,
      { "plan.md": "p" },
    ],
    [
      '{ "$file" = "a.json" }',
      `1 wrong-type: ${input} must be a table, not what the file holds`,
      { "a.json": "[]" },
    ],
    [
      '{ a = { "$file" = "a.json" } }',
      "1 over-limit: a.json has more than 64 objects and lists inside each other",
      { "a.json": deep(65) },
    ],
  ])("%s is refused", async (text, finding, files) => {
    expect(told(await readAgent(call(text), "agent.toml", files))).toEqual([finding]);
  });

  test("a file that is no text is told with its name", async () => {
    const { decodeValue } = await import("../../scenario/index.ts");
    const { agentShape } = await import("./agent.ts");
    const toolCalls = [{ tool: "Write", input: { a: { $file: "a.txt" } } }];
    const readFile = (): { readonly ok: true; readonly bytes: Uint8Array } => ({
      ok: true,
      bytes: Uint8Array.of(0xff),
    });
    const read = decodeValue(
      agentShape,
      { defaultResponse: { text: "x", toolCalls } },
      { label: "it", readFile },
    );
    expect(read.findings.map(({ what }) => what)).toEqual(["a.txt is not UTF-8"]);
  });

  test("a file that is not JSON is told with its name", async () => {
    const [finding] = told(
      await readAgent(call('{ a = { "$file" = "a.json" } }'), "agent.toml", { "a.json": "{" }),
    );
    expect(finding).toMatch(/^1 syntax-error: a\.json is not JSON: /);
  });

  test("a file may be as deep and as large as the limits say", async () => {
    const files = { "a.json": deep(limits.scenarioDepth), "b.txt": "x".repeat(limits.agentInputBytes) };
    const found = (await inputOf('{ a = { "$file" = "a.json" }, b = { "$file" = "b.txt" } }', files)) as {
      readonly b: string;
    };
    expect(found.b).toHaveLength(limits.agentInputBytes);
    const past = { "b.txt": "x".repeat(limits.agentInputBytes + 1) };
    const [finding] = told(await readAgent(call('{ b = { "$file" = "b.txt" } }'), "agent.toml", past));
    expect(finding).toContain("over-limit");
  });
});
