import type { JsonObject } from "../../../core/index.ts";
import type { TokenUsage } from "../conversation/events.ts";
import { contextWindow, costOf, dollars, maxOutputTokens, nanoDollars } from "./prices.ts";
import type { Profile } from "../profile.ts";
import type { Shape, Values } from "./shape.ts";

/** Tokens of each model that was spoken to, by its name. */
export type ModelTokens = ReadonlyMap<string, TokenUsage>;

/** Tokens as all `usage` objects of messages name them: a superset that a manifest picks from. */
export function usageValues(usage: TokenUsage): Values {
  return {
    input_tokens: usage.inputTokens,
    cache_creation_input_tokens: usage.cacheCreationInputTokens,
    cache_read_input_tokens: usage.cacheReadInputTokens,
    output_tokens: usage.outputTokens,
    service_tier: "standard",
  };
}

/** The same with what results and messages of the CLI itself tell besides. */
export function fullUsageValues(usage: TokenUsage): Values {
  return {
    ...usageValues(usage),
    server_tool_use: { web_search_requests: 0, web_fetch_requests: 0 },
    cache_creation: {
      ephemeral_1h_input_tokens: 0,
      ephemeral_5m_input_tokens: usage.cacheCreationInputTokens,
    },
    output_tokens_details: { thinking_tokens: 0 },
    inference_geo: "",
    iterations: [],
    speed: "standard",
    fallback_credit: null,
  };
}

/** `modelUsage` of a result. */
export function modelUsage(shape: Shape, models: ModelTokens, profile: Profile): JsonObject {
  return Object.fromEntries(
    [...models].map(([model, usage]) => [
      model,
      shape.part("result.modelUsage.<model>", {
        inputTokens: usage.inputTokens,
        outputTokens: usage.outputTokens,
        cacheReadInputTokens: usage.cacheReadInputTokens,
        cacheCreationInputTokens: usage.cacheCreationInputTokens,
        webSearchRequests: 0,
        costUSD: costOf(model, usage),
        contextWindow,
        maxOutputTokens: maxOutputTokens(model, profile),
        thinkingTokens: 0,
        cacheCreationEphemeral5mInputTokens: usage.cacheCreationInputTokens,
        cacheCreationEphemeral1hInputTokens: 0,
        canonicalModel: model.replace(/-\d{8}$/, ""),
        provider: "firstParty",
        costBasis: "list",
      }),
    ]),
  );
}

/** What all models together cost, in US dollars: the sum of what modelUsage says of each. */
export function totalCost(models: ModelTokens): number {
  return dollars([...models].reduce((sum, [model, usage]) => sum + nanoDollars(model, usage), 0));
}
