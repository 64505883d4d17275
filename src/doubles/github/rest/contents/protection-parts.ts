import type { Json } from "../../../../core/index.ts";
import type { ProtectionRow } from "../../state/rows.ts";
import {
  allowedApps,
  allowedTeams,
  allowedUsers,
  restrictionsView,
  reviewsView,
  statusChecksView,
} from "../../views/branches.ts";
import { answered, noContent } from "../answer.ts";
import { optionalFlag } from "../body.ts";
import { operation, type Operation, type RestCall } from "../call.ts";
import { ApiProblem } from "../problem.ts";
import { commitShown } from "./git-call.ts";
import { changeProtection, contextsIn, idsOf, protectionIn, reviewsIn } from "./protection.ts";

/** The parts of a branch's protection: reviews, checks, who may push. */
export const protectionPartOperations: readonly Operation[] = [
  operation("repos/get-pull-request-review-protection", (call) => {
    const row = protectionIn(call);
    held(row.requiredReviews, "Required pull request reviews not enabled");
    return answered(reviewsView(commitShown(call), row));
  }),
  operation("repos/update-pull-request-review-protection", (call) => {
    const row = protectionIn(call);
    const changed = change(call, row, { requiredReviews: reviewsIn(call, call.body, row.requiredReviews) });
    return answered(reviewsView(commitShown(call), changed));
  }),
  operation("repos/delete-pull-request-review-protection", (call) => {
    const row = protectionIn(call);
    held(row.requiredReviews, "Required pull request reviews not enabled");
    change(call, row, { requiredReviews: null });
    return noContent();
  }),
  operation("repos/get-status-checks-protection", (call) => {
    checksOf(call);
    return answered(statusChecksView(commitShown(call), protectionIn(call)));
  }),
  operation("repos/update-status-check-protection", (call) => {
    const row = protectionIn(call);
    const before = row.requiredStatusChecks ?? { strict: false, contexts: [] };
    const strict = optionalFlag(call.body, "strict") ?? before.strict;
    const contexts = contextsIn(call.body) ?? before.contexts;
    const changed = change(call, row, { requiredStatusChecks: { strict, contexts } });
    return answered(statusChecksView(commitShown(call), changed));
  }),
  operation("repos/remove-status-check-protection", (call) => {
    checksOf(call);
    change(call, protectionIn(call), { requiredStatusChecks: null });
    return noContent();
  }),
  operation("repos/get-all-status-check-contexts", (call) => answered([...checksOf(call).contexts])),
  operation("repos/add-status-check-contexts", (call) => putContexts(call, added)),
  operation("repos/set-status-check-contexts", (call) => putContexts(call, (_before, said) => said)),
  operation("repos/remove-status-check-contexts", (call) => putContexts(call, without)),
  operation("repos/get-access-restrictions", (call) => {
    restrictionsOf(call);
    return answered(restrictionsView(commitShown(call), protectionIn(call)));
  }),
  operation("repos/delete-access-restrictions", (call) => {
    restrictionsOf(call);
    change(call, protectionIn(call), { restrictions: null });
    return noContent();
  }),
  ...restrictionOperations("users", "user", allowedUsers),
  ...restrictionOperations("teams", "team", allowedTeams),
  ...restrictionOperations("apps", "app", allowedApps),
];

type Restrictions = NonNullable<ProtectionRow["restrictions"]>;
type Combine = <Item>(before: readonly Item[], said: readonly Item[]) => readonly Item[];

const added: Combine = (before, said) => [...new Set([...before, ...said])];
const without: Combine = (before, said) => before.filter((one) => !said.includes(one));

function change(call: RestCall, row: ProtectionRow, fields: Partial<ProtectionRow>): ProtectionRow {
  return changeProtection(call, row, { ...row, ...fields });
}

/** A part that has to be on. @throws ApiProblem 404 */
function held<Part>(part: Part | null, message: string): Part {
  if (part === null) throw new ApiProblem(404, message);
  return part;
}

function checksOf(call: RestCall): NonNullable<ProtectionRow["requiredStatusChecks"]> {
  return held(protectionIn(call).requiredStatusChecks, "Required status checks not enabled");
}

function restrictionsOf(call: RestCall): Restrictions {
  return held(protectionIn(call).restrictions, "Push restrictions not enabled");
}

function putContexts(call: RestCall, combine: Combine): ReturnType<typeof answered> {
  const { strict, contexts: before } = checksOf(call);
  const contexts = combine(before, call.body["contexts"] as readonly string[]);
  change(call, protectionIn(call), { requiredStatusChecks: { strict, contexts } });
  return answered([...contexts]);
}

/** Reading, adding, setting and removing who may push, of one kind. */
function restrictionOperations(
  kind: keyof Restrictions,
  word: "user" | "team" | "app",
  show: (shown: ReturnType<typeof commitShown>, allowed: Restrictions) => Json,
): readonly Operation[] {
  const put = (call: RestCall, combine: Combine): ReturnType<typeof answered> => {
    const before = restrictionsOf(call);
    const said = call.body[kind] as readonly string[];
    const restrictions = { ...before, [kind]: combine(before[kind], idsOf(call, kind, said)) };
    change(call, protectionIn(call), { restrictions });
    return answered(show(commitShown(call), restrictions));
  };
  return [
    operation(`repos/get-${kind}-with-access-to-protected-branch`, (call) => {
      return answered(show(commitShown(call), restrictionsOf(call)));
    }),
    operation(`repos/add-${word}-access-restrictions`, (call) => put(call, added)),
    operation(`repos/set-${word}-access-restrictions`, (call) => put(call, (_before, said) => said)),
    operation(`repos/remove-${word}-access-restrictions`, (call) => put(call, without)),
  ];
}
