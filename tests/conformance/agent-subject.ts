import { commandHead, ends, says, type Conversation } from "./subject.ts";

/** The scenario of the simulated agent. */
export const agent = `
[agents.claude]
optional = true
session_id = "00000000-0000-4000-8000-000000000001"
[[agents.claude.responses]]
pattern = { contains = "hello" }
response = { text = "Hi.", delay_ms = 5 }
[[agents.claude.responses]]
pattern = { contains = "read" }
[agents.claude.responses.response]
text = "I read."
tool_calls = [{ tool = "Read", input = { file_path = "a.txt" }, result = "alpha" }]
then = [{ text = "It says alpha." }]
[[agents.claude.responses]]
pattern = { contains = "break" }
failure = { type = "kill", signal = "SIGKILL" }
`;

const secret = "secret-of-the-program-0123456789";

function process(name: string, line: string, more: Partial<Conversation> = {}): Conversation {
  return { name, head: commandHead(`claude ${line}`, { TOKEN: secret }), steps: [ends], ...more };
}

/** What programs ask of it. */
export const agentStory: readonly Conversation[] = [
  process("a version", "--version", { answers: "2.1.12 (Claude Code)" }),
  process("a prompt", "-p hello", { answers: "Hi." }),
  process("a prompt on standard input", "-p", { steps: [says("hel"), says("lo"), ends], answers: "Hi." }),
  process("a tool", "-p read --output-format stream-json --verbose", { answers: "alpha" }),
  process("a session that goes on", "-p hello --continue --output-format json", {
    answers: '"result":"Hi."',
  }),
  process("no rule", "-p what", { answers: "no rule takes the prompt" }),
  process("a process that is killed", "-p break"),
  process("a flag that is none", "--nonsense", { answers: "unknown option" }),
  process("no prompt", "-p", { answers: "Input must be provided" }),
];
