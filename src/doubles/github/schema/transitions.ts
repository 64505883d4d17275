import {
  integer,
  jsonContent,
  mapped,
  optional,
  required,
  string,
  table,
  type MapContext,
} from "../../../scenario/index.ts";
import type { TransitionConfig } from "../config.ts";
import { authorField } from "./branches.ts";
import { fullNameForm, written } from "./names.ts";
import { refer, type Entry } from "./references.ts";

const operation = {
  pattern: /^(?:GET|POST|PUT|PATCH|DELETE) \/\S*$/,
  expected: 'METHOD /path, as in "POST /repos/octocat/demo/issues"',
} as const;

const whenTable = table(
  {
    requests: optional(integer(1, 1_000_000), "After as many calls.", { example: 2 }),
    request: optional(
      string({ pattern: /^(?:\*|[A-Z]+) \/\S*$/, expected: 'METHOD /path, as in "GET /repos/octocat/demo"' }),
      "Counts only calls like this one; {name} is one part of the path, * any method.",
      { example: "GET /repos/octocat/demo/pulls/{number}" },
    ),
    event: optional(
      string({
        pattern: /^[a-z_]+(?:\.[a-z_]+)?$/,
        expected: "GitHub's name of what happens, with its action",
      }),
      "When this has happened.",
      { example: "pull_request.opened" },
    ),
    repository: optional(written(string(fullNameForm)), "Only in this repository.", {
      example: "octocat/demo",
    }),
  },
  {
    rules: [
      { rule: "exactly-one", of: ["requests", "event"] },
      { rule: "requires", field: "request", needs: "requests" },
      { rule: "requires", field: "repository", needs: "event" },
    ],
    hints: {
      after: "Write requests: a number of calls.",
      seconds: "Nothing happens by real time; write requests.",
    },
  },
);

const transitionTable = table(
  {
    name: optional(string({ nonEmpty: true }), "How reports call it.", {
      example: "ci passes",
      otherwise: "its request",
    }),
    when: required(whenTable, "After a number of calls, or when an event has happened.", {
      example: { event: "pull_request.opened" },
    }),
    request: required(
      string(operation),
      "What then happens: a call of the API. {{repository}}, {{number}}, {{sha}} and whatever else the event or the awaited path tells may stand in it and in json.",
      {
        example: "POST /repos/{{repository}}/statuses/{{sha}}",
      },
    ),
    json: optional(jsonContent(), "The body of this call. A string is JSON text.", {
      example: { title: "Opened by itself" },
    }),
    as: optional(authorField, "Login of who makes the call.", {
      otherwise: "the repository's owner, or the first user",
    }),
    times: optional(integer(1, 1_000_000), "How often it happens.", { otherwise: "1" }),
  },
  {
    hints: {
      on: "Write when.",
      do: "Write request.",
      body: "Write json.",
      after: "Write when = { requests = 2 }.",
    },
  },
);

/** Something that happens by itself. */
export const transitionEntry = mapped(
  transitionTable,
  (fields, context: MapContext): Entry<TransitionConfig> => {
    const { when } = fields;
    const [method = "*", path = null] = when.request?.split(" ") ?? [];
    return {
      config: {
        name: fields.name ?? fields.request,
        when:
          when.event === undefined
            ? { kind: "requests", count: when.requests ?? 1, method: method === "*" ? null : method, path }
            : { kind: "event", event: when.event, repository: when.repository?.name ?? null },
        request: fields.request,
        body: fields.json === undefined ? null : JSON.stringify(fields.json.value),
        as: fields.as?.name ?? null,
        times: fields.times ?? 1,
        at: context.at,
      },
      refers: [...refer("repository", when.repository), ...refer("user", fields.as)],
      path: context.path,
      context,
    };
  },
);
