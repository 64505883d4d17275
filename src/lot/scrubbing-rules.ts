import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { BacklotError, finding, limits, quote } from "../core/index.ts";
import { describeDiskError } from "../disk/index.ts";
import { compileRules, scrubbedParts, type PlacedRule, type SecretRule } from "../fixture/index.ts";
import { decodeFile, list, literal, mapped, optional, required, string, table } from "../scenario/index.ts";
import { scrubPorts } from "./scrub-ports.ts";

/** The file that `--rules` takes. */
const rulesFile = mapped(
  table({
    rules: required(
      list(
        mapped(
          table({
            pattern: required(
              string({ nonEmpty: true }),
              "A regular expression, as Python or JavaScript writes it.",
            ),
            replacement: required(string(), String.raw`What stands there instead; groups as \1 or $1.`),
            applied_to: optional(
              list(literal(...scrubbedParts)),
              "Parts of recordings it is applied to; absent: all.",
            ),
            description: optional(string(), "What it replaces, in words."),
          }),
          ({ pattern, replacement, appliedTo, description }, { at }): PlacedRule => ({
            at,
            data: {
              pattern,
              replacement,
              appliedTo: appliedTo ?? scrubbedParts,
              description: description ?? "",
            },
          }),
        ),
      ),
      "Rules, applied in order.",
    ),
  }),
  ({ rules }) => rules,
);

/**
 * Scrubbing rules of a team's own, ready to be applied.
 * @param file as it was written; findings name it so
 * @throws BacklotError with everything that is wrong with the file
 */
export async function readScrubbingRules(file: string, cwd: string): Promise<readonly SecretRule[]> {
  const read = await decodeFile(rulesFile, file, readLimited(file, resolve(cwd, file)));
  if (!read.ok) throw new BacklotError(read.findings);
  const { rules, findings } = compileRules(read.value, scrubPorts.regex);
  if (findings.length > 0) throw new BacklotError(findings);
  return rules;
}

function readLimited(file: string, path: string): Uint8Array {
  const bytesMax = limits.scenarioFileBytes;
  const at = { kind: "input", input: file } as const;
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats?.isFile() === true && stats.size <= bytesMax) return readFileSync(path);
    throw new BacklotError([
      stats?.isFile() === true
        ? finding("over-limit", {
            at,
            what: `${quote(file)} has ${stats.size} bytes, more than ${bytesMax}`,
            fix: "Split it.",
          })
        : finding("file-not-found", {
            at,
            what: `there is no file ${quote(file)}`,
            fix: "Name a file that is there.",
          }),
    ]);
  } catch (error) {
    if (error instanceof BacklotError) throw error;
    const what = `${quote(file)} can't be read: ${describeDiskError(error)}`;
    throw new BacklotError([finding("file-not-found", { at, what })]);
  }
}
