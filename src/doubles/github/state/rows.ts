/**
 * The rows of the state, by table. Rows never change: a write puts another one with the same id. Times are RFC 3339 in
 * UTC with whole seconds, ids count up from 1 within a table unless the scenario says them.
 */
import type {
  AccountRow,
  AppRow,
  FollowRow,
  HookRow,
  InstallationRow,
  MembershipRow,
  TeamMemberRow,
  TeamRepositoryRow,
  TeamRow,
  TokenRow,
} from "./rows/accounts.ts";
import type {
  AssetRow,
  CheckRunRow,
  CheckSuiteRow,
  CommitCommentRow,
  ObjectRow,
  ProtectionRow,
  RefRow,
  ReleaseRow,
  StatusRow,
} from "./rows/git.ts";
import type {
  CollaboratorRow,
  DeployKeyRow,
  InvitationRow,
  RedirectRow,
  RepositoryRow,
  StarRow,
  SubscriptionRow,
} from "./rows/repositories.ts";
import type {
  CommentRow,
  IssueLinkRow,
  IssueRow,
  LabelRow,
  MilestoneRow,
  PullRow,
  ReactionRow,
  ReviewCommentRow,
  ReviewRow,
  TimelineRow,
} from "./rows/threads.ts";

export type * from "./rows/accounts.ts";
export type * from "./rows/git.ts";
export type * from "./rows/repositories.ts";
export type * from "./rows/threads.ts";

/** How often a transition has happened. */
export interface TransitionRow {
  readonly name: string;
  readonly done: number;
}

/** Every table and its rows. */
export interface Rows {
  readonly account: AccountRow;
  readonly membership: MembershipRow;
  readonly team: TeamRow;
  readonly teamMember: TeamMemberRow;
  readonly teamRepository: TeamRepositoryRow;
  readonly repository: RepositoryRow;
  readonly redirect: RedirectRow;
  readonly collaborator: CollaboratorRow;
  readonly invitation: InvitationRow;
  readonly deployKey: DeployKeyRow;
  readonly object: ObjectRow;
  readonly ref: RefRow;
  readonly protection: ProtectionRow;
  readonly label: LabelRow;
  readonly milestone: MilestoneRow;
  readonly issue: IssueRow;
  readonly pull: PullRow;
  readonly comment: CommentRow;
  readonly review: ReviewRow;
  readonly reviewComment: ReviewCommentRow;
  readonly commitComment: CommitCommentRow;
  readonly reaction: ReactionRow;
  readonly issueLink: IssueLinkRow;
  readonly timeline: TimelineRow;
  readonly status: StatusRow;
  readonly checkSuite: CheckSuiteRow;
  readonly checkRun: CheckRunRow;
  readonly release: ReleaseRow;
  readonly asset: AssetRow;
  readonly hook: HookRow;
  readonly app: AppRow;
  readonly installation: InstallationRow;
  readonly token: TokenRow;
  readonly star: StarRow;
  readonly subscription: SubscriptionRow;
  readonly follow: FollowRow;
  readonly transition: TransitionRow;
}

/** Name of a table. */
export type TableName = keyof Rows;
