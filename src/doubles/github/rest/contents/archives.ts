import { findCommit } from "../../domain/find-commit.ts";
import { encodePath } from "../../views/files.ts";
import type { RestAnswer } from "../answer.ts";
import { operation, type Operation, type RestCall } from "../call.ts";
import { notFound } from "../problem.ts";
import { param } from "./git-call.ts";

/** Archives: where they are. */
export const archiveOperations: readonly Operation[] = [
  operation("repos/download-tarball-archive", (call) => led(call, "legacy.tar.gz")),
  operation("repos/download-zipball-archive", (call) => led(call, "legacy.zip")),
];

function led(call: RestCall, format: string): RestAnswer {
  const { draft, repository, urls, repositoryName } = call;
  const asked = param(call, "ref");
  const ref = asked === "" ? repository.defaultBranch : asked;
  if (findCommit(draft, repository, ref) === undefined) throw notFound();
  const whole =
    draft.get("ref", `${repository.id} refs/heads/${ref}`) === undefined ? ref : `refs/heads/${ref}`;
  const host = urls.html === "https://github.com" ? "https://codeload.github.com" : urls.html;
  const place = `${host}/${repositoryName}/${format}/${encodePath(whole)}`;
  return { status: 302, headers: [["Location", place]] };
}
