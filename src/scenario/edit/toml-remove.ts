import type { AST } from "toml-eslint-parser";
import { NotEditable } from "./edit-error.ts";
import { removeFromFlow } from "./flow.ts";
import { lineEndOf, nextLine, spliced, wholeLines, withLineEnds, type Range } from "./lines.ts";
import { pathText, type EditPath } from "./operation.ts";
import {
  flowOf,
  insideOf,
  isUnder,
  keysOf,
  lineOf,
  sectionPath,
  statementsOf,
  type Statement,
  type TomlFile,
} from "./toml-statements.ts";
import { header, keyLine } from "./toml-text.ts";

/** Removes a key, an item, a table: wherever it is said. */
export function removeFromToml(file: TomlFile, path: EditPath): string {
  const { text, statements } = file;
  const line = lineOf(file, path);
  if (line !== undefined && line.path.length < path.length) return removedInside(text, line, path);
  const doomed = statements.filter((one) => isUnder(one.path, path));
  const runs: Statement[][] = [];
  for (const one of doomed) {
    const run = runs.at(-1);
    if (run !== undefined && statements.indexOf(one) === statements.indexOf(run.at(-1) as Statement) + 1)
      run.push(one);
    else runs.push([one]);
  }
  const splices = runs.map((run) => {
    const first = run[0] as Statement;
    const before = statements[statements.indexOf(first) - 1];
    const floor = before === undefined ? 0 : nextLine(text, before.end);
    const opens = first.kind === "pair" && (before === undefined || before.kind === "header");
    const range = wholeLines(text, { start: first.start, end: (run.at(-1) as Statement).end }, floor, opens);
    return { ...range, text: "" };
  });
  const vanished = vanishedParent(file, path, doomed);
  const [first, ...rest] = splices;
  if (first === undefined) throw new NotEditable(`${pathText(path)} is not there`);
  if (vanished === undefined) return spliced(text, splices);
  const kept =
    withLineEnds(`${vanished}\n`, lineEndOf(text)) +
    (/^\s*$/.test(text.slice(first.end)) ? "" : gapAfter(text, first));
  return spliced(text, [{ ...first, text: kept }, ...rest]);
}

/** The gap that was taken along with what is removed, which what stands in its place needs again. */
function gapAfter(text: string, range: Range): string {
  return /\n[ \t]*\r?\n$/.test(text.slice(range.start, range.end)) ? lineEndOf(text) : "";
}

/** The table round what is removed, when nothing else says that it is there. */
function vanishedParent(file: TomlFile, path: EditPath, doomed: readonly Statement[]): string | undefined {
  const [first] = doomed;
  let parent = path.slice(0, -1);
  while (typeof parent.at(-1) === "string" && typeof path[parent.length] === "number")
    parent = parent.slice(0, -1);
  const left = file.statements.some((one) => !doomed.includes(one) && isUnder(one.path, parent));
  if (left || parent.length === 0 || first === undefined) return undefined;
  if (first.kind === "header") return header(parent, "table");
  const names = parent.slice(sectionPath(file, first).length).filter((step) => typeof step === "string");
  return keyLine(names, {}, false);
}

function removedInside(text: string, line: Statement, path: EditPath): string {
  const rest = path.slice(line.path.length);
  const found = insideOf(line.value as AST.TOMLContentNode, rest);
  if (found?.round !== undefined)
    return spliced(text, removeFromFlow(text, flowOf(found.round.node), found.round.index));
  // Dotted keys in braces, of which there may be several.
  for (let depth = rest.length - 1; depth >= 0; depth--) {
    const round = insideOf(line.value as AST.TOMLContentNode, rest.slice(0, depth))?.node;
    if (round?.type !== "TOMLInlineTable") continue;
    const names = rest.slice(depth);
    const index = round.body.findLastIndex(({ key }) => isUnder(keysOf(key), names));
    if (index < 0) continue;
    const made = spliced(text, removeFromFlow(text, flowOf(round), index));
    const more = round.body.filter(({ key }) => isUnder(keysOf(key), names)).length > 1;
    return more ? removeFromToml({ text: made, statements: statementsOf(made) }, path) : made;
  }
  throw new NotEditable(`${pathText(path)} can't be changed in place`);
}
