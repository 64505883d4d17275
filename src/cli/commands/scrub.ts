import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import {
  BacklotError,
  escapeControl,
  finding,
  limits,
  quote,
  utf8,
  type CommandRecording,
  type Finding,
} from "../../core/index.ts";
import { claimFile, describeDiskError, writeAtomic } from "../../disk/index.ts";
import {
  compileRules,
  createScrubber,
  decodeFixture,
  detectKnown,
  detectSecrets,
  encodeFixture,
  reviewText,
  suspectFindings,
  type FixtureData,
  type Scrubber,
  type ScrubbingRuleData,
  type SecretRule,
} from "../../fixture/index.ts";
import { scrubPorts } from "../../lot/index.ts";
import { renderFindings } from "../../report/index.ts";
import { decodeFile } from "../../scenario/index.ts";
import type { CliContext } from "../context.ts";
import { exitCodes, orFail } from "../fail.ts";
import { terminalStyle } from "../terminal.ts";
import type { ScrubFlags } from "./scrub.command.ts";
import { rulesFile } from "./scrub-rules.ts";

/** Replaces secrets in fixtures and says what was replaced, by rule. */
export async function scrub(this: CliContext, flags: ScrubFlags, ...files: string[]): Promise<void> {
  await orFail(this, async () => {
    const rules = flags.rules === undefined ? [] : await readRules(this.cwd, flags.rules);
    const findings: Finding[] = [];
    let found = false;
    for (const file of files) {
      const result = scrubFile(this.cwd, file, rules, flags);
      found ||= flags.check && result.counts.size > 0;
      findings.push(...result.findings);
      this.process.stdout.write(tell(file, result.counts, flags.check));
    }
    if (findings.length > 0) this.process.stderr.write(renderFindings(findings, terminalStyle(this)));
    this.process.exitCode = found || findings.length > 0 ? exitCodes.verification : 0;
  });
}

async function readRules(cwd: string, file: string): Promise<readonly SecretRule[]> {
  const bytes = readLimited(cwd, file, limits.scenarioFileBytes, "file-not-found");
  const read = await decodeFile(rulesFile, file, bytes);
  if (!read.ok) throw new BacklotError(read.findings);
  const { rules, findings } = compileRules(read.value, scrubPorts.regex);
  if (findings.length > 0) throw new BacklotError(findings);
  return rules;
}

interface Scrubbed {
  readonly counts: ReadonlyMap<ScrubbingRuleData, number>;
  readonly findings: readonly Finding[];
}

function scrubFile(cwd: string, file: string, rules: readonly SecretRule[], flags: ScrubFlags): Scrubbed {
  const path = resolve(cwd, file);
  // Held from before it is read, so that nobody's recording is lost.
  const claim = flags.check ? undefined : claimFile(path);
  if (claim === undefined && !flags.check) {
    const at = { kind: "input", input: file } as const;
    throw new BacklotError([
      finding("fixture-busy", { at, what: `${quote(file)} is being written by someone else` }),
    ]);
  }
  try {
    const decoded = decodeFixture(readLimited(cwd, file, limits.fixtureFileBytes, "fixture-missing"), file);
    if (!decoded.ok) throw new BacklotError(decoded.findings);
    const scrubber = createScrubber({ rules });
    const recordings = scrubAll(scrubber, decoded.value.recordings);
    const { counts, secrets } = scrubber;
    const used = [...counts.keys()];
    const bytes = encodeFixture({
      ...decoded.value,
      recordings,
      scrubbingRules: withUsed(decoded.value, used),
    });
    const findings = suspectFindings(file, bytes, secrets, scrubPorts.inflate, "");
    if (counts.size > 0) claim?.write(bytes);
    if (flags.review && claim !== undefined) {
      const suspects = [
        ...detectSecrets(bytes, scrubPorts.inflate),
        ...detectKnown(bytes, secrets, scrubPorts.inflate),
      ];
      const text = reviewText({ before: decoded.value.recordings, after: recordings, used, suspects });
      writeAtomic(`${path}.review`, utf8(text));
    }
    return { counts, findings };
  } finally {
    claim?.release();
  }
}

/** All recordings, and once more: what a later one gave away may stand in an earlier one. */
function scrubAll(scrubber: Scrubber, recordings: readonly CommandRecording[]): readonly CommandRecording[] {
  const once = recordings.map((recording) => scrubber.scrub(recording).recording);
  return scrubber.secrets.length === 0 ? once : once.map((recording) => scrubber.scrub(recording).recording);
}

/** The rules a fixture names, and those that were used now. */
function withUsed(fixture: FixtureData, used: readonly ScrubbingRuleData[]): readonly ScrubbingRuleData[] {
  const known = new Set(fixture.scrubbingRules.map((rule) => `${rule.pattern}\n${rule.replacement}`));
  return [
    ...fixture.scrubbingRules,
    ...used.filter((rule) => !known.has(`${rule.pattern}\n${rule.replacement}`)),
  ];
}

function tell(file: string, counts: ReadonlyMap<ScrubbingRuleData, number>, check: boolean): string {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const done = check ? "to replace" : "replaced";
  const lines = [
    `${file}: ${total === 0 ? `nothing ${done === "replaced" ? "to replace" : done}` : `${total} ${done}`}`,
  ];
  for (const [rule, count] of counts) lines.push(`  ${count} ${rule.description || rule.pattern}`);
  return lines.map((line) => `${escapeControl(line, "")}\n`).join("");
}

function readLimited(
  cwd: string,
  file: string,
  bytesMax: number,
  missing: "fixture-missing" | "file-not-found",
): Uint8Array {
  const path = resolve(cwd, file);
  const at = { kind: "input", input: file } as const;
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats?.isFile() !== true) {
      throw new BacklotError([
        finding(missing, { at, what: `there is no file ${quote(file)}`, fix: "Name a file that is there." }),
      ]);
    }
    if (stats.size > bytesMax) {
      const what = `${quote(file)} has ${stats.size} bytes, more than ${bytesMax}`;
      throw new BacklotError([finding("over-limit", { at, what, fix: "Split it." })]);
    }
    return readFileSync(path);
  } catch (error) {
    if (error instanceof BacklotError) throw error;
    throw new BacklotError([
      finding(missing, { at, what: `${quote(file)} can't be read: ${describeDiskError(error)}` }),
    ]);
  }
}
