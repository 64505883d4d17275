import type { RepositoryRole } from "../../config.ts";

/** What an operation is about. */
export type Target = "repository" | "organization" | "user" | "none";

/**
 * What it takes to call an operation, beyond knowing of what it is about. One rule stands for all operations that it
 * takes the same for.
 */
export interface Rule {
  readonly target: Target;
  /**
   * Permissions of fine-grained tokens and apps, as GitHub tells them in `X-Accepted-GitHub-Permissions`: of the sets
   * between semicolons one will do, and of a set each has to be there. Empty: it takes none.
   */
  readonly permissions: string;
  /** What `X-Accepted-OAuth-Scopes` says. Absent: nothing. */
  readonly scopes?: string;
  /**
   * Scopes of which a classic token needs one. Absent: what is public takes none to read and public_repo to write, what
   * is private takes repo.
   */
  readonly needs?: string;
  /** Least role in the repository. Absent: it may be seen. */
  readonly role?: RepositoryRole;
  /** Least role in the organization. */
  readonly within?: "member" | "owner";
  /** What GitHub's 403 says where scope or role do not reach. Absent: it answers 404. */
  readonly refusal?: string;
  /** Nobody may call it without signing in, though it only reads what is public. */
  readonly signIn?: true;
  /** Installations may call it, whatever the description says of that (`x-github.enabledForGitHubApps`). */
  readonly integrations?: true;
  /** Only apps may. */
  readonly appsOnly?: true;
  /** It may be done to a repository that is archived. */
  readonly archived?: true;
  /** It makes a repository, which takes the scope repo where that is private. */
  readonly makesRepository?: true;
}

/** A rule, and the published ids of the operations that it is for, between spaces. */
export type RuleGroup = readonly [rule: Rule, operations: string];

/** GitHub's words for a role that does not reach. */
export const adminRights = "Must have admin rights to Repository.";
