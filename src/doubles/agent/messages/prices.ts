import type { TokenUsage } from "../conversation/events.ts";
import type { Profile } from "../profile.ts";

/** What a model costs and holds. Prices are billionths of a US dollar for one token, so that sums are exact. */
interface Terms {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  /** Kept for five minutes. */
  readonly cacheWrite: number;
  readonly maxOutputTokens: number;
}

const sonnet: Terms = {
  input: 3000,
  output: 15_000,
  cacheRead: 300,
  cacheWrite: 3750,
  maxOutputTokens: 64_000,
};

const families: readonly (readonly [RegExp, Terms])[] = [
  [
    /opus-4-(?:[01](?!\d)|20\d)/,
    { input: 15_000, output: 75_000, cacheRead: 1500, cacheWrite: 18_750, maxOutputTokens: 32_000 },
  ],
  [/opus/, { input: 5000, output: 25_000, cacheRead: 500, cacheWrite: 6250, maxOutputTokens: 64_000 }],
  [/haiku/, { input: 1000, output: 5000, cacheRead: 100, cacheWrite: 1250, maxOutputTokens: 64_000 }],
];

/** Tokens that any model takes at once. */
export const contextWindow = 200_000;

/** How many tokens a model says at most; current asks none for more than 32,000. */
export function maxOutputTokens(model: string, { name }: Profile): number {
  const { maxOutputTokens: most } = termsOf(model);
  return name === "current" ? Math.min(most, 32_000) : most;
}

/**
 * What tokens cost, in billionths of a US dollar; always a whole number.
 *
 * By the list prices of January 2026, in dollars for a million tokens of input and of output: opus 5 and 25 (opus 4 and
 * 4.1: 15 and 75), sonnet 3 and 15, haiku 1 and 5. Reading a cache costs a tenth of input, writing one five quarters. A
 * model of another name costs what sonnet does.
 * @example nanoDollars("claude-sonnet-4-20250514", { ...noTokens, inputTokens: 1 }) // 3000
 */
export function nanoDollars(model: string, usage: TokenUsage): number {
  const { input, output, cacheRead, cacheWrite } = termsOf(model);
  return (
    usage.inputTokens * input +
    usage.outputTokens * output +
    usage.cacheReadInputTokens * cacheRead +
    usage.cacheCreationInputTokens * cacheWrite
  );
}

/** What tokens cost, in US dollars. */
export function costOf(model: string, usage: TokenUsage): number {
  return dollars(nanoDollars(model, usage));
}

/** Billionths of a dollar as dollars. */
export function dollars(nano: number): number {
  return nano / 1_000_000_000;
}

function termsOf(model: string): Terms {
  return families.find(([name]) => name.test(model))?.[1] ?? sonnet;
}
