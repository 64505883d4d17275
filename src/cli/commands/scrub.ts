import { dirname, resolve } from "node:path";
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
import { claimFile, hideFromGit, readLimited, writeAtomic } from "../../disk/index.ts";
import {
  createScrubber,
  decodeFixture,
  detectKnown,
  detectSecrets,
  encodeFixture,
  reviewText,
  suspectFindings,
  type FixtureData,
  type ScrubbedRecording,
  type Scrubber,
  type ScrubbingRuleData,
  type SecretRule,
} from "../../fixture/index.ts";
import { readScrubbingRules, scrubPorts } from "../../lot/index.ts";
import { renderFindings } from "../../report/index.ts";
import type { CliContext } from "../context.ts";
import { exitCodes, orFail } from "../fail.ts";
import { terminalStyle } from "../terminal.ts";

/** What the flags of `scrub` hold. */
export interface ScrubFlags {
  readonly rules?: string;
  readonly check: boolean;
  readonly review: boolean;
}

/** Replaces secrets in fixtures and says what was replaced, by rule. */
export async function scrub(this: CliContext, flags: ScrubFlags, ...files: string[]): Promise<void> {
  await orFail(this, async () => {
    const rules = flags.rules === undefined ? [] : await readScrubbingRules(flags.rules, this.cwd);
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
    const decoded = decodeFixture(readFixtureFile(cwd, file), file);
    if (!decoded.ok) throw new BacklotError(decoded.findings);
    const scrubber = createScrubber({ rules });
    const scrubbed = scrubAll(scrubber, decoded.value.recordings);
    const recordings = scrubbed.map((one) => one.recording);
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
      const text = reviewText({
        file,
        before: decoded.value.recordings,
        after: recordings,
        used: scrubbed.map((one) => one.used),
        suspects,
      });
      writeAtomic(`${path}.review`, utf8(text));
      hideFromGit(dirname(path), "*.review");
    }
    return { counts, findings };
  } finally {
    claim?.release();
  }
}

/** All recordings, and once more: what a later one gave away may stand in an earlier one. */
function scrubAll(scrubber: Scrubber, recordings: readonly CommandRecording[]): readonly ScrubbedRecording[] {
  const once = recordings.map((recording) => scrubber.scrub(recording));
  if (scrubber.secrets.length === 0) return once;
  return once.map((first) => {
    const again = scrubber.scrub(first.recording);
    return { recording: again.recording, used: [...new Set([...first.used, ...again.used])] };
  });
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

function readFixtureFile(cwd: string, file: string): Uint8Array {
  const read = readLimited(resolve(cwd, file), limits.fixtureFileBytes, file);
  if (read.ok) return read.bytes;
  const at = { kind: "input", input: file } as const;
  const { what } = read;
  throw new BacklotError([
    read.reason === "over-limit"
      ? finding("over-limit", { at, what, fix: "Split it." })
      : finding("fixture-missing", {
          at,
          what,
          why: "Only what was recorded can be scrubbed.",
          fix: "Name a file that is there.",
        }),
  ]);
}
