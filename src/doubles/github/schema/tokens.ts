import {
  boolean,
  date,
  integer,
  list,
  literal,
  mapped,
  optional,
  required,
  string,
  table,
  type MapContext,
} from "../../../scenario/index.ts";
import { formatTime, parseTime } from "../../../engine/index.ts";
import { madeUpToken } from "../access/made-up-token.ts";
import { proposedKind, tokenKinds } from "../access/token-kinds.ts";
import type { TokenConfig } from "../config.ts";
import { permissionsOf, permissionTexts } from "./permissions.ts";
import { folded } from "../state/tables.ts";
import { fullNameForm, line, loginForm, written } from "./names.ts";
import { checkListedOnce, refer, type Entry } from "./references.ts";

/** A point in time, kept in UTC with whole seconds as GitHub tells it. */
export const instant = mapped(
  date('a time with its offset, "2027-01-15T10:30:00Z"', ["offset-date-time"]),
  (text, context) => {
    const ms = parseTime(text);
    if (ms !== undefined) return formatTime(ms).replace(/\.\d+Z$/, "Z");
    return context.report("invalid-value", {
      what: `${context.path} must be a time with its offset, not ${JSON.stringify(text.slice(0, 60))}`,
      why: "The world's clock decides, so date, time and offset are needed (RFC 3339).",
      fix: `Write for example: ${context.assignmentHere("2027-01-15T10:30:00Z")}`,
    });
  },
);

const visibility = literal("all", "public", "private");

/** What programs send: one word of ASCII, as a header can hold it. */
export const tokenValue = string({
  pattern: /^[!-~]{1,255}$/,
  expected: "a token: characters without spaces",
});

const tokenTable = table(
  {
    name: optional(line(100, "a name"), "How reports and the journal call it; they never show its value.", {
      example: "ci",
      otherwise: "its owner's login and a number",
    }),
    value: optional(tokenValue, "What programs send.", {
      example: "ghp_octocat",
      otherwise: "made up, well formed, the same in every run",
    }),
    kind: optional(literal(...tokenKinds), "What sort of token it is.", {
      otherwise: "what its prefix proposes (ghp_, github_pat_, gho_, ghu_, ghs_), else classic",
    }),
    owner: required(written(string(loginForm)), "Login of the user or organization whose token it is.", {
      example: "octocat",
    }),
    permissions: optional(
      permissionTexts,
      'What it may do: "name:level", a bare name (level write), or a classic scope. Absent: all that its owner may; an empty list: nothing.',
      { example: ["issues:write", "metadata:read"] },
    ),
    repositories: optional(
      list(written(string(fullNameForm))),
      "The repositories that it reaches. Absent: all that its owner may see; an empty list: none.",
      { example: ["octocat/demo"] },
    ),
    repository_visibility: optional(
      visibility,
      '"public": it sees no private repository; "private" and "all" leave what its owner may see.',
    ),
    repo_visibility: optional(visibility, "The same as repository_visibility."),
    expires: optional(instant, "When it ends, by the world's clock.", { example: "2027-01-15T10:30:00Z" }),
    revoked: optional(boolean(), "Whether it was revoked.", { otherwise: "false" }),
    installation: optional(
      integer(1, 2 ** 31 - 1),
      "Id of the installation whose token it is: it acts as that app.",
    ),
  },
  {
    rules: [{ rule: "at-most-one", of: ["repository_visibility", "repo_visibility"] }],
    hints: {
      token: "Write value.",
      scopes: 'Write permissions: scopes stand there too ("read:org").',
      user: "Write owner.",
      login: "Write owner.",
      expires_at: "Write expires.",
      default: "Write default_token in [github].",
    },
  },
);

/** A token as it was read: its name and value may be empty. */
export type ReadToken = TokenConfig & { readonly named: boolean };

/** A token, as far as its own table says it: names of those without one are given when all are read. */
export const tokenEntry = mapped(tokenTable, (fields, context: MapContext): Entry<ReadToken> | undefined => {
  const kind = fields.kind ?? proposedKind(fields.value ?? "");
  const read = permissionsOf(fields.permissions, kind, context);
  if (read === undefined) return undefined;
  checkListedOnce(fields.repositories, context);
  const repositories = fields.repositories ?? null;
  return {
    config: {
      name: fields.name ?? "",
      named: fields.name !== undefined,
      value: fields.value ?? "",
      kind,
      owner: fields.owner.name,
      ...read,
      repositories: repositories === null ? null : repositories.map(({ name }) => folded(name)),
      repositoryVisibility: fields.repositoryVisibility ?? fields.repoVisibility ?? null,
      expires: fields.expires ?? null,
      revoked: fields.revoked ?? false,
      installation: fields.installation ?? null,
      at: context.at,
    },
    refers: [...refer("account", fields.owner), ...refer("repository", fields.repositories)],
    path: context.path,
    context,
  };
});

/** Gives names and values to the tokens that have none: the same ones in every run. */
export function completeTokens(entries: readonly Entry<ReadToken>[]): readonly TokenConfig[] {
  const counts = new Map<string, number>();
  return entries.map(({ config: { named, ...token } }) => {
    const number = (counts.get(folded(token.owner)) ?? 0) + 1;
    counts.set(folded(token.owner), number);
    const name = named ? token.name : `${token.owner}'s token${number === 1 ? "" : ` ${number}`}`;
    return {
      ...token,
      name,
      value: token.value === "" ? madeUpToken(token.kind, token.owner, name) : token.value,
    };
  });
}
