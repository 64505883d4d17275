import { repositoryNamed } from "../rest/find-repository.ts";
import type { IssueRow, RepositoryRow } from "../state/rows.ts";
import { folded, numberWithin } from "../state/tables.ts";
import type { View } from "../state/view.ts";

/** An issue or pull request that a text names. */
export interface IssueReference {
  /** Null: the repository in which the text stands. */
  readonly repository: { readonly owner: string; readonly name: string } | null;
  readonly number: number;
  /** A closing keyword stands before it: "fixes #3". */
  readonly closes: boolean;
}

/** Login by login, "@octocat"; teams ("@acme/core") are none. An address ("a@b.example") names nobody. */
const mention = /(?<![\w@/.`-])@([a-z\d](?:-?[a-z\d]){0,38})(?![\w/-])/gi;

/** GitHub's own. */
const loginLengthMax = 39;

/**
 * "#3", "GH-3", "octocat/demo#3", and addresses of issues and pull requests on GitHub or loopback; "closes", "fixes" and
 * "resolves" in all their forms may stand before each. Every part has an upper length, so that no text takes long.
 */
const reference = new RegExp(
  [
    String.raw`(?<![\w/.&#-])`,
    String.raw`(?:(?<keyword>close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s{1,8})?`,
    String.raw`(?:https?://(?:github\.com|localhost|127\.0\.0\.1)(?::\d{1,5})?/`,
    String.raw`(?<urlOwner>[a-z\d-]{1,39})/(?<urlName>[\w.-]{1,100})/(?:issues|pull)/(?<urlNumber>\d{1,9})`,
    String.raw`|(?:(?<owner>[a-z\d-]{1,39})/(?<name>[\w.-]{1,100}))?#(?<number>\d{1,9})`,
    String.raw`|gh-(?<ghNumber>\d{1,9}))`,
    String.raw`(?![\w/])`,
  ].join(""),
  "gi",
);

/**
 * Issues and pull requests that a text names, in its order. What stands in code or in HTML comments names nothing.
 * @example issueReferences("Fixes #3") // [{ repository: null, number: 3, closes: true }]
 */
export function issueReferences(text: string | null): readonly IssueReference[] {
  const found: IssueReference[] = [];
  for (const { groups = {} } of prose(text ?? "").matchAll(reference)) {
    const owner = groups["urlOwner"] ?? groups["owner"];
    const name = groups["urlName"] ?? groups["name"];
    const number = Number(groups["urlNumber"] ?? groups["number"] ?? groups["ghNumber"]);
    if (number === 0) continue;
    const repository = owner === undefined || name === undefined ? null : { owner, name };
    found.push({ repository, number, closes: groups["keyword"] !== undefined });
  }
  return found;
}

/** Logins that a text mentions, in lower case, each once. */
export function mentionedLogins(text: string | null): readonly string[] {
  const logins = [...prose(text ?? "").matchAll(mention)].map(([, login = ""]) => folded(login));
  return [...new Set(logins.filter(({ length }) => length <= loginLengthMax))];
}

/** An issue that a text names, as it is now. */
export interface ReferencedIssue {
  readonly issue: IssueRow;
  readonly closes: boolean;
}

/** Issues and pull requests of the state that a text names, each once; one that is to be closed anywhere is to be closed. */
export function referencedIssues(
  view: View,
  repository: RepositoryRow,
  text: string | null,
): readonly ReferencedIssue[] {
  const found = new Map<number, ReferencedIssue>();
  for (const { repository: named, number, closes } of issueReferences(text)) {
    const where = named === null ? repository : repositoryNamed(view, named.owner, named.name);
    const issue = where === null ? undefined : view.named("issue", numberWithin(where.id, number));
    if (issue === undefined) continue;
    found.set(issue.id, { issue, closes: closes || found.get(issue.id)?.closes === true });
  }
  return [...found.values()];
}

/** A text without code and HTML comments, which stay as blanks so that words on both sides stay apart. */
function prose(text: string): string {
  const lines: string[] = [];
  let fence: string | null = null;
  for (const line of text.split("\n")) {
    const mark: string | undefined = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence === null) {
      if (mark === undefined) lines.push(line);
      else fence = mark;
    } else if (mark?.startsWith(fence) === true) fence = null;
  }
  return withoutComments(lines.join("\n")).replaceAll(/`[^`\n]*`/g, " ` ");
}

function withoutComments(text: string): string {
  let rest = text;
  let out = "";
  for (;;) {
    const start = rest.indexOf("<!--");
    if (start === -1) return out + rest;
    out += `${rest.slice(0, start)} `;
    const end = rest.indexOf("-->", start);
    if (end === -1) return out;
    rest = rest.slice(end + 3);
  }
}
