import { finding, type Finding } from "../../core/index.ts";
import { compileGlob } from "../../match/index.ts";
import type { DriftRefresh } from "../../scenario/index.ts";
import { counted, groupedBy, healthFacts, listed } from "./facts.ts";

/**
 * H305: files that changed since the refresh began and are not among those that it may touch, one finding for each
 * folder of the project.
 * @param own files in which the refresh itself is declared and frozen
 */
export function scopeFindings(
  refresh: DriftRefresh,
  changed: readonly string[],
  own: readonly string[],
): readonly Finding[] {
  const allowed = [...refresh.only].map((glob) => compileGlob(glob));
  const breaches = changed.filter((file) => !own.includes(file) && !allowed.some((glob) => glob.test(file)));
  return [...groupedBy(breaches, folderOf)].map(([folder, files]) =>
    finding("scope-breach", {
      at: refresh.at,
      what: `${counted(files.length, "file")} changed outside of what the refresh may touch: ${listed(files)}`,
      why: `The refresh that began at ${refresh.since ?? "no commit"} may touch ${listed(refresh.only)}, and nothing else: what the doubles stand against must stay as it was.`,
      fix: [
        `a) take the changes out: git checkout ${refresh.since ?? "COMMIT"} -- ${folder}`,
        "b) make them a commit of their own, before or after the refresh",
        "c) declare the files: [drift.refresh] only",
      ].join("\n"),
      evidence: healthFacts(
        { witness: "G", rule: "scope-breach", subject: folder, sites: files, problems: files.length },
        { files: files.slice(0, 100) },
      ),
    }),
  );
}

function folderOf(file: string): string {
  const slash = file.indexOf("/");
  return slash < 0 ? file : file.slice(0, slash + 1);
}
