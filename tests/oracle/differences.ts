import { isMessage, kindOf, messagesOf, normalise, type Message } from "./normalise.ts";
import type { Outcome, Ran } from "./programs.ts";

/** What of two outcomes differs, a line for each: where, what the real one does, what the double does. */
export function differences(real: Outcome, double: Outcome): readonly string[] {
  const runs = real.ran.flatMap((ran, index) => ranDifferences(`run ${index}`, ran, double.ran[index]));
  return [...new Set([...runs, ...sessionDifferences(real, double)])];
}

function ranDifferences(
  where: string,
  real: Ran,
  double: Ran = { code: null, stdout: "", stderr: "" },
): string[] {
  const isJson = real.stdout.startsWith("{") || real.stdout.startsWith("[");
  const stdout = isJson
    ? messageDifferences(`${where} stdout`, printed(real.stdout), printed(double.stdout))
    : valueDifferences(`${where} stdout`, real.stdout, double.stdout);
  return [
    ...valueDifferences(`${where} exit code`, real.code, double.code),
    ...stdout,
    ...valueDifferences(`${where} stderr`, real.stderr, double.stderr),
  ];
}

/** The messages of an output, be they lines or one array. */
function printed(stdout: string): readonly Message[] {
  if (!stdout.startsWith("[")) return messagesOf(stdout.split("\n").filter((line) => line !== ""));
  const list = JSON.parse(stdout) as readonly unknown[];
  return messagesOf(list.map((one) => JSON.stringify(one)));
}

/** Kinds of lines that newer versions keep for themselves: what they sent, and what they had to say besides. */
const own = /^(attachment|api-request|atis-latch|cost-state|tools-used|mode|permission-mode|file-history)/;

function sessionDifferences(real: Outcome, double: Outcome): string[] {
  const count = valueDifferences("session files", real.sessions.length, double.sessions.length);
  const lines = real.sessions.flatMap((one, index) =>
    messageDifferences(
      `session ${index}`,
      messagesOf(one).filter((line) => !own.test(kindOf(line))),
      messagesOf(double.sessions[index] ?? []),
    ),
  );
  return [...count, ...lines];
}

function messageDifferences(where: string, real: readonly Message[], double: readonly Message[]): string[] {
  const order = valueDifferences(`${where} order`, real.map(kindOf).join(" "), double.map(kindOf).join(" "));
  const seen = new Map<string, number>();
  const each = real.flatMap((message) => {
    const kind = kindOf(message);
    const index = seen.get(kind) ?? 0;
    seen.set(kind, index + 1);
    const other = double.filter((one) => kindOf(one) === kind)[index];
    return other === undefined
      ? []
      : valueDifferences(`${where} ${kind}`, normalise(message), normalise(other));
  });
  return [...order, ...each];
}

function valueDifferences(where: string, real: unknown, double: unknown): string[] {
  if (isMessage(real) && isMessage(double)) {
    const keys = [...new Set([...Object.keys(real), ...Object.keys(double)])];
    return keys.flatMap((key) => valueDifferences(`${where}.${key}`, real[key], double[key]));
  }
  if (Array.isArray(real) && Array.isArray(double) && real.length === double.length)
    return real.flatMap((one, index) => valueDifferences(`${where}[${index}]`, one, double[index]));
  const [left, right] = [JSON.stringify(real), JSON.stringify(double)];
  return left === right ? [] : [`${where}: real ${left ?? "absent"}, double ${right ?? "absent"}`];
}
