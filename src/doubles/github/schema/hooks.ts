import {
  boolean,
  list,
  literal,
  mapped,
  optional,
  required,
  string,
  table,
} from "../../../scenario/index.ts";
import type { RepositoryConfig } from "../config.ts";

const hookTable = table(
  {
    url: required(
      string({ pattern: /^https?:\/\/[^\s]{1,2000}$/, expected: "an address with http or https" }),
      "Where it would be sent.",
      { example: "https://example.com/hook" },
    ),
    events: optional(
      list(string({ pattern: /^(?:\*|[a-z_]{1,60})$/, expected: "the name of an event, or *" })),
      "What it tells of.",
      { example: ["push"], otherwise: '["push"]' },
    ),
    active: optional(boolean(), "Whether it is sent.", { otherwise: "true" }),
    content_type: optional(literal("json", "form"), "The form of its body.", { otherwise: '"json"' }),
  },
  { hints: { secret: "A scenario holds no secrets of webhooks; remove it." } },
);

/** A webhook of a repository. */
export const hookEntry = mapped(hookTable, (fields): RepositoryConfig["hooks"][number] => ({
  url: fields.url,
  events: fields.events ?? ["push"],
  active: fields.active ?? true,
  contentType: fields.contentType ?? "json",
}));
