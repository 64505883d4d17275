import {
  codes,
  utf8,
  type Finding,
  type FindingName,
  type JsonObject,
  type Severity,
} from "../../core/index.ts";
import type { DriftReport, DriftTally } from "../../drift/index.ts";
import { jsonText } from "../json.ts";
import { withConsequences } from "../tally.ts";
import { plural } from "../words.ts";
import { factsOf, filePlaceOf, nameOf, placeOfSite, sitesOf } from "./facts.ts";
import { driftExit } from "./summary.ts";

/** What a report in SARIF is told besides. */
export interface SarifOptions {
  /** backlot's own. */
  readonly version?: string | undefined;
  /** Where what has no line is shown: code scanning takes no result without a file. "backlot.toml" unless given. */
  readonly file?: string | undefined;
}

/** Results that code scanning takes of one run. */
export const resultsMost = 25_000;
/** Characters of one message. */
const messageChars = 8_000;
/** Related places of one result. */
const relatedMost = 20;

const schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
const ranks = { error: "error", warning: "warning", note: "recommendation" } as const;

/**
 * The gate's report as SARIF 2.1.0. Results are what is open: code scanning takes no notice of suppressions, so that
 * what is allowed or frozen would stand there as an alert.
 */
export function driftSarif(report: DriftReport, options: SarifOptions = {}): string {
  const all = withConsequences(report.findings);
  const findings = all.slice(0, resultsMost);
  const rules = [...new Set(findings.map(({ name }) => name))];
  const marks = markMaker();
  const { allowed, known, exitCode, tally } = report;
  return jsonText({
    $schema: schema,
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "backlot",
            ...(options.version === undefined ? {} : { version: options.version }),
            rules: rules.map(ruleJson),
          },
        },
        automationDetails: { id: "backlot-drift/" },
        invocations: [
          {
            executionSuccessful: exitCode !== 3,
            exitCode,
            exitCodeDescription: driftExit(report),
            toolExecutionNotifications: notificationsOf(tally),
          },
        ],
        columnKind: "unicodeCodePoints",
        results: findings.map((one) => resultJson(one, rules.indexOf(one.name), marks(one), options)),
        properties: {
          allowed: allowed.reduce((sum, one) => sum + one.findings.length, 0),
          known: known.length,
          leftOut: all.length - findings.length,
        },
      },
    ],
  });
}

function ruleJson(name: FindingName): JsonObject {
  const { code, severity, title, why, fix } = codes[name];
  return {
    id: code,
    name,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: `${why}\n\n${fix}` },
    defaultConfiguration: { level: severity },
    properties: { tags: ["test-doubles", "drift"], "problem.severity": ranks[severity as Severity] },
  };
}

function resultJson(
  one: Finding,
  ruleIndex: number,
  mark: string,
  { file = "backlot.toml" }: SarifOptions,
): JsonObject {
  const at = filePlaceOf(one);
  const region: JsonObject =
    at === undefined
      ? { startLine: 1 }
      : {
          startLine: at.line,
          startColumn: at.column,
          ...(at.kind === "file" && at.endColumn > at.column ? { endColumn: at.endColumn } : {}),
        };
  const related = sitesOf(one).flatMap((site) => placeOfSite(site) ?? []);
  const others = related.flatMap((place) =>
    place.kind !== "code" || (place.file === at?.file && place.line === at.line) ? [] : [place],
  );
  const witness = factsOf(one)?.witness;
  return {
    ruleId: one.code,
    ruleIndex,
    level: one.severity,
    message: { text: messageText(one) },
    locations: [{ physicalLocation: { artifactLocation: artifact(at?.file ?? file), region } }],
    ...(others.length === 0
      ? {}
      : {
          relatedLocations: others.slice(0, relatedMost).map(({ file: other, line }, id) => ({
            id,
            physicalLocation: { artifactLocation: artifact(other), region: { startLine: line } },
          })),
        }),
    partialFingerprints: { primaryLocationLineHash: mark, "backlotDrift/v1": wellFormed(nameOf(one)) },
    properties: { count: one.count, ...(typeof witness === "string" ? { witness } : {}) },
  };
}

function messageText(one: Finding): string {
  const tests = factsOf(one)?.tests;
  const seen = typeof tests === "number" && tests > 0 ? [`Seen in ${plural(tests, "test")}.`] : [];
  const text = [one.what, one.why, ...seen, `Fix: ${one.fix}`].join("\n");
  const shown = text.length > messageChars ? `${text.slice(0, messageChars)}…` : text;
  // A message may hold links in Markdown's form, which text from outside must never make.
  return wellFormed(shown.replaceAll("](", "] ("));
}

/** A file of the project as a URI relative to its root; one outside stays absolute. */
function artifact(file: string): JsonObject {
  const path = file.replaceAll("\\", "/").replace(/^(?:\.\/)+/, "");
  const [, drive = "", rest = path] = /^([a-z]:)(\/.*)$/is.exec(path) ?? [];
  const uri = rest
    .split("/")
    .map((segment) => encodeURIComponent(wellFormed(segment)))
    .join("/");
  if (drive !== "") return { uri: `file:///${drive}${uri}` };
  return rest.startsWith("/") ? { uri: `file://${uri}` } : { uri, uriBaseId: "%SRCROOT%" };
}

/** Parsers do not agree on lone surrogates. */
function wellFormed(text: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, "\ufffd");
}

function notificationsOf({ unchecked }: DriftTally): JsonObject[] {
  return unchecked.map(({ what, count, examples }) => ({
    level: "note",
    message: {
      text: wellFormed(
        `Not checked: ${count} ${what}${examples.length === 0 ? "" : ` (${examples.join(", ")})`}`,
      ),
    },
  }));
}

/** Makes what code scanning knows results by: never the same twice in one run. */
function markMaker(): (one: Finding) => string {
  const seen = new Map<string, number>();
  return (one) => {
    const mark = hash(nameOf(one));
    const times = (seen.get(mark) ?? 0) + 1;
    seen.set(mark, times);
    return `${mark}:${times}`;
  };
}

/** FNV-1a in 64 bits, as hexadecimal: no more than a name of fixed length. */
function hash(text: string): string {
  let value = 0xcbf29ce484222325n;
  for (const byte of utf8(wellFormed(text)))
    value = BigInt.asUintN(64, (value ^ BigInt(byte)) * 0x100000001b3n);
  return value.toString(16).padStart(16, "0");
}
