import { expect, test } from "vitest";
import { behaviour, sampleTools } from "../../../../tests/samples/agent-tools.ts";

const questions = [
  { question: "Which?", header: "X", options: [{ label: "this" }, { label: "that" }], multiSelect: false },
  { question: "When?", options: [{ label: "now" }] },
];

test("questions are answered as the scenario says, and else with the first option", async () => {
  const answers = { "Which?": "that", "Who?": "nobody" };
  for (const mode of ["simulated", "mock"] as const) {
    const { use } = sampleTools({
      execution: { mode, tools: { AskUserQuestion: behaviour({ answers }) } },
    });
    expect(await use("AskUserQuestion", { questions })).toEqual({
      content: 'User has answered your questions: "Which?"="that", "When?"="now".',
      isError: false,
      report: { questions, answers: { "Which?": "that", "When?": "now" } },
      denied: false,
      files: [],
    });
  }
});

test("a question without options needs an answer", async () => {
  const open = [{ question: "Why?" }, { options: [] }, 1];
  expect((await sampleTools().use("AskUserQuestion", { questions: open })).content).toBe(
    "<tool_use_error>InputValidationError: AskUserQuestion failed due to the following issues:\n" +
      "The required parameter `questions[0].options` is missing\n" +
      "The required parameter `questions[1].question` is missing\n" +
      "The required parameter `questions[2].question` is missing</tool_use_error>",
  );
  const tools = { AskUserQuestion: behaviour({ answers: { "Why?": "so" } }) };
  expect(
    (await sampleTools({ execution: { tools } }).use("AskUserQuestion", { questions: open.slice(0, 1) }))
      .content,
  ).toBe('User has answered your questions: "Why?"="so".');
});

test("todos are kept from one call to the next", async () => {
  const { use } = sampleTools();
  const todo = (status: string) => ({ content: "a", status, activeForm: "b" });
  expect(await use("TodoWrite", { todos: [todo("pending")] })).toEqual({
    content: "Todos have been modified successfully.",
    isError: false,
    report: { oldTodos: [], newTodos: [todo("pending")] },
    denied: false,
    files: [],
  });
  expect((await use("TodoWrite", { todos: [todo("completed")] })).report).toEqual({
    oldTodos: [todo("pending")],
    newTodos: [todo("completed")],
  });
  expect((await use("TodoWrite", { todos: [] })).report).toEqual({ oldTodos: [], newTodos: [] });
});

test("what is no todo is told", async () => {
  const todos = [
    { content: "a", status: "pending" },
    { content: "a", status: "odd" },
    { status: "pending" },
    null,
    [],
    1,
  ];
  expect((await sampleTools().use("TodoWrite", { todos })).content).toBe(
    "<tool_use_error>InputValidationError: TodoWrite failed due to the following issues:\n" +
      "The parameter `todos[1]` is no todo\nThe parameter `todos[2]` is no todo\nThe parameter `todos[3]` is no todo\n" +
      "The parameter `todos[4]` is no todo\nThe parameter `todos[5]` is no todo</tool_use_error>",
  );
});
