import { resolve } from "node:path";
import { BacklotError, finding, limits } from "../core/index.ts";
import { readLimited } from "../disk/index.ts";
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
  const read = await decodeFile(rulesFile, file, readRules(file, resolve(cwd, file)));
  if (!read.ok) throw new BacklotError(read.findings);
  const { rules, findings } = compileRules(read.value, scrubPorts.regex);
  if (findings.length > 0) throw new BacklotError(findings);
  return rules;
}

function readRules(file: string, path: string): Uint8Array {
  const read = readLimited(path, limits.scenarioFileBytes, file);
  if (read.ok) return read.bytes;
  const found =
    read.reason === "over-limit"
      ? ({ name: "over-limit", fix: "Split it." } as const)
      : ({ name: "file-not-found", fix: "Name a file that is there." } as const);
  const at = { kind: "input", input: file } as const;
  throw new BacklotError([
    finding(found.name, { at, what: read.what, why: "It holds the scrubbing rules.", fix: found.fix }),
  ]);
}
