import { mergePull, updateBranch } from "../../domain/merge.ts";
import { answered, noContent, withStatus } from "../answer.ts";
import { optionalText } from "../body.ts";
import { operation, type Operation, type RestCall } from "../call.ts";
import { notFound } from "../problem.ts";
import { mergeActOf, pullIn } from "./find-pull.ts";

/** Merging, and bringing a head up to date. */
export const mergeOperations: readonly Operation[] = [
  operation("pulls/check-if-merged", (call) => {
    if (!pullIn(call).pull.merged) throw notFound();
    return noContent();
  }),
  operation("pulls/merge", (call) => {
    const { body, draft } = call;
    const sha = mergePull(draft, mergeActOf(call), pullIn(call), {
      method: methodIn(call),
      sha: optionalText(body, "sha") ?? null,
      title: optionalText(body, "commit_title") ?? null,
      message: optionalText(body, "commit_message") ?? null,
    });
    return answered({ sha, merged: true, message: "Pull Request successfully merged" });
  }),
  operation("pulls/update-branch", (call) => {
    const target = pullIn(call);
    const expected = optionalText(call.body, "expected_head_sha") ?? null;
    updateBranch(call.draft, mergeActOf(call), target, expected);
    return withStatus(202, {
      message: "Updating pull request branch.",
      url: `${call.urls.html}/${call.repositoryName}/pull/${target.pull.number}`,
    });
  }),
];

function methodIn({ body }: RestCall): "merge" | "squash" | "rebase" {
  return (body["merge_method"] ?? "merge") as "merge" | "squash" | "rebase";
}
