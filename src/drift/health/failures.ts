import { finding, type Finding } from "../../core/index.ts";
import { placeOf } from "./dead.ts";
import type { FrozenTests, FrozenTypes, TestReport, TestResult, TypeFault, TypeReport } from "./evidence.ts";
import { counted, groupedBy, healthFacts, listed } from "./facts.ts";

/**
 * H304 of tests: what fails and did not when it was frozen, one finding for each file.
 * @param explained ids of tests whose failure has a finding of its own
 */
export function newFailures(
  frozen: FrozenTests,
  tests: readonly TestResult[],
  explained: ReadonlySet<string>,
): readonly Finding[] {
  const known = new Set(frozen.failed);
  const fresh = tests.filter(
    (one) => one.outcome === "failed" && !known.has(one.id) && !explained.has(one.id),
  );
  return [...groupedBy(fresh, subjectOf)].map(([subject, ones]) => {
    const [one] = ones as readonly [TestResult];
    const first = one.failure.trim().split("\n", 1)[0] as string;
    const { line } = one;
    return finding("new-failure", {
      at: placeOf(line === undefined ? subject : `${subject}:${line}`),
      what: `${counted(ones.length, "test")} of ${subject} ${ones.length === 1 ? "fails" : "fail"}, and did not in the baseline: ${listed(ones.map((one) => nameOf(one, subject)))}`,
      ...(first === "" ? {} : { why: `The first says: ${first.slice(0, 200)}` }),
      evidence: healthFacts({
        witness: "TG",
        rule: "new-failure",
        subject,
        tests: ones.map((one) => one.id),
        sites: one.file === undefined ? [] : [one.file],
        problems: ones.length,
      }),
    });
  });
}

/** The file of a test; where that is not told, the outermost of its groups. */
function subjectOf({ file, id }: TestResult): string {
  return file ?? (id.split(/::| > /, 1)[0] as string);
}

function nameOf({ id }: TestResult, subject: string): string {
  return id.startsWith(`${subject}::`) ? id.slice(subject.length + 2) : id;
}

/** A file that could not be loaded: one finding each. */
export function unloadedFindings(
  reports: readonly TestReport[],
  explained: ReadonlySet<string>,
): readonly Finding[] {
  const unloaded = reports.flatMap((report) => report.unloaded).filter((one) => !explained.has(one.file));
  return unloaded.map(({ file, failure }) => {
    const first = reasonIn(failure);
    return finding("unloaded-tests", {
      at: placeOf(file),
      what: `${file} could not be loaded${first === undefined ? "" : `: ${first.slice(0, 200)}`}`,
      evidence: healthFacts({
        witness: "T",
        rule: "unloaded-tests",
        subject: file,
        sites: [file],
        problems: 1,
      }),
    });
  });
}

/** The line of a long text that says why: pytest marks it with E, others name an error in it. */
function reasonIn(text: string): string | undefined {
  const lines = text.split("\n").map((line) => line.trim());
  const marked = lines.find((line) => /^E {2,}\S/.test(line))?.replace(/^E +/, "");
  return (
    marked ?? lines.find((line) => /Error\b|Cannot find/.test(line)) ?? lines.find((line) => line !== "")
  );
}

/** All errors of all reports. */
export function faultsOf(reports: readonly TypeReport[]): readonly TypeFault[] {
  return reports.flatMap((report) => report.faults);
}

/** Errors by file and rule, as they are frozen: lines move with every edit, these don't. */
export function countFaults(faults: readonly TypeFault[]): FrozenTypes["errors"] {
  const files = [...groupedBy(faults, (one) => one.file)].toSorted(byKey);
  return Object.fromEntries(
    files.map(([file, ones]) => {
      const rules = [...groupedBy(ones, (one) => one.rule)].toSorted(byKey);
      return [file, Object.fromEntries(rules.map(([rule, same]) => [rule, same.length]))];
    }),
  );
}

function byKey([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : Number(one > other);
}

/** How many errors were frozen. */
export function frozenFaults({ errors }: FrozenTypes): number {
  return Object.values(errors).reduce((sum, rules) => sum + sumOf(rules), 0);
}

function sumOf(rules: Readonly<Record<string, number>>): number {
  return Object.values(rules).reduce((sum, count) => sum + count, 0);
}

/** H304 of types: errors that a file has more of than when they were frozen, one finding for each file. */
export function newFaults(frozen: FrozenTypes, faults: readonly TypeFault[]): readonly Finding[] {
  const total = `${frozenFaults(frozen)} → ${faults.length}`;
  return [...groupedBy(faults, (one) => one.file)].flatMap(([file, ones]) => {
    const before = (Object.hasOwn(frozen.errors, file) ? frozen.errors[file] : undefined) ?? {};
    const more = [...groupedBy(ones, (one) => one.rule)].filter(
      ([rule, same]) => same.length > countOf(before, rule),
    );
    if (more.length === 0) return [];
    const excess = more.reduce((sum, [rule, same]) => sum + same.length - countOf(before, rule), 0);
    const sites = more.flatMap(([, same]) => same.map((one) => `${one.file}:${one.line}`));
    const name = file === "" ? "the checker's configuration" : file;
    const rules = more.map(([rule, same]) => `${rule} ${countOf(before, rule)} → ${same.length}`);
    return [
      finding("new-failure", {
        at: file === "" ? undefined : placeOf(sites[0]),
        what: `${name} has ${counted(excess, "error")} of types more than the baseline (${listed(rules)}); in all ${total}`,
        why: `The first says: ${more[0]?.[1].at(-1)?.message.split("\n")[0]?.slice(0, 200) ?? ""}`,
        evidence: healthFacts(
          { witness: "TG", rule: "new-failure", subject: `types ${name}`, sites, problems: excess },
          { before: frozenFaults(frozen), after: faults.length },
        ),
      }),
    ];
  });
}

function countOf(rules: Readonly<Record<string, number>>, rule: string): number {
  return (Object.hasOwn(rules, rule) ? rules[rule] : undefined) ?? 0;
}
