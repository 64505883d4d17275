import { finding, type Finding, type Place } from "../../core/index.ts";
import type { GitEvidence, HealthEvidence, TestResult, UnloadedFile } from "./evidence.ts";
import { counted, groupedBy, healthFacts, listed } from "./facts.ts";
import { missingPaths } from "./missing-paths.ts";
import { commonFolder, foldersOf, waysTo } from "./paths.ts";

/** A test, or a file of tests, that reads what the repository does not have. */
export interface DeadTest {
  /** Id of the test; for a file that can't be loaded its own path. */
  readonly id: string;
  /** The path that is missing. */
  readonly path: string;
  /** The outermost folder of it, or the path itself, that git has nothing of. */
  readonly absent: string;
  readonly site: string | undefined;
}

/** Paths that failures say are missing: git is asked which of them it is told to ignore. */
export function suspectPaths({ tests, root }: Pick<HealthEvidence, "tests" | "root">): readonly string[] {
  const failures = tests.flatMap((report) => [...report.tests, ...report.unloaded]);
  return [...new Set(failures.flatMap(({ failure }) => missingPaths(failure, root)))];
}

/** Tests that failed over a path that git has nothing of, and is not told to ignore. */
export function deadTests({ tests, root, git }: HealthEvidence): readonly DeadTest[] {
  if (git === undefined) return [];
  const folders = foldersOf(git.tracked);
  const absentOf = (path: string): string | undefined => absentPart(path, git, folders);
  const dead = (one: TestResult | UnloadedFile): readonly DeadTest[] => {
    for (const path of missingPaths(one.failure, root)) {
      const absent = absentOf(path);
      if (absent !== undefined) return [{ id: idOf(one), path, absent, site: siteIn(one) }];
    }
    return [];
  };
  return tests.flatMap((report) => [
    ...report.tests.filter((one) => one.outcome === "failed").flatMap(dead),
    ...report.unloaded.flatMap(dead),
  ]);
}

/** The outermost part of a path that git has nothing of; undefined: git has it, or ignores it. */
export function absentPart(
  path: string,
  { tracked, ignored }: GitEvidence,
  folders: ReadonlySet<string>,
): string | undefined {
  // What is beside the project is in no commit of it.
  if (path.startsWith("../")) return path.split("/").slice(0, 2).join("/");
  const ways = waysTo(path);
  if (ways.some((way) => ignored.has(way))) return undefined;
  // What a module is imported as and what it is written as end differently.
  const stem = path.replace(/\.[cm]?jsx?$/, "");
  if (sourceEndings.some((ending) => tracked.has(`${stem}${ending}`))) return undefined;
  return ways.find((way) => !tracked.has(way) && !folders.has(way));
}

const sourceEndings = [
  ".ts",
  ".tsx",
  ".mts",
  ".cts",
  ".js",
  ".jsx",
  ".mjs",
  ".cjs",
  ".json",
  ".vue",
  ".svelte",
];

/** H301: one finding for each part of the tree that is missing. */
export function deadFindings(dead: readonly DeadTest[]): readonly Finding[] {
  return [...groupedBy(dead, (one) => one.absent)].map(([absent, ones]) => {
    const paths = [...new Set(ones.map((one) => one.path))];
    const folder = commonFolder(paths);
    const shown = paths.length === 1 || folder === "" ? listed(paths) : `${folder}/`;
    const tests = ones.map((one) => one.id);
    const sites = ones.flatMap((one) => one.site ?? []);
    const files = groupedBy(tests, (id) => id.split("::", 1)[0] as string);
    return finding("dead-test", {
      at: placeOf(sites[0]),
      what: `${shown} is not in git, and ${counted(ones.length, "test")} of ${listed([...files.keys()])} ${ones.length === 1 ? "fails" : "fail"} over it`,
      fix: [
        ones.length === 1
          ? "a) delete the test: a mark to skip it would only keep it"
          : "a) delete these tests: a mark to skip them would only keep them",
        `b) commit ${shown}`,
        "c) if the code under test is to write it, repair the code",
      ].join("\n"),
      evidence: healthFacts(
        { witness: "TG", rule: "dead-test", subject: absent, tests, sites, problems: ones.length },
        { paths: paths.slice(0, 20) },
      ),
    });
  });
}

function idOf(one: TestResult | UnloadedFile): string {
  return "id" in one ? one.id : one.file;
}

/** Where a failure says that it came from: the last line of the test's own file in its text. */
function siteIn(one: TestResult | UnloadedFile): string | undefined {
  const { file, failure } = one;
  if (file === undefined) return undefined;
  const name = file.slice(file.lastIndexOf("/") + 1);
  const at = failure.indexOf(`${name}:`);
  const line = at < 0 ? undefined : /^\d{1,7}/.exec(failure.slice(at + name.length + 1))?.[0];
  if (line !== undefined) return `${file}:${line}`;
  return "line" in one && one.line !== undefined ? `${file}:${one.line}` : file;
}

/** A site as a place. */
export function placeOf(site: string | undefined): Place | undefined {
  if (site === undefined) return undefined;
  const split = /^(.*):(\d+)$/.exec(site);
  if (split === null) return { kind: "input", input: site };
  return { kind: "code", file: split[1] as string, line: Number(split[2]), column: 1 };
}
