import { utf8 } from "../../core/index.ts";
import { parseFile } from "../read/parse-file.ts";
import type { Node } from "../tree.ts";
import type { EditText, EditPath, Operation } from "./operation.ts";

/** A list of the file that stands in no other one. */
interface List {
  readonly path: EditPath;
  /** Where its items begin, in UTF-16 units; undefined for those that were changed since. */
  starts: (number | undefined)[];
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Characters of a text that is edited as a whole: reading it takes a moment. */
const smallChars = 20_000;

/**
 * An editor for one edit after the other. An edit reads the whole text again, and a suite's scenario has a thousand
 * stubs; so what changes one item of a list is done to a text without most items of all lists, and the items are put
 * back. Items are cut out from the beginning of one to the beginning of another, which is the same in all formats. Where
 * that does not go, the whole text is edited. Who uses it has to hold the result against what was meant.
 */
export function createNearbyEditor(
  file: string,
  editText: EditText,
): (text: string, operation: Operation) => Promise<string> {
  let lists: readonly List[] | undefined;
  return async (text, operation) => {
    if (text.length <= smallChars) return editText(text, operation);
    lists ??= await listsOf(file, text);
    const made = editNearby(text, operation, lists, editText);
    if (made !== undefined) return made;
    lists = undefined;
    return editText(text, operation);
  };
}

async function listsOf(file: string, text: string): Promise<readonly List[]> {
  const { tree } = await parseFile(file, utf8(text));
  const lists: { readonly path: EditPath; readonly starts: number[] }[] = [];
  const collect = (node: Node, path: EditPath): void => {
    if (node.kind === "table") for (const { key, value } of node.entries) collect(value, [...path, key]);
    if (node.kind !== "list") return;
    const starts = node.items.map(({ where }) => ("input" in where ? -1 : where.start));
    const ordered = starts.every((start, index) => start > (starts[index - 1] ?? -1));
    if (ordered) lists.push({ path, starts });
  };
  if (tree !== null) collect(tree, []);
  const units = unitsOf(
    text,
    lists.flatMap(({ starts }) => starts),
  );
  return lists.map(({ path, starts }) => ({ path, starts: starts.map((start) => units.get(start)) }));
}

/** UTF-16 units by bytes. */
function unitsOf(text: string, bytes: readonly number[]): ReadonlyMap<number, number> {
  const units = new Map<number, number>();
  let [unit, byte] = [0, 0];
  for (const wanted of bytes.toSorted((left, right) => left - right)) {
    while (byte < wanted) {
      const code = text.codePointAt(unit) ?? 0;
      unit += code > 0xffff ? 2 : 1;
      byte += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    }
    units.set(wanted, unit);
  }
  return units;
}

/** The text after an operation, and the lists as they are then; undefined where it has to be done to the whole text. */
function editNearby(
  text: string,
  operation: Operation,
  lists: readonly List[],
  editText: EditText,
): string | undefined {
  const own = lists.find(({ path }) => path.every((step, at) => operation.path[at] === step));
  const step = own === undefined ? undefined : operation.path[own.path.length];
  const pushes = operation.do === "push" && step === undefined;
  if (own === undefined || (typeof step !== "number" && !pushes)) return undefined;
  const index = typeof step === "number" ? step : own.starts.length;
  const others = lists.filter((one) => one !== own);
  const window = windowOf(text, own, index, others);
  const { cuts, gone } = cutsOf(own, others, window);
  if (cuts.length === 0) return undefined;
  const short = without(text, cuts);
  const path = operation.path.map((one, at) => (at === own.path.length ? index - gone : one));
  const made = tried(() => editText(short, { ...operation, path }));
  const cut = cuts
    .filter(({ end }) => end <= window.start)
    .reduce((sum, { start, end }) => sum + end - start, 0);
  const before = short.slice(0, window.start - cut);
  const after = short.slice(window.end - cut);
  if (made === undefined || made.length < before.length + after.length) return undefined;
  if (!made.startsWith(before) || !made.endsWith(after)) return undefined;
  const inside = made.slice(before.length, made.length - after.length);
  note(lists, own, index, operation, window, inside.length - (window.end - window.start));
  return text.slice(0, window.start) + inside + text.slice(window.end);
}

/** An editor refuses a text that it can't read; then the whole one says whether it is to blame. */
function tried(edit: () => string): string | undefined {
  try {
    return edit();
  } catch {
    return undefined;
  }
}

/** The part of the text that may change, with two items before it, which show how far items stand apart, and one behind. */
function windowOf(text: string, own: List, index: number, others: readonly List[]): Span {
  const known = own.starts.flatMap((start, at) => (start === undefined ? [] : [{ start, at }]));
  const first = known[0]?.start ?? 0;
  const last = known.at(-1)?.start ?? text.length;
  const foreign = others.flatMap(({ starts }) => starts.slice(1).filter((start) => start !== undefined));
  return {
    start:
      known.filter(({ at }) => at < index).at(-2)?.start ??
      foreign.filter((start) => start < first).reduce((most, start) => Math.max(most, start), 0),
    end:
      known.find(({ at }) => at > index)?.start ??
      foreign.filter((start) => start > last).reduce((least, start) => Math.min(least, start), text.length),
  };
}

/** Items of lists that can be left out beside a window, and how many of the list's own before it. */
function cutsOf(
  own: List,
  others: readonly List[],
  window: Span,
): { readonly cuts: readonly Span[]; readonly gone: number } {
  const cuts: Span[] = [];
  let gone = 0;
  for (const { starts } of [own, ...others]) {
    // The first item shows how items are written, and the last one ends the list.
    const known = starts.flatMap((start, at) => (start === undefined || at === 0 ? [] : [{ start, at }]));
    const before = known.filter(({ start }) => start <= window.start);
    const after = known.filter(({ start }) => start >= window.end);
    if (starts === own.starts) after.shift();
    for (const run of [before, after]) {
      const [from, to] = [run[0], run.at(-1)];
      if (from === undefined || to === undefined || from === to) continue;
      const span = { start: from.start, end: to.start };
      if (starts !== own.starts && isCrossed(span, own, cuts)) continue;
      cuts.push(span);
      if (starts === own.starts && run === before) gone = to.at - from.at;
    }
  }
  return { cuts: cuts.sort((left, right) => left.start - right.start), gone };
}

/** Whether something else stands between the items of another list. */
function isCrossed({ start, end }: Span, own: List, cuts: readonly Span[]): boolean {
  return (
    own.starts.some((one) => one !== undefined && one >= start && one < end) ||
    cuts.some((cut) => cut.start < end && start < cut.end)
  );
}

function without(text: string, cuts: readonly Span[]): string {
  let made = "";
  let done = 0;
  for (const { start, end } of cuts) {
    made += text.slice(done, start);
    done = end;
  }
  return made + text.slice(done);
}

/** Where items begin after an operation. */
function note(
  lists: readonly List[],
  own: List,
  index: number,
  operation: Operation,
  window: Span,
  longer: number,
): void {
  for (const list of lists) {
    list.starts = list.starts.map((start, at) => {
      if (start === undefined || (list === own && at === index)) return undefined;
      if (start <= window.start) return start;
      return start >= window.end ? start + longer : undefined;
    });
  }
  const removes = operation.do === "remove" && operation.path.length === own.path.length + 1;
  if (removes) own.starts.splice(index, 1);
  if (index === own.starts.length && operation.do === "push") own.starts.push(undefined);
}
