import { integer, mapped, optional, table } from "../../../scenario/index.ts";
import type { RateLimitsConfig } from "../config.ts";

const callsPerHour = (): ReturnType<typeof integer> => integer(0, 1_000_000);

const secondary = table({
  after: optional(integer(0, 1_000_000), "How many calls are let through before.", {
    example: 10,
    otherwise: "0",
  }),
  times: optional(integer(1, 1_000_000), "How many calls are refused.", { otherwise: "1" }),
  retry_after_seconds: optional(integer(0, 86_400), "What Retry-After says.", {
    example: 60,
    otherwise: "60",
  }),
});

const rateLimitsTable = table(
  {
    core: optional(callsPerHour(), "Calls that every caller has in an hour.", {
      example: 5000,
      otherwise: "GitHub's own: 5000 with a token, 60 without",
    }),
    search: optional(callsPerHour(), "Searches that every caller has in a minute.", {
      otherwise: "GitHub's own: 30 with a token, 10 without",
    }),
    code_search: optional(callsPerHour(), "Searches of code in a minute.", { otherwise: "GitHub's own: 10" }),
    graphql: optional(callsPerHour(), "Points of GraphQL in an hour.", { otherwise: "GitHub's own: 5000" }),
    secondary: optional(secondary, "Refuses calls with the secondary limit, by count.", {
      example: { after: 10, times: 1, retry_after_seconds: 60 },
    }),
  },
  {
    hints: {
      limit: "Write core: the limit of the REST API.",
      remaining: "Write core: what remains is counted.",
    },
  },
);

/** How often the API may be called. */
export const rateLimitsField = mapped(
  rateLimitsTable,
  ({ secondary: refused, ...fields }): RateLimitsConfig => {
    const limits = {
      core: fields.core,
      search: fields.search,
      code_search: fields.codeSearch,
      graphql: fields.graphql,
    };
    return {
      limits: Object.fromEntries(
        Object.entries(limits).flatMap(([name, limit]) => (limit === undefined ? [] : [[name, limit]])),
      ),
      secondary:
        refused === undefined
          ? null
          : {
              after: refused.after ?? 0,
              times: refused.times ?? 1,
              retryAfterSeconds: refused.retryAfterSeconds ?? 60,
            },
    };
  },
);
