import { agent, lines, rule, say } from "./agent.ts";
import type { Effect, Stage } from "./effect.ts";

const failing = (failure: string, own = ""): string =>
  agent(own, rule('"hello"', `failure = { ${failure} }\nresponse = "ok"`));
const current = 'claude_version = "2.1.328"';
const ended = ({ run }: Stage): unknown =>
  [run(["claude", "-p", "hello"])].map(({ status, signal, stdout, stderr }) => ({
    status,
    signal,
    stdout,
    stderr: stderr.split("\n")[0],
  }))[0];
const delays = (stage: Stage): unknown =>
  lines(stage).flatMap((line) => (line["subtype"] === "api_retry" ? (line["retry_delay_ms"] ?? []) : []));

/** What the fields of a failure do. */
export const agentFailures: Readonly<Record<string, Effect>> = {
  "#agent_failure.type": {
    toml: failing('type = "network_unreachable"', current),
    show: ended,
    is: { status: 1, signal: null, stdout: "API Error: Connection dropped (ECONNRESET)\n", stderr: "" },
  },
  "#agent_failure.after_ms": {
    toml: failing('type = "connection_timeout", after_ms = 60'),
    show: ({ run }) => [run(["claude", "-p", "hello"])].map(({ stdout, ms }) => [stdout, ms >= 59])[0],
    is: ["Request timed out\n", true],
  },
  "#agent_failure.message": {
    toml:
      failing('type = "crash", message = "out of memory"') +
      rule('"key"', 'failure = { type = "auth_error", message = "API key expired" }'),
    show: (stage) => [ended(stage), say(stage, "key").includes("API key expired")],
    is: [{ status: 1, signal: null, stdout: "", stderr: "Error: out of memory" }, true],
  },
  "#agent_failure.retry_after": {
    toml: failing('type = "rate_limit", retry_after = 7, times = 2', current),
    show: delays,
    is: [7000, 7000],
  },
  "#agent_failure.partial_text": {
    toml: failing('type = "partial_response", partial_text = "I was about"'),
    show: ended,
    is: { status: 1, signal: null, stdout: "API Error: terminated\n", stderr: "" },
  },
  "#agent_failure.raw": {
    toml: failing(`type = "malformed_json", raw = '{"type":"mess'`),
    show: ended,
    is: {
      status: 1,
      signal: null,
      stdout: "API Error: Unterminated string in JSON at position 13\n",
      stderr: "",
    },
  },
  "#agent_failure.line": {
    toml: failing('type = "garbage_line", line = "<html>"'),
    show: ({ run }) =>
      run(["claude", "-p", "hello", "--output-format", "stream-json", "--verbose"])
        .stdout.split("\n")
        .filter((line) => !line.startsWith("{")),
    is: ["<html>", ""],
  },
  "#agent_failure.code": {
    toml: failing('type = "exit", code = 42'),
    show: ended,
    is: { status: 42, signal: null, stdout: "", stderr: "" },
  },
  "#agent_failure.signal": {
    toml: failing('type = "kill", signal = "SIGTERM"'),
    show: ended,
    is: { status: null, signal: "SIGTERM", stdout: "", stderr: "" },
  },
  "#agent_failure.times": {
    toml: failing(
      'type = "exit", code = 3, times = 2',
      'session_id = "550e8400-e29b-41d4-a716-446655440000"',
    ),
    show: ({ run }) => [1, 2, 3].map(() => run(["claude", "-p", "hello", "--no-session-persistence"]).status),
    is: [3, 3, 0],
  },
};
