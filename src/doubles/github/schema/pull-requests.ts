import {
  boolean,
  list,
  literal,
  mapped,
  optional,
  record,
  required,
  string,
  table,
  type MapContext,
} from "../../../scenario/index.ts";
import type { PullRequestConfig } from "../config.ts";
import { authorField } from "./branches.ts";
import { longText, threadConfig, threadFields, threadHints, threadReferences } from "./issues.ts";
import { branchName, loginForm, written } from "./names.ts";
import { refer, type Entry } from "./references.ts";

const review = table({
  author: required(authorField, "Login of who reviewed it.", { example: "hubot" }),
  state: optional(literal("APPROVED", "CHANGES_REQUESTED", "COMMENTED"), "What came of it.", {
    otherwise: '"COMMENTED"',
  }),
  body: optional(longText, "What it says."),
});

/** What a check may come to, or where it stands while it does not. */
const conclusion = literal(
  "success",
  "failure",
  "neutral",
  "cancelled",
  "skipped",
  "timed_out",
  "action_required",
  "queued",
  "in_progress",
);

const pullTable = table(
  {
    ...threadFields,
    head: required(
      string({ nonEmpty: true }),
      'The branch that is to be merged; of a fork with its owner ("hubot:topic").',
      { example: "topic" },
    ),
    base: optional(branchName, "The branch that it is merged into.", {
      example: "main",
      otherwise: "the default branch",
    }),
    state: optional(literal("open", "closed"), "Whether it is open.", {
      otherwise: '"open", or "closed" where it is merged',
    }),
    draft: optional(boolean(), "Whether it is a draft.", { otherwise: "false" }),
    merged: optional(boolean(), "Whether it was merged.", { otherwise: "false" }),
    reviews: optional(list(review), "Reviews, oldest first.", {
      example: [{ author: "hubot", state: "APPROVED" }],
    }),
    requested_reviewers: optional(
      list(written(string(loginForm))),
      "Logins of those who are asked for one.",
      {
        example: ["hubot"],
      },
    ),
    checks: optional(record(conclusion), "Checks of its newest commit: what they came to, by name.", {
      example: { ci: "success" },
    }),
  },
  {
    hints: {
      ...threadHints,
      head_branch: "Write head.",
      base_branch: "Write base.",
      is_draft: "Write draft.",
      reviewers: "Write requested_reviewers.",
      state_reason: "Only issues have one.",
    },
  },
);

/** A pull request. Its base is empty where the scenario leaves it to the repository. */
export const pullRequestEntry = mapped(pullTable, (fields, context: MapContext): Entry<PullRequestConfig> => {
  const { merged = false, draft = false, reviews = [] } = fields;
  const impossible = (field: string, what: string, fix: string): undefined =>
    context.report("impossible-state", {
      at: context.placeOfField(field),
      what: `${context.path} ${what}`,
      fix,
    });
  if (merged && fields.state === "open")
    impossible("merged", "is merged and open", "Remove state, or write merged = false.");
  if (merged && draft)
    impossible("draft", "is merged and a draft", "Drafts can't be merged: remove one of the two.");
  const author = fields.author?.name.toLowerCase();
  for (const one of reviews)
    if (author === one.author.name.toLowerCase() && one.state !== "COMMENTED" && one.state !== undefined)
      impossible(
        "reviews",
        `is approved or held up by its own author ${one.author.name}`,
        "Name another reviewer.",
      );
  if (fields.requestedReviewers?.some(({ name }) => name.toLowerCase() === author) === true)
    impossible("requested_reviewers", "asks its own author for a review", "Name another reviewer.");
  return {
    config: {
      ...threadConfig(fields, context),
      state: fields.state ?? (merged ? "closed" : "open"),
      head: fields.head,
      base: fields.base ?? "",
      draft,
      merged,
      reviews: reviews.map(({ author: by, state = "COMMENTED", body }) => ({
        author: by.name,
        state,
        body: body ?? null,
      })),
      requestedReviewers: (fields.requestedReviewers ?? []).map(({ name }) => name),
      checks: fields.checks ?? {},
    },
    refers: [
      ...threadReferences(fields),
      ...reviews.flatMap(({ author: by }) => refer("user", by)),
      ...refer("user", fields.requestedReviewers),
    ],
    path: context.path,
    context,
  };
});
