import type { Usage } from "../../../dialogue/index.ts";
import type { Block, TokenUsage } from "../conversation/events.ts";

/** Nothing was said. */
export const noTokens: TokenUsage = {
  inputTokens: 0,
  outputTokens: 0,
  cacheReadInputTokens: 0,
  cacheCreationInputTokens: 0,
};

/** All of them together. */
export function addTokens(left: TokenUsage, right: TokenUsage): TokenUsage {
  return {
    inputTokens: left.inputTokens + right.inputTokens,
    outputTokens: left.outputTokens + right.outputTokens,
    cacheReadInputTokens: left.cacheReadInputTokens + right.cacheReadInputTokens,
    cacheCreationInputTokens: left.cacheCreationInputTokens + right.cacheCreationInputTokens,
  };
}

/**
 * Tokens of one message: those that the scenario says, otherwise counted from what the model heard and said, one for
 * every four characters begun. No tokenizer counts so; what matters is that the same conversation always costs the same.
 * @param heard prompts and results of tools since the message before
 */
export function tokensOf(
  said: Usage | undefined,
  heard: readonly string[],
  blocks: readonly Block[],
): TokenUsage {
  if (said !== undefined)
    return {
      inputTokens: said.inputTokens,
      outputTokens: said.outputTokens,
      cacheReadInputTokens: said.cacheReadInputTokens ?? 0,
      cacheCreationInputTokens: said.cacheCreationInputTokens ?? 0,
    };
  return { ...noTokens, inputTokens: count(heard), outputTokens: count(blocks.map(wordsOf)) };
}

function count(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + Math.ceil(text.length / charactersPerToken), 0);
}

const charactersPerToken = 4;

function wordsOf(block: Block): string {
  if (block.type === "tool_use") return block.name + JSON.stringify(block.input);
  return block.type === "text" ? block.text : block.thinking;
}
