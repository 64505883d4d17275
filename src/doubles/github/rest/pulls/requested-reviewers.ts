import { removeReviewers, requestReviewers, type Reviewers } from "../../domain/review-requests.ts";
import { accountOf, simpleUser } from "../../views/accounts.ts";
import { pullSimple } from "../../views/pulls.ts";
import { listedTeam } from "../../views/teams.ts";
import { answered, created } from "../answer.ts";
import { textList } from "../body.ts";
import { operation, type Operation, type RestCall } from "../call.ts";
import { issueShown } from "../issues/shown.ts";
import { pullIn } from "./find-pull.ts";

/** Who is asked to review. */
export const requestedReviewerOperations: readonly Operation[] = [
  operation("pulls/list-requested-reviewers", (call) => {
    const { draft, urls } = call;
    const { pull } = pullIn(call);
    return answered({
      users: pull.requestedReviewers.map((id) => simpleUser(accountOf(draft, id), urls)),
      teams: pull.requestedTeams.flatMap((id) => {
        const team = draft.get("team", id);
        return team === undefined ? [] : [listedTeam(draft, team, urls)];
      }),
    });
  }),
  operation("pulls/request-reviewers", (call) => {
    const { draft, account, repository } = call;
    const asked = requestReviewers(draft, account, repository, pullIn(call), reviewersIn(call));
    return created(pullSimple(issueShown(call), asked));
  }),
  operation("pulls/remove-requested-reviewers", (call) => {
    const { draft, account, repository } = call;
    const left = removeReviewers(draft, account, repository, pullIn(call), reviewersIn(call));
    return answered(pullSimple(issueShown(call), left));
  }),
];

function reviewersIn({ body }: RestCall): Reviewers {
  return { users: textList(body, "reviewers") ?? [], teams: textList(body, "team_reviewers") ?? [] };
}
