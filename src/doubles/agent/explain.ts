import type { CallRecord } from "../../engine/index.ts";

/** The rule that would answer a prompt, to paste. */
export function suggestAgent({ text }: CallRecord): string {
  return `[[agents.claude.responses]]\npattern = { contains = ${JSON.stringify(text)} }\nresponse = ""\n`;
}
