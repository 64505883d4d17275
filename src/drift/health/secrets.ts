import { finding, type Finding, type Place } from "../../core/index.ts";
import { detectSecrets, type Inflate } from "../../fixture/index.ts";
import type { DoubleFile } from "./evidence.ts";
import { healthFacts } from "./facts.ts";

/**
 * H306: what looks like a real secret in files of doubles and fixtures, one finding for each file. Doubles need tokens,
 * so that those which anybody sees to be made up are passed over. No finding holds a secret.
 */
export function secretFindings(files: readonly DoubleFile[], inflate?: Inflate): readonly Finding[] {
  return files.flatMap(({ file, bytes }) => {
    const real = detectSecrets(bytes, inflate).filter((one) => !one.madeUp);
    const [first] = real;
    if (first === undefined) return [];
    const places = real.map(({ path, offset }) => placeIn(file, bytes, path, offset));
    const hidden = first.encodings.length === 0 ? "" : `, hidden in ${first.encodings.join(" in ")}`;
    const more = real.length === 1 ? "" : `, and ${real.length - 1} more`;
    return [
      finding("secret-in-double", {
        at: places[0],
        what: `${file} holds what looks like a real secret (${first.kind}), ${first.excerpt}${hidden}${more}`,
        fix: [
          `a) replace ${real.length === 1 ? "it" : "them"} by made-up text that says so, and withdraw what was real`,
          "b) if it is a fixture: backlot scrub",
        ].join("\n"),
        evidence: healthFacts({
          witness: "S",
          rule: "secret-in-double",
          subject: file,
          sites: places.map(siteText),
          problems: real.length,
        }),
      }),
    ];
  });
}

/** Where in the file: a line of text; of JSON the path. The line itself is never shown. */
function placeIn(file: string, bytes: Uint8Array, path: string, offset: number): Place {
  if (path !== "") return { kind: "input", input: `${file}: ${path}` };
  let line = 1;
  let start = 0;
  for (let at = bytes.indexOf(10); at >= 0 && at < offset; at = bytes.indexOf(10, at + 1)) {
    line++;
    start = at + 1;
  }
  return { kind: "code", file, line, column: offset - start + 1 };
}

function siteText(place: Place): string {
  return place.kind === "code" ? `${place.file}:${place.line}` : place.kind === "input" ? place.input : "";
}
