import { limits, type JsonObject } from "../../../../core/index.ts";
import type { ToolOutcome } from "../../conversation/events.ts";
import type { ToolFacts } from "../facts.ts";
import { textIn } from "../inputs.ts";
import { failed, succeeded } from "../outcomes.ts";
import { openSandbox } from "../sandbox.ts";
import { parseLine } from "./parse.ts";
import { isQuiet, type LineResult, notSimulated, runLine } from "./run-line.ts";

/** Runs a command line of safe commands in the sandbox; no shell and no program is started. */
export async function bash(facts: ToolFacts, input: JsonObject): Promise<ToolOutcome> {
  if (input["run_in_background"] === true) return failed(notRun("a command in the background"));
  const line = parseLine(textIn(input, "command") ?? "");
  if (!line.ok) return failed(notRun(line.what));
  const what = notSimulated(line.pipelines);
  if (what !== undefined) return failed(notRun(what));
  const files: string[] = [];
  const sandbox = await openSandbox(facts);
  const result = await runLine(
    { facts, sandbox, files, bytesLeft: limits.agentCommandBytes },
    line.pipelines,
  );
  return bashOutcome(facts, result, { files, quiet: isQuiet(line.pipelines) });
}

function notRun(what: string): string {
  return (
    `The simulated Bash does not do this: ${what}. Say in the scenario what comes of it, by result in the tool call or ` +
    "in tool_execution.tools.Bash, or let real commands run, by allow_real_bash and --allow-code."
  );
}

/** What the CLI tells of a command that ended. @param options.quiet nobody expects output of it */
export function bashOutcome(
  { profile }: ToolFacts,
  { code, ...output }: LineResult,
  { files = [], quiet = false }: { readonly files?: readonly string[]; readonly quiet?: boolean },
): ToolOutcome {
  const classic = profile.name === "classic";
  const stdout = cut(output.stdout.replace(/^(?:[ \t]*\n)+/, "").trimEnd());
  const stderr = cut(output.stderr.trim());
  if (code !== 0) {
    const order = classic ? [stderr, stdout] : [stdout, stderr];
    return failed([`Exit code ${code}`, ...order.filter((one) => one !== "")].join("\n"), files);
  }
  const said = [stdout, stderr].filter((one) => one !== "").join("\n");
  return succeeded(
    said === "" && !classic ? "(Bash completed with no output)" : said,
    bashReport(stdout, stderr, classic ? undefined : quiet),
    files,
  );
}

/** What the CLI tells beside the output. @param quiet undefined: the version does not tell it */
export function bashReport(stdout: string, stderr: string, quiet: boolean | undefined): JsonObject {
  const report = { stdout, stderr, interrupted: false, isImage: false };
  return quiet === undefined ? report : { ...report, noOutputExpected: quiet };
}

function cut(text: string): string {
  if (text.length <= limits.agentOutputChars) return text;
  const rest = text.slice(limits.agentOutputChars);
  return `${text.slice(0, limits.agentOutputChars)}\n\n... [${rest.split("\n").length} lines truncated] ...`;
}
