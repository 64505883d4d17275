import {
  integer,
  mapped,
  milliseconds,
  named,
  oneOf,
  optional,
  required,
  string,
  table,
  type Infer,
  type MapContext,
} from "../../scenario/index.ts";
import type { Failure, FailureKind } from "../scenario.ts";
import { isOfKind, type Kind } from "./kinds.ts";
import { text } from "./sized.ts";

const kinds: Readonly<Record<FailureKind["type"], Kind>> = {
  network_unreachable: { needs: [] },
  connection_timeout: { needs: ["after_ms"] },
  auth_error: { needs: ["message"] },
  rate_limit: { needs: ["retry_after"] },
  out_of_credits: { needs: [] },
  partial_response: { needs: ["partial_text"] },
  malformed_json: { needs: ["raw"] },
  crash: { needs: [], takes: ["message"] },
  hang: { needs: [] },
  cut_line: { needs: [] },
  garbage_line: { needs: [], takes: ["line"] },
  exit: { needs: ["code"] },
  kill: { needs: [], takes: ["signal"] },
};

const examples = {
  after_ms: 5_000,
  message: "API key expired",
  retry_after: 30,
  partial_text: "I was about to",
  raw: '{"type":"mess',
  line: "not JSON",
  code: 3,
  signal: "SIGKILL",
};

const types = Object.keys(kinds) as readonly FailureKind["type"][];

const failureTable = table({
  type: required(oneOf(...types), "What goes wrong: with the API, or with the process of the CLI itself.", {
    example: "rate_limit",
  }),
  after_ms: optional(milliseconds(), "connection_timeout: real milliseconds until it is given up.", {
    example: examples.after_ms,
  }),
  message: optional(text, "auth_error: what the API says. crash: what the trace on stderr says.", {
    example: examples.message,
    otherwise: 'crash: "crashed"',
  }),
  retry_after: optional(integer(0), "rate_limit: seconds after which the API wants to be asked again.", {
    example: examples.retry_after,
  }),
  partial_text: optional(text, "partial_response: what comes before it ends, which claude does not print.", {
    example: examples.partial_text,
  }),
  raw: optional(text, "malformed_json: what comes instead of JSON; claude says where it breaks off.", {
    example: examples.raw,
  }),
  line: optional(text, "garbage_line: the line of the output that is not JSON.", {
    example: examples.line,
    otherwise: '"not JSON"',
  }),
  code: optional(integer(0, 255), "exit: the exit code.", { example: examples.code }),
  signal: optional(
    string({ pattern: /^SIG[A-Z0-9]+$/, expected: 'a signal\'s name, "SIGKILL"' }),
    "kill: the signal that ends the process.",
    { example: examples.signal, otherwise: '"SIGKILL"' },
  ),
  times: optional(integer(1, 1_000_000), "How often in a row it happens before the response comes.", {
    example: 2,
    otherwise: "always",
  }),
});

const failure = mapped(failureTable, failureOf);

/** What goes wrong instead of a response. */
export const failureShape = named(
  "agent_failure",
  "What goes wrong instead of a response; each type has its own fields.",
  () => failure,
);

function failureOf(fields: Infer<typeof failureTable>, context: MapContext): Failure | undefined {
  if (!isOfKind(fields.type, kinds, examples, context)) return undefined;
  return { ...kindOf(fields), times: fields.times };
}

function kindOf(fields: Infer<typeof failureTable>): FailureKind {
  const { type, afterMs = 0, message, retryAfter = 0, partialText = "", raw = "", code = 0 } = fields;
  switch (type) {
    case "connection_timeout":
      return { type, afterMs };
    case "auth_error":
      return { type, message: message ?? "" };
    case "rate_limit":
      return { type, retryAfter };
    case "partial_response":
      return { type, partialText };
    case "malformed_json":
      return { type, raw };
    case "crash":
      return { type, message: message ?? "crashed" };
    case "garbage_line":
      return { type, line: fields.line ?? "not JSON" };
    case "exit":
      return { type, code };
    case "kill":
      return { type, signal: (fields.signal ?? "SIGKILL") as `SIG${string}` };
    case "network_unreachable":
    case "out_of_credits":
    case "hang":
    case "cut_line":
    default:
      return { type };
  }
}
