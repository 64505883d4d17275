import { splitMessage, type FoundCommit } from "../git/index.ts";
import type { Draft } from "../state/draft.ts";
import type { IssueRow, PullRow, RepositoryRow } from "../state/rows.ts";
import { accountOf } from "../views/accounts.ts";
import { emailOf } from "./people.ts";

/** What the message of a merge is made from. */
export interface MergeTold {
  readonly draft: Draft;
  readonly base: RepositoryRow;
  readonly issue: IssueRow;
  readonly pull: PullRow;
  /** Oldest first. */
  readonly commits: readonly FoundCommit[];
}

/** Title and the rest of a message. */
export interface Message {
  readonly title: string;
  readonly message: string;
}

/** What a merge commit says, as the repository's settings have it. */
export function mergeMessage({ draft, base, issue, pull }: MergeTold): Message {
  const from = `${accountOf(draft, pull.headOwner).login}/${pull.headRef}`;
  const title =
    base.mergeCommitTitle === "PR_TITLE"
      ? numbered(issue)
      : `Merge pull request #${pull.number} from ${from}`;
  const messages = { PR_BODY: issue.body ?? "", PR_TITLE: issue.title, BLANK: "" };
  return { title, message: messages[base.mergeCommitMessage] };
}

/** What a squashed commit says, as the repository's settings have it, with all who wrote a part of it. */
export function squashMessage(told: MergeTold): Message {
  const { base, issue, commits } = told;
  const [only, ...more] = commits;
  const single = more.length === 0 ? only : undefined;
  const title =
    base.squashMergeCommitTitle === "COMMIT_OR_PR_TITLE" && single !== undefined
      ? `${splitMessage(single.commit.message).title} (#${issue.number})`
      : numbered(issue);
  const messages = {
    PR_BODY: issue.body ?? "",
    COMMIT_MESSAGES: single === undefined ? listed(commits) : splitMessage(single.commit.message).body,
    BLANK: "",
  };
  const parts = [messages[base.squashMergeCommitMessage], coAuthors(told).join("\n")];
  return { title, message: parts.filter((part) => part !== "").join("\n\n") };
}

function numbered({ title, number }: IssueRow): string {
  return `${title} (#${number})`;
}

/** Messages of several commits, one below the other. */
function listed(commits: readonly FoundCommit[]): string {
  return commits
    .map(({ commit }) => {
      const { title, body } = splitMessage(commit.message);
      return body === "" ? `* ${title}` : `* ${title}\n\n${body}`;
    })
    .join("\n\n");
}

/** Lines for those who wrote commits and are not the author of the pull request. */
function coAuthors({ draft, issue, commits }: MergeTold): readonly string[] {
  const own = emailOf(accountOf(draft, issue.author));
  const names = new Map<string, string>();
  for (const { commit } of commits) {
    const { email, name } = commit.author;
    if (email !== own && !names.has(email)) names.set(email, name);
  }
  return [...names].map(([email, name]) => `Co-authored-by: ${name} <${email}>`);
}
