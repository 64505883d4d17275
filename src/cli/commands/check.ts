import { escapeControl, hasErrors, type Finding } from "../../core/index.ts";
import {
  checkFrozen,
  checkScenario,
  describeFixture,
  describeScenario,
  isFixture,
  readFixture,
  tryLoadScenario,
} from "../../lot/index.ts";
import { renderFindings } from "../../report/index.ts";
import type { CliContext } from "../context.ts";
import { alsoFail, exitCodes, orFail } from "../fail.ts";
import { reportFormats, reportTargets, writeReports } from "../report-targets.ts";

/** What the flags of `check` hold. */
export interface CheckFlags {
  readonly scenario?: readonly string[];
  readonly report?: readonly string[];
  readonly frozen: boolean;
}

/** Reads scenarios, says what was read and everything that is wrong. */
export async function check(this: CliContext, flags: CheckFlags, ...files: string[]): Promise<void> {
  await orFail(this, async () => {
    const targets = reportTargets(flags.report, reportFormats);
    const joined = flags.scenario === undefined ? [] : [flags.scenario];
    const scenarios = [...joined, ...files.map((file) => [file])];
    const findings: Finding[] = [];
    const lines: string[] = [];
    let exitCode = 0;
    for (const one of scenarios.length === 0 ? [[]] : scenarios) {
      const { findings: found, line, unusable } = await checkOne(one, this.cwd, flags.frozen);
      findings.push(...found);
      if (line !== undefined) lines.push(`${line}${verdict(found)}`);
      if (unusable === true) exitCode = exitCodes.usage;
      else if (hasErrors(found)) exitCode = Math.max(exitCode, exitCodes.verification);
    }
    this.process.exitCode = exitCode;
    const unwritten = writeReports(this, "stdout", targets, (format, style) => {
      const text = renderFindings(findings, { format, ...style });
      if (format !== "text") return text;
      return text + lines.map((line) => `${escapeControl(line, "")}\n`).join("");
    });
    alsoFail(this, unwritten);
  });
}

interface Checked {
  readonly findings: readonly Finding[];
  readonly line?: string;
  /** It could not be run or replayed at all. */
  readonly unusable?: boolean;
}

/** One scenario, from one file or several, or one fixture: told apart by their keys. */
async function checkOne(files: readonly string[], cwd: string, frozen: boolean): Promise<Checked> {
  const [file] = files;
  if (file !== undefined && files.length === 1 && isFixture(file, cwd)) {
    const { findings, ...read } = readFixture(file, cwd);
    return read.ok
      ? { findings, line: describeFixture(file, read.value) }
      : { findings, unusable: hasErrors(findings) };
  }
  const { findings, ...read } = await tryLoadScenario({ files, cwd });
  if (!read.ok) return { findings, unusable: hasErrors(findings) };
  const { scenario } = read.value;
  const checked = checkScenario(scenario);
  const allowed = checked.allowed === 0 ? "" : `, ${checked.allowed} allowed`;
  return {
    findings: [...findings, ...checked.findings, ...(frozen ? await checkFrozen(read.value) : [])],
    line: `${describeScenario(scenario)}${allowed}`,
  };
}

function verdict(findings: readonly Finding[]): string {
  if (findings.length === 0) return ", all well";
  return findings.length === 1 ? ", see the finding above" : ", see the findings above";
}
