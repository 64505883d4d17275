import {
  boolean,
  choose,
  integer,
  list,
  literal,
  mapped,
  optional,
  required,
  string,
  table,
  when,
  type Infer,
  type MapContext,
  type Shape,
} from "../../../scenario/index.ts";
import type { IssueConfig } from "../config.ts";
import { authorField } from "./branches.ts";
import { fullNameForm, line, loginForm, written, type Written } from "./names.ts";
import { refer, type Entry, type Reference } from "./references.ts";

/** A text of several lines, as long as GitHub takes one. */
export const longText: Shape<string, string> = string({
  pattern: /^[^\0]{0,65536}$/,
  expected: "a text of at most 65536 characters",
});

const comment = choose(
  when(
    "string",
    mapped(longText, (body): Comment => ({ author: null, body })),
  ),
  when(
    "table",
    mapped(
      table({
        author: optional(authorField, "Login of who wrote it.", { example: "hubot" }),
        body: required(longText, "What it says.", { example: "Me too" }),
      }),
      ({ author, body }): Comment => ({ author: author ?? null, body }),
    ),
  ),
);

/** A comment as it was read. */
export interface Comment {
  readonly author: Written | null;
  readonly body: string;
}

/** The fields that issues and pull requests have in common. */
export const threadFields = {
  repository: required(written(string(fullNameForm)), "The repository, with its owner.", {
    example: "octocat/demo",
  }),
  number: optional(
    integer(1, 2 ** 31 - 1),
    "Its number; issues and pull requests of a repository share one sequence.",
    { example: 1, otherwise: "the next free one" },
  ),
  title: required(line(256, "a title"), "Its title.", { example: "Found a bug" }),
  body: optional(longText, "Its text.", { example: "It does not work." }),
  author: optional(authorField, "Login of who opened it.", {
    example: "octocat",
    otherwise: "the repository's owner, or the first user where that is an organization",
  }),
  labels: optional(list(written(string({ nonEmpty: true }))), "Names of labels of the repository.", {
    example: ["bug"],
  }),
  assignees: optional(list(written(string(loginForm))), "Logins of those who take care of it.", {
    example: ["octocat"],
  }),
  milestone: optional(written(string({ nonEmpty: true })), "Title of a milestone of the repository.", {
    example: "v1.0",
  }),
  locked: optional(boolean(), "Whether only members may comment.", { otherwise: "false" }),
  comments: optional(list(comment), "Comments, oldest first: texts, or tables with an author.", {
    example: ["Me too", { author: "hubot", body: "Fixed" }],
  }),
};

/** Other names that issues and pull requests have elsewhere. */
export const threadHints = {
  repo: "Write repository, with its owner: octocat/demo.",
  owner: "Write repository, with its owner: octocat/demo.",
  user: "Write author.",
  assignee: "Write assignees.",
  description: "Write body.",
};

const issueTable = table(
  {
    ...threadFields,
    state: optional(literal("open", "closed"), "Whether it is open.", { otherwise: '"open"' }),
    state_reason: optional(
      literal("completed", "not_planned", "reopened"),
      "Why it is closed, or that it was opened again.",
      { otherwise: "completed, where it is closed" },
    ),
  },
  { hints: { ...threadHints, head: "Pull requests stand in [[github.pull_requests]]." } },
);

const threadTable = table(threadFields);
type ThreadFields = Infer<typeof threadTable>;

/** What the common fields come to. */
export function threadConfig(
  fields: ThreadFields,
  context: MapContext,
): Omit<IssueConfig, "state" | "stateReason"> {
  return {
    repository: fields.repository.name,
    number: fields.number ?? null,
    title: fields.title,
    body: fields.body ?? null,
    author: fields.author?.name ?? null,
    labels: (fields.labels ?? []).map(({ name }) => name),
    assignees: (fields.assignees ?? []).map(({ name }) => name),
    milestone: fields.milestone?.name ?? null,
    locked: fields.locked ?? false,
    comments: (fields.comments ?? []).map(({ author, body }) => ({ author: author?.name ?? null, body })),
    at: context.at,
  };
}

/** The names that the common fields use. */
export function threadReferences(fields: ThreadFields): readonly Reference[] {
  const { repository, author, labels, assignees, milestone, comments = [] } = fields;
  return [
    ...refer("repository", repository),
    ...refer("user", author),
    ...refer("user", assignees),
    ...refer("label", labels, repository.name),
    ...refer("milestone", milestone, repository.name),
    ...comments.flatMap((one) => refer("user", one.author ?? [])),
  ];
}

/** An issue. */
export const issueEntry = mapped(issueTable, (fields, context: MapContext): Entry<IssueConfig> => {
  const { state = "open", stateReason } = fields;
  const open = state === "open";
  if (stateReason !== undefined && open !== (stateReason === "reopened"))
    context.report("impossible-state", {
      at: context.placeOfField("state_reason"),
      what: `${context.path} is ${state} and has the reason ${stateReason}`,
      why: "Only closed issues are completed or not planned, and only open ones were opened again.",
      fix: open ? 'Remove state_reason, or write state = "closed".' : "Correct state_reason.",
    });
  return {
    config: {
      ...threadConfig(fields, context),
      state,
      stateReason: stateReason ?? (open ? null : "completed"),
    },
    refers: threadReferences(fields),
    path: context.path,
    context,
  };
});
