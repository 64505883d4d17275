import type { ObjectReader } from "../object.ts";
import type { PathEntry } from "../tree.ts";
import { contentOf, fullScore, similarity, tooUnequal, type Content } from "./similarity.ts";
import type { PathPair } from "./tree-diff.ts";

/** A file that went under another name, and how much it still resembles itself. */
export interface Rename {
  readonly from: PathEntry;
  readonly to: PathEntry;
  /** Parts of fullScore. */
  readonly score: number;
}

/** Resemblance from which a removed and an added file are one that was renamed: half. */
const leastScore = fullScore / 2;

/** Resemblance that is asked for where the only hint is that no other file has the name: three quarters. */
const leastByName = leastScore + (fullScore - leastScore) / 2;

/** Removed times added files up to which contents are compared, squared: git's diff.renameLimit. */
const pairsMax = 1_000 * 1_000;

/**
 * Finds renames among removed and added files as git does: those of equal content first, then those that kept a
 * file name of which there is only one, then the most alike.
 * @param matters which removed files are worth more than a look at equal content; merging asks only for some
 */
export function findRenames(
  store: ObjectReader,
  pairs: readonly PathPair[],
  matters: (path: string) => boolean = () => true,
): readonly Rename[] {
  const gone = pairs.flatMap(({ before, after }) => (before && !after ? [before] : [])).filter(isFile);
  const come = pairs.flatMap(({ before, after }) => (after && !before ? [after] : [])).filter(isFile);
  const found: Rename[] = [];
  const open = { gone: new Set(gone), come: new Set(come) };
  const take = (from: PathEntry, to: PathEntry, score: number) => {
    found.push({ from, to, score });
    open.gone.delete(from);
    open.come.delete(to);
  };
  for (const [from, to] of sameContent(store, open)) take(from, to, fullScore);
  for (const entry of gone) if (!matters(entry.path)) open.gone.delete(entry);
  for (const [from, to, score] of sameName(store, open)) take(from, to, score);
  if (open.gone.size * open.come.size > pairsMax) return found;
  for (const [from, to, score] of mostAlike(store, open)) {
    if (open.gone.has(from) && open.come.has(to)) take(from, to, score);
  }
  return found;
}

interface Open {
  readonly gone: ReadonlySet<PathEntry>;
  readonly come: ReadonlySet<PathEntry>;
}

/** Submodules are never renamed. */
function isFile(entry: PathEntry): boolean {
  return entry.type === "blob";
}

function isLink(entry: PathEntry): boolean {
  return entry.mode === "120000";
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function* sameContent(store: ObjectReader, { gone, come }: Open): Generator<[PathEntry, PathEntry]> {
  const left = new Set(gone);
  for (const to of come) {
    const equal = [...left].filter((from) => from.sha === to.sha && isLink(from) === isLink(to));
    const from = equal.find(({ path }) => baseName(path) === baseName(to.path)) ?? equal[0];
    // Empty files resemble nothing in particular, but git takes them as equal too.
    if (from === undefined || store.get(to.sha) === undefined) continue;
    left.delete(from);
    yield [from, to];
  }
}

function sameName(store: ObjectReader, { gone, come }: Open): [PathEntry, PathEntry, number][] {
  const only = (entries: ReadonlySet<PathEntry>) => {
    const names = new Map<string, PathEntry | undefined>();
    for (const entry of entries) {
      const name = baseName(entry.path);
      names.set(name, names.has(name) ? undefined : entry);
    }
    return names;
  };
  const now = only(come);
  return [...only(gone)].flatMap(([name, from]): [PathEntry, PathEntry, number][] => {
    const to = now.get(name);
    if (from === undefined || to === undefined) return [];
    const score = scoreOf(store, from, to, leastByName);
    return score < leastByName ? [] : [[from, to, score]];
  });
}

function mostAlike(store: ObjectReader, { gone, come }: Open): [PathEntry, PathEntry, number][] {
  const all: [PathEntry, PathEntry, number][] = [];
  for (const to of come)
    for (const from of gone) {
      const score = scoreOf(store, from, to, leastScore);
      if (score >= leastScore) all.push([from, to, score]);
    }
  const kept = ([from, to]: [PathEntry, PathEntry, number]) =>
    Number(baseName(from.path) === baseName(to.path));
  return all.sort((one, other) => other[2] - one[2] || kept(other) - kept(one));
}

function scoreOf(store: ObjectReader, from: PathEntry, to: PathEntry, least: number): number {
  if (isLink(from) !== isLink(to)) return 0;
  const [before, after] = [content(store, from), content(store, to)];
  if (before === undefined || after === undefined || tooUnequal(before, after, least)) return 0;
  return similarity(before, after);
}

function content(store: ObjectReader, entry: PathEntry): Content | undefined {
  const blob = store.get(entry.sha);
  return blob === undefined ? undefined : contentOf(blob);
}
