import type { Answer, Expectation, FilePlace, Times } from "../../core/index.ts";
import type { CallOutcome, CallRecord, ExpectationUse, RunReport, WorldReport } from "../../engine/index.ts";

/** Small builders of reports for the tests of this room. */

/** A place in a scenario file that marks `mark` in its line. */
export function placeIn(file: string, line: number, text: string, mark: string): FilePlace {
  const column = Array.from(text.slice(0, text.indexOf(mark))).length + 1;
  return { kind: "file", file, line, column, endColumn: column + Array.from(mark).length, text };
}

const answer: Answer = { kind: "reply", replies: [] };

/** An expectation and the calls it answered. */
export function use(
  at: FilePlace,
  text: string,
  calls: readonly number[],
  more: { name?: string; times?: Times; overridden?: boolean; target?: string; double?: string } = {},
): ExpectationUse {
  const expectation: Expectation = {
    id: `${at.file}#${at.line}`,
    name: more.name,
    double: more.double ?? (/^[A-Z]+ \//.test(text) ? "http" : "command"),
    target: more.target ?? (text.split(" ")[0] as string),
    conditions: [],
    answer,
    times: more.times ?? { min: 1, max: null },
    text,
    at,
  };
  return { expectation, layer: at.file, calls, overridden: more.overridden ?? false };
}

/** A command call; its words are split at spaces. */
export function command(
  id: number,
  text: string,
  more: Partial<CallRecord> & { exit?: number } = {},
): CallRecord {
  const { exit = 0, ...fields } = more;
  const [name = "", ...args] = text.split(" ");
  return {
    ...common(id, text, "command", name, fields.outcome),
    detail: {
      protocol: "command",
      command: name,
      args,
      cwd: "{{cwd}}",
      stdout: { data: "" },
      stderr: { data: "" },
      exitCode: exit,
      signal: null,
    },
    durationMs: 4.2,
    ...fields,
  };
}

/** An HTTP call. */
export function http(
  id: number,
  service: string,
  text: string,
  status: number,
  more: Partial<CallRecord> = {},
): CallRecord {
  const [method = "", path = ""] = text.split(" ");
  return {
    ...common(id, text, "http", service, more.outcome),
    detail: {
      protocol: "http",
      method,
      path,
      query: "",
      headers: [["accept", "application/json"]],
      response: {
        status,
        headers: [["content-type", "application/json"]],
        body: { data: '{"ok":true}' },
      },
    },
    durationMs: 1.6,
    ...more,
  };
}

function common(
  id: number,
  text: string,
  double: string,
  target: string,
  outcome: CallOutcome = "answered",
): Omit<CallRecord, "detail" | "durationMs"> {
  return {
    kind: "call",
    id,
    double,
    target,
    text,
    outcome,
    expectation: null,
    answeredBy: null,
    at: `2025-01-15T10:30:${String(id % 60).padStart(2, "0")}.000Z`,
    findings: [],
  };
}

/** Says which expectation answered a call. */
export function by(used: ExpectationUse): Pick<CallRecord, "expectation" | "answeredBy"> {
  const { id, name, text } = used.expectation;
  return { expectation: id, answeredBy: name ?? text };
}

/** A world; what is not given is empty. */
export function world(fields: Partial<WorldReport> = {}): WorldReport {
  return {
    world: "main",
    scenario: "release",
    files: ["backlot.toml"],
    calls: [],
    expectations: [],
    findings: [],
    allowed: [],
    unchecked: [],
    unsealed: [],
    ...fields,
  };
}

/** A run of `npm test` that exited 0; what is not given is empty. */
export function run(fields: Partial<RunReport> = {}): RunReport {
  return {
    version: "0.1.0",
    command: ["npm", "test"],
    programExit: 0,
    worlds: [],
    findings: [],
    durationMs: 1234.5,
    exitCode: 0,
    ...fields,
  };
}
