import { contentBytes, type ObjectReader } from "../object.ts";
import type { PathEntry } from "../tree.ts";
import { pathOf, type FileDiff } from "./file-diff.ts";
import { quotePath } from "./quote-path.ts";

interface Row {
  readonly name: string;
  readonly additions: number;
  readonly deletions: number;
  /** Bytes before and after, of a binary file. */
  readonly bytes?: readonly [number, number];
}

/** Columns that a mail has for it. */
const columns = 72;

/**
 * The table of changed files with its bars, and the lines about files that came, went or were renamed.
 * @param files at least one
 */
export function diffStat(store: ObjectReader, files: readonly FileDiff[]): string {
  const rows = files.map((file): Row => {
    const { additions, deletions, binary, before, after } = file;
    const row = { name: nameOf(file), additions, deletions };
    return binary ? { ...row, bytes: [size(store, before), size(store, after)] } : row;
  });
  const sum = (field: "additions" | "deletions") => rows.reduce((total, row) => total + row[field], 0);
  return (
    table(rows) +
    totals(rows.length, sum("additions"), sum("deletions")) +
    files.flatMap((file) => summary(file)).join("")
  );
}

function size(store: ObjectReader, entry: PathEntry | undefined): number {
  const blob = entry === undefined ? undefined : store.get(entry.sha);
  return blob === undefined ? 0 : contentBytes(blob).length;
}

function nameOf(file: FileDiff): string {
  if (file.status !== "renamed") return quotePath(pathOf(file));
  return renameName((file.before as PathEntry).path, pathOf(file));
}

/** Both paths with what they share written once. @example renameName("a/b/c", "a/d/c") // "a/{b => d}/c" */
function renameName(from: string, to: string): string {
  if (quotePath(from) !== from || quotePath(to) !== to) return `${quotePath(from)} => ${quotePath(to)}`;
  let head = 0;
  for (let at = 0; at < from.length && from[at] === to[at]; at++) if (from[at] === "/") head = at + 1;
  let tail = 0;
  // The slash that ends what they begin with may also begin what they end with.
  const least = Math.max(head - 1, 0);
  for (let back = 1; from.length - back >= least && to.length - back >= least; back++) {
    if (from[from.length - back] !== to[to.length - back]) break;
    if (from[from.length - back] === "/") tail = back;
  }
  const middle = (path: string) => path.slice(head, Math.max(path.length - tail, head));
  if (head + tail === 0) return `${from} => ${to}`;
  return `${from.slice(0, head)}{${middle(from)} => ${middle(to)}}${from.slice(from.length - tail)}`;
}

function table(rows: readonly Row[]): string {
  const most = Math.max(...rows.map((row) => (row.bytes ? 0 : row.additions + row.deletions)));
  const binaries = rows.flatMap(({ bytes }) => (bytes ? [14 + `${bytes[0]}${bytes[1]}`.length] : []));
  const numbers = Math.max(`${most}`.length, binaries.length > 0 ? 3 : 0);
  const binaryWidth = Math.max(0, ...binaries);
  const longest = Math.max(...rows.map(({ name }) => Array.from(name).length));
  const wanted = most + 4 > binaryWidth ? most : binaryWidth - 4;
  const { names, bars } = widths(longest, wanted, numbers);
  return rows.map((row) => line(row, { names, bars, numbers, most })).join("");
}

function widths(names: number, bars: number, numbers: number): { names: number; bars: number } {
  const room = columns - numbers - 6;
  if (names + bars <= room) return { names, bars };
  const most = Math.max(Math.floor((columns * 3) / 8) - numbers - 6, 6);
  const narrowed = Math.min(bars, most);
  return names > room - narrowed ? { names: room - narrowed, bars: narrowed } : { names, bars: room - names };
}

interface Widths {
  readonly names: number;
  readonly bars: number;
  readonly numbers: number;
  readonly most: number;
}

function line(row: Row, { names, bars, numbers, most }: Widths): string {
  const name = shortened(row.name, names);
  const start = ` ${name}${" ".repeat(Math.max(0, names - Array.from(name).length))} | `;
  if (row.bytes !== undefined) {
    const [before, after] = row.bytes;
    const sizes = before === 0 && after === 0 ? "" : ` ${before} -> ${after} bytes`;
    return `${start}${"Bin".padStart(numbers)}${sizes}\n`;
  }
  let { additions, deletions } = row;
  const total = additions + deletions;
  if (bars <= most) {
    const both = Math.max(scaled(total, bars, most), additions > 0 && deletions > 0 ? 2 : 0);
    if (additions < deletions) {
      additions = scaled(additions, bars, most);
      deletions = both - additions;
    } else {
      deletions = scaled(deletions, bars, most);
      additions = both - deletions;
    }
  }
  const bar = "+".repeat(additions) + "-".repeat(deletions);
  return `${start}${`${total}`.padStart(numbers)}${total === 0 ? "" : " "}${bar}\n`;
}

function scaled(count: number, width: number, most: number): number {
  return count === 0 ? 0 : 1 + Math.floor((count * (width - 1)) / most);
}

/** The end of a name that is too long, from a slash on where there is one. */
function shortened(name: string, width: number): string {
  const characters = Array.from(name);
  if (characters.length <= width) return name;
  const rest = characters.slice(characters.length - (width - 3)).join("");
  const slash = rest.indexOf("/");
  return `...${slash < 0 ? rest : rest.slice(slash)}`;
}

function totals(files: number, additions: number, deletions: number): string {
  const some = (count: number, word: string) => `${count} ${word}${count === 1 ? "" : "s"}`;
  const parts = [`${some(files, "file")} changed`];
  if (additions > 0 || deletions === 0) parts.push(`${some(additions, "insertion")}(+)`);
  if (deletions > 0 || additions === 0) parts.push(`${some(deletions, "deletion")}(-)`);
  return ` ${parts.join(", ")}\n`;
}

function summary(file: FileDiff): readonly string[] {
  const { before, after, similarity } = file;
  const changed =
    before !== undefined && after !== undefined && before.mode !== after.mode
      ? ` mode change ${before.mode} => ${after.mode}`
      : undefined;
  if (before === undefined) return [` create mode ${(after as PathEntry).mode} ${quotePath(pathOf(file))}\n`];
  if (after === undefined) return [` delete mode ${before.mode} ${quotePath(before.path)}\n`];
  if (similarity !== undefined)
    return [` rename ${nameOf(file)} (${similarity}%)\n`, ...(changed === undefined ? [] : [`${changed}\n`])];
  return changed === undefined ? [] : [`${changed} ${quotePath(after.path)}\n`];
}
