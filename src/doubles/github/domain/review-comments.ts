import { commitAt, diffFiles, pathOf } from "../git/index.ts";
import { fullName } from "../rest/find-repository.ts";
import type { Draft } from "../state/draft.ts";
import type { AccountRow, PullRow, RepositoryRow, ReviewCommentRow } from "../state/rows.ts";
import { rowOf, type View } from "../state/view.ts";
import { diffLinesOf, followLine, lineAt, type DiffLine, type Side } from "./diff-lines.ts";
import { readObjects } from "./objects.ts";
import { contentOf, filesBetween } from "./pull-content.ts";

/** Where a comment is to stand, as it is said. */
export interface Spot {
  readonly path: string;
  /** Commit of the pull request. */
  readonly commitSha: string;
  readonly subject: "line" | "file";
  /** Below the first "@@" of the file; undefined: `line` says it. */
  readonly position: number | undefined;
  readonly line: number | undefined;
  readonly side: Side;
  readonly startLine: number | undefined;
  readonly startSide: Side | undefined;
}

/** Where it stands. */
export type Placed = Pick<
  ReviewCommentRow,
  | "path"
  | "commitSha"
  | "originalCommitSha"
  | "diffHunk"
  | "line"
  | "startLine"
  | "side"
  | "startSide"
  | "position"
  | "originalLine"
  | "originalStartLine"
  | "originalPosition"
  | "subject"
>;

/** What does not fit: the commit is none of the pull request, or the difference has no such file or line. */
export type Misplaced = "commit" | "path" | "line";

/** Finds the place of a comment in the difference of a pull request. */
export function placeComment(view: View, base: RepositoryRow, pull: PullRow, spot: Spot): Placed | Misplaced {
  const { path, commitSha, subject, side } = spot;
  const { commits, files } = contentOf(view, base, pull);
  if (!commits.some(({ sha }) => sha === commitSha)) return "commit";
  const shown = commitSha === pull.headSha ? files : filesBetween(view, base, pull.baseSha, commitSha);
  const file = shown.find((one) => pathOf(one) === path);
  if (file === undefined) return "path";
  const place = { path, commitSha, originalCommitSha: commitSha, subject };
  const lines = diffLinesOf(file);
  if (subject === "file") {
    const [first] = lines;
    return { ...place, ...nowhere, diffHunk: first?.hunk ?? "", side, startSide: null };
  }
  const found =
    spot.position === undefined
      ? spot.line === undefined
        ? undefined
        : lineAt(lines, spot.line, side)
      : lines.find(({ position }) => position === spot.position);
  if (found === undefined) return "line";
  const own = spot.position === undefined ? side : found.kind === "-" ? "LEFT" : "RIGHT";
  const line = numberOn(found, own);
  const { startLine } = spot;
  const startSide = startLine === undefined ? null : (spot.startSide ?? own);
  if (startLine !== undefined && startSide !== null && lineAt(lines, startLine, startSide) === undefined)
    return "line";
  return {
    ...place,
    diffHunk: found.hunk,
    line,
    startLine: startLine ?? null,
    side: own,
    startSide,
    position: found.position,
    originalLine: line,
    originalStartLine: startLine ?? null,
    originalPosition: found.position,
  };
}

const nowhere = {
  line: null,
  startLine: null,
  position: null,
  originalLine: null,
  originalStartLine: null,
  originalPosition: null,
};

function numberOn({ left, right }: DiffLine, side: Side): number | null {
  return side === "LEFT" ? left : right;
}

/** Takes the comments of a pull request along to its new head: those whose line was changed are outdated. */
export function followComments(draft: Draft, base: RepositoryRow, pull: PullRow, before: string): void {
  const comments = draft
    .list("reviewComment", pull.id)
    .filter(({ line, commitSha }) => line !== null && commitSha === before);
  if (comments.length === 0) return;
  const store = readObjects(draft, base);
  const between = diffFiles(store, commitAt(store, before)?.tree, commitAt(store, pull.headSha)?.tree);
  const { files } = contentOf(draft, base, pull);
  for (const comment of comments) {
    const changed = between.find((file) => file.before?.path === comment.path);
    const follow = (line: number | null): number | null =>
      line === null || comment.side === "LEFT" || changed === undefined
        ? line
        : followLine(diffLinesOf(changed), line);
    const line = changed?.status === "removed" ? null : follow(comment.line);
    const file = files.find((one) => pathOf(one) === comment.path);
    const found =
      line === null || file === undefined ? undefined : lineAt(diffLinesOf(file), line, comment.side);
    draft.change(
      "reviewComment",
      comment,
      found === undefined
        ? { line: null, startLine: null, position: null }
        : { line, startLine: follow(comment.startLine), position: found.position, commitSha: pull.headSha },
    );
  }
}

/** Emits "pull_request_review_comment.created" and the like. */
export function tellComment(
  draft: Draft,
  actor: AccountRow,
  action: string,
  comment: ReviewCommentRow,
): void {
  const repository = rowOf(draft, "repository", comment.repository);
  draft.emit(`pull_request_review_comment.${action}`, {
    actor: actor.login,
    repository: fullName(draft, repository),
    facts: { comment: comment.id, pull: comment.pull, path: comment.path },
  });
}

/** Comments of a pull request that everybody sees: those of pending reviews are their authors' own. */
export function submittedComments(view: View, pull: number): readonly ReviewCommentRow[] {
  return view.list("reviewComment", pull).filter((comment) => isSubmitted(view, comment));
}

/** Whether a comment is seen by everybody. */
export function isSubmitted(view: View, { review }: ReviewCommentRow): boolean {
  return review === null || view.get("review", review)?.state !== "PENDING";
}
