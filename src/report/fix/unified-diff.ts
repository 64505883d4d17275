/** Lines round a change that a diff shows. */
const context = 3;
/** Changed lines that are compared one by one; of more, all are told as removed and added. */
const comparedMost = 4_000;

/** One line of a diff: kept, removed, or added. */
interface Step {
  readonly kind: " " | "-" | "+";
  readonly line: string;
}

/**
 * What has to be changed in a text, in the unified format of diff, git and patch; empty when nothing has.
 * @param file path relative to the project, with "/"
 * @example unifiedDiff("backlot.toml", before, after) // "--- a/backlot.toml\n+++ b/backlot.toml\n@@ -1,3 +1,4 @@\n..."
 */
export function unifiedDiff(file: string, before: string, after: string): string {
  if (before === after) return "";
  const steps = stepsBetween(linesOf(before), linesOf(after));
  return `--- a/${file}\n+++ b/${file}\n${hunks(steps).join("")}`;
}

/** Lines with their ends; a last line without one is told as diff tells it. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function stepsBetween(before: readonly string[], after: readonly string[]): readonly Step[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let stop = 0;
  const most = Math.min(before.length, after.length) - start;
  while (stop < most && before[before.length - 1 - stop] === after[after.length - 1 - stop]) stop += 1;
  const kept = (line: string): Step => ({ kind: " ", line });
  return [
    ...before.slice(0, start).map(kept),
    ...changed(before.slice(start, before.length - stop), after.slice(start, after.length - stop)),
    ...before.slice(before.length - stop).map(kept),
  ];
}

/** The longest common lines are kept: the table of what is left of both sides, from the end on. */
function changed(before: readonly string[], after: readonly string[]): Step[] {
  const removed = before.map((line): Step => ({ kind: "-", line }));
  const added = after.map((line): Step => ({ kind: "+", line }));
  if (before.length === 0 || after.length === 0) return [...removed, ...added];
  if (before.length > comparedMost || after.length > comparedMost) return [...removed, ...added];
  const width = after.length + 1;
  const common = new Uint16Array((before.length + 1) * width);
  for (let left = before.length - 1; left >= 0; left--) {
    for (let right = after.length - 1; right >= 0; right--) {
      const at = left * width + right;
      common[at] =
        before[left] === after[right]
          ? (common[at + width + 1] as number) + 1
          : Math.max(common[at + width] as number, common[at + 1] as number);
    }
  }
  const steps: Step[] = [];
  let [left, right] = [0, 0];
  while (left < before.length && right < after.length) {
    const at = left * width + right;
    if (before[left] === after[right]) {
      steps.push({ kind: " ", line: before[left] as string });
      left += 1;
      right += 1;
    } else if ((common[at + width] as number) >= (common[at + 1] as number)) {
      steps.push(removed[left++] as Step);
    } else steps.push(added[right++] as Step);
  }
  return [...steps, ...removed.slice(left), ...added.slice(right)];
}

function hunks(steps: readonly Step[]): string[] {
  const changes = steps.flatMap(({ kind }, index) => (kind === " " ? [] : [index]));
  const made: string[] = [];
  let [oldLine, newLine, at] = [1, 1, 0];
  for (let index = 0; index < changes.length;) {
    const from = Math.max(0, (changes[index] as number) - context);
    while (
      index + 1 < changes.length &&
      (changes[index + 1] as number) - (changes[index] as number) <= 2 * context + 1
    )
      index += 1;
    const to = Math.min(steps.length, (changes[index] as number) + context + 1);
    for (; at < from; at++) [oldLine, newLine] = [oldLine + 1, newLine + 1];
    const part = steps.slice(from, to);
    const olds = part.filter(({ kind }) => kind !== "+").length;
    const news = part.filter(({ kind }) => kind !== "-").length;
    made.push(
      `@@ -${rangeText(oldLine, olds)} +${rangeText(newLine, news)} @@\n${part.map(stepText).join("")}`,
    );
    [oldLine, newLine, at] = [oldLine + olds, newLine + news, to];
    index += 1;
  }
  return made;
}

/** As diff writes ranges: one line without its count, none as the line before it. */
function rangeText(line: number, count: number): string {
  if (count === 1) return String(line);
  return `${count === 0 ? line - 1 : line},${count}`;
}

function stepText({ kind, line }: Step): string {
  return line.endsWith("\n") ? kind + line : `${kind}${line}\n\\ No newline at end of file\n`;
}
