import type { Step } from "../../../dialogue/index.ts";
import type { TokenUsage } from "./events.ts";

/** No tokens. */
export const noTokens: TokenUsage = {
  inputTokens: 0,
  outputTokens: 0,
  cacheReadInputTokens: 0,
  cacheCreationInputTokens: 0,
};

/** Four characters are about a token of English text. */
const tokensIn = (text: string): number => Math.ceil(text.length / 4);

/** Tokens of a message: what its step says, else derived from the texts, so that the same conversation costs the same. */
export function usageOf({ text, thinking = "", toolCalls, usage }: Step, heard: string): TokenUsage {
  if (usage !== undefined)
    return {
      inputTokens: usage.inputTokens,
      outputTokens: usage.outputTokens,
      cacheReadInputTokens: usage.cacheReadInputTokens ?? 0,
      cacheCreationInputTokens: usage.cacheCreationInputTokens ?? 0,
    };
  const called = toolCalls.map(({ tool, input }) => `${tool}${JSON.stringify(input)}`).join("");
  return { ...noTokens, inputTokens: tokensIn(heard), outputTokens: tokensIn(text + thinking + called) };
}

/** Tokens of several messages. */
export function sumOf(left: TokenUsage, right: TokenUsage): TokenUsage {
  return {
    inputTokens: left.inputTokens + right.inputTokens,
    outputTokens: left.outputTokens + right.outputTokens,
    cacheReadInputTokens: left.cacheReadInputTokens + right.cacheReadInputTokens,
    cacheCreationInputTokens: left.cacheCreationInputTokens + right.cacheCreationInputTokens,
  };
}
