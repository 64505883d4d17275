import { isJsonObject } from "../../core/index.ts";
import { redacted, type CallRecord } from "../../engine/index.ts";
import { tomlValue } from "../../scenario/index.ts";

/** Longer prompts are told by a part of them. */
const charsMax = 200;

/** The rule that would answer a prompt that nothing took, to paste; empty: there is none. */
export function suggestAgent({ findings }: CallRecord): string {
  for (const { name, evidence } of findings) {
    const prompt = isJsonObject(evidence) ? evidence["prompt"] : undefined;
    if (name === "unmatched-call" && typeof prompt === "string" && prompt !== "")
      return `[[agents.claude.responses]]\npattern = ${patternOf(prompt)}\nresponse = ""\n`;
  }
  return "";
}

/** Where what is known of a prompt breaks off: ends of lines, and bytes that are no text. */
const breaks = /[\r\n\p{Surrogate}]/u;

/** The whole prompt, or what of it is known and short. */
function patternOf(prompt: string): string {
  const isWhole = !prompt.includes(redacted) && !/\p{Surrogate}/u.test(prompt);
  if (isWhole && prompt.length <= charsMax) return tomlValue(prompt);
  const parts = prompt.split(redacted).flatMap((part) => part.split(breaks).map((line) => line.trim()));
  const longest = parts.reduce((left, right) => (right.length > left.length ? right : left), "");
  // A character that is two code units may be cut in its middle.
  const part = longest.slice(0, charsMax).replace(/\p{Surrogate}$/u, "");
  return tomlValue(part === "" ? { any: true } : { contains: part });
}
