import { fromJsonBytes } from "../../core/index.ts";
import type { CallRecord } from "../../engine/index.ts";
import { joinPrompt } from "./command-line/prompt-input.ts";
import { readClaudeCommandLine } from "./command-line/read-command-line.ts";
import { profileOf } from "./profile.ts";
import { sessionDefaults } from "../../dialogue/index.ts";

/** The rule that would answer a prompt, to paste. */
export function suggestAgent({ detail }: CallRecord): string {
  const prompt = detail.protocol === "command" ? promptOf(detail) : "";
  const pattern = prompt === "" ? '{ type = "any" }' : `{ contains = ${JSON.stringify(prompt)} }`;
  return `[[agents.claude.responses]]\npattern = ${pattern}\nresponse = ""\n`;
}

/** What a process in print mode was asked; empty where a person typed it. */
function promptOf({ args, stdin }: Extract<CallRecord["detail"], { readonly protocol: "command" }>): string {
  const profile = profileOf(sessionDefaults.claudeVersion);
  const line = readClaudeCommandLine(args, profile);
  if (line.kind !== "run" || stdin === undefined)
    return line.kind === "run" ? (line.options.prompt ?? "") : "";
  const input = joinPrompt(line.options.prompt, new TextDecoder().decode(fromJsonBytes(stdin.data)), profile);
  return input.kind === "prompt" ? input.text : "";
}
