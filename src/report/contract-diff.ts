import type { ContractChange, ContractDiff } from "../contract/index.ts";
import type { Json, JsonObject } from "../core/index.ts";
import { wrap } from "./columns.ts";
import { joinLines } from "./inert.ts";
import { jsonText, placeJson, schemaVersion, textJson } from "./json.ts";
import { code, escaped, table } from "./markdown.ts";
import { lineText } from "./place.ts";
import { styleOf, type Style, type StyleOptions } from "./style.ts";
import { plural, shortened } from "./words.ts";

/** What the changes of a contract are rendered as. */
export type ContractDiffFormat = "text" | "markdown" | "json";

/** How they are rendered. */
export interface ContractDiffOptions extends StyleOptions {
  readonly format: ContractDiffFormat;
}

/** Changes that are told when the text is not verbose. */
const changesMost = 200;

/** Operations that are named of one change. */
const operationsMost = 3;

const renderers: Readonly<Record<ContractDiffFormat, (diff: ContractDiff, options: StyleOptions) => string>> =
  {
    text: (diff, options) => diffText(diff, styleOf(options)),
    markdown: diffMarkdown,
    json: (diff) => jsonText(diffJson(diff)),
  };

/**
 * Renders what changed between two contracts. The result ends with a line end and is safe for a terminal and a CI log,
 * whatever the documents hold.
 * @example renderContractDiff(diff, { format: "markdown" })
 */
export function renderContractDiff(diff: ContractDiff, options: ContractDiffOptions): string {
  return renderers[options.format](diff, options);
}

function diffText(diff: ContractDiff, style: Style): string {
  const { changes } = diff;
  const shown = style.verbose ? changes : changes.slice(0, changesMost);
  const rest = changes.length - shown.length;
  const breaking = changes.some(({ breaks }) => breaks);
  const headline = wrap(style.line(`backlot: ${headlineOf(diff)}`), style.width, "", "  ");
  return joinLines([
    ...headline.map((line) => style.paint(breaking ? "error" : "good", line)),
    ...grouped(shown).flatMap(([subject, group]) => [
      "",
      ...wrap(style.line(subject), style.width, "", "  "),
      ...group.flatMap((change) => changeLines(change, style)),
    ]),
    ...(rest > 0 ? ["", `and ${plural(rest, "more change")}: --verbose tells them`] : []),
    "",
    ...wrap(style.line(reachOf(diff)), style.width),
  ]);
}

function changeLines(change: ContractChange, style: Style): string[] {
  const word = change.breaks ? "breaks" : "fine";
  const indent = " ".repeat(10);
  const lines = wrap(style.line(change.what), style.width, `  ${word.padEnd(8)}`, indent);
  const why = change.breaks ? [change.why] : [];
  const below = [...why, placesOf(change)].filter((text) => text !== "").join(" ");
  return [
    ...lines.map((line) => (change.breaks ? style.paint("bad", line) : line)),
    ...(below === "" ? [] : wrap(style.line(below), style.width, indent, indent)),
  ];
}

/** "2 changes break, 1 does not, from old.yaml to new.yaml" */
function headlineOf({ changes, oldFile, newFile }: ContractDiff): string {
  const breaking = changes.filter(({ breaks }) => breaks).length;
  const fine = changes.length - breaking;
  const files = `from ${oldFile} to ${newFile}`;
  if (changes.length === 0) return `no changes ${files}`;
  const does = (count: number): string => (count === 1 ? "does not break" : "do not break");
  if (breaking === 0)
    return `${plural(fine, "change")} ${files}, ${fine === 1 ? "which" : "all of which"} ${does(fine)}`;
  const others = fine === 0 ? "" : `, ${fine} ${fine === 1 ? "does" : "do"} not`;
  return `${plural(breaking, "change")} ${breaking === 1 ? "breaks" : "break"}${others}, ${files}`;
}

function reachOf({ kind, compared, notCompared }: ContractDiff): string {
  const what = plural(compared, kind === "contract" ? "operation" : "model");
  const not = notCompared.length === 0 ? "" : ` Not compared, though different: ${notCompared.join(", ")}.`;
  return `Compared: ${what} that both have.${not}`;
}

/** Changes by what they are about, in the order of the first of each. */
function grouped(
  changes: readonly ContractChange[],
): readonly (readonly [string, readonly ContractChange[]])[] {
  const groups = new Map<string, ContractChange[]>();
  for (const change of changes) {
    const subject = subjectOf(change);
    const group = groups.get(subject);
    if (group === undefined) groups.set(subject, [change]);
    else group.push(change);
  }
  return [...groups];
}

function subjectOf({ operations, more }: ContractChange): string {
  if (operations.length === 0) return "no operation of its own";
  if (more)
    return `${operations.slice(0, operationsMost).join(", ")} and more than ${operations.length - operationsMost} more`;
  return shortened(operations, operationsMost);
}

/** Rules about what stands in one of the two files only. */
const oneSided =
  /^(?:operation|parameter|field|status|header|body|model|binding|alternative|base-path)-(?:added|removed)$/;

/** Where it stands: what is new has no place in the old file, and the other way round. */
function placesOf({ rule, old, new: now }: ContractChange): string {
  const places = !oneSided.test(rule) ? [old, now] : rule.endsWith("-added") ? [now] : [old];
  return places.flatMap((place) => (place === undefined ? [] : [lineText(place)])).join(", ");
}

function diffMarkdown(diff: ContractDiff): string {
  const { changes } = diff;
  const rows = (breaks: boolean): string[][] =>
    changes
      .filter((change) => change.breaks === breaks)
      .map((change) => [
        code(subjectOf(change)),
        escaped(change.what),
        ...(breaks ? [escaped(change.why)] : []),
        code(placesOf(change)),
      ]);
  const [breaking, fine] = [rows(true), rows(false)];
  return joinLines([
    `# Changes of ${code(diff.newFile)}`,
    "",
    `${escaped(headlineOf(diff))}.`,
    ...(breaking.length === 0
      ? []
      : ["", "## What breaks", "", ...table(["operation", "change", "why", "where"], breaking)]),
    ...(fine.length === 0
      ? []
      : ["", "## What does not", "", ...table(["operation", "change", "where"], fine)]),
    "",
    escaped(reachOf(diff)),
  ]);
}

function diffJson(diff: ContractDiff): JsonObject {
  const breaking = diff.changes.filter(({ breaks }) => breaks).length;
  return {
    schema_version: schemaVersion,
    ok: breaking === 0,
    kind: diff.kind,
    old: textJson(diff.oldFile),
    new: textJson(diff.newFile),
    summary: { changes: diff.changes.length, breaking, compared: diff.compared },
    changes: diff.changes.map(changeJson),
    not_compared: diff.notCompared.map(textJson),
  };
}

function changeJson({ rule, breaks, what, why, operations, more, ...places }: ContractChange): Json {
  return {
    rule,
    breaks,
    what: textJson(what),
    why,
    operations: operations.map(textJson),
    more_operations: more,
    old: places.old === undefined ? null : placeJson(places.old),
    new: places.new === undefined ? null : placeJson(places.new),
  };
}
