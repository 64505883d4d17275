import { escapeControl, hasErrors, type Finding } from "../../core/index.ts";
import {
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
import type { CheckFlags } from "./check.command.ts";

/** Reads scenarios, says what was read and everything that is wrong. */
export async function check(this: CliContext, flags: CheckFlags, ...files: string[]): Promise<void> {
  await orFail(this, async () => {
    const targets = reportTargets(flags.report, reportFormats);
    const joined = flags.scenario === undefined ? [] : [flags.scenario];
    const scenarios = [...joined, ...files.map((file) => [file])];
    const findings: Finding[] = [];
    const lines: string[] = [];
    for (const one of scenarios.length === 0 ? [[]] : scenarios) {
      const { findings: found, line } = await checkOne(one, this.cwd);
      findings.push(...found);
      if (line !== undefined) lines.push(`${line}${verdict(found)}`);
    }
    this.process.exitCode = hasErrors(findings) ? exitCodes.usage : 0;
    const unwritten = writeReports(this, "stdout", targets, (format, style) => {
      const text = renderFindings(findings, { format, ...style });
      if (format !== "text") return text;
      return text + lines.map((line) => `${escapeControl(line, "")}\n`).join("");
    });
    alsoFail(this, unwritten);
  });
}

/** One scenario, from one file or several, or one fixture: told apart by their keys. */
async function checkOne(
  files: readonly string[],
  cwd: string,
): Promise<{ readonly findings: readonly Finding[]; readonly line?: string }> {
  const [file] = files;
  if (file !== undefined && files.length === 1 && isFixture(file, cwd)) {
    const { findings, ...read } = readFixture(file, cwd);
    return read.ok ? { findings, line: describeFixture(file, read.value) } : { findings };
  }
  const { findings, ...read } = await tryLoadScenario({ files, cwd });
  return read.ok ? { findings, line: describeScenario(read.value.scenario) } : { findings };
}

function verdict(findings: readonly Finding[]): string {
  if (findings.length === 0) return ", all well";
  return findings.length === 1 ? ", see the finding above" : ", see the findings above";
}
