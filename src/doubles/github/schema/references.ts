import { nearest, quote, type Near, type Place } from "../../../core/index.ts";
import type { MapContext } from "../../../scenario/index.ts";
import { folded } from "../state/tables.ts";
import type { Written } from "./names.ts";

/** What a name may stand for. */
export type Target =
  | "user"
  | "organization"
  | "account"
  | "repository"
  | "app"
  | "label"
  | "milestone"
  | "branch"
  | "revision"
  | "team";

/** A name and what it must stand for. */
export interface Reference extends Written {
  readonly to: Target;
  /** The repository or organization that must have it, where it is no name of its own. */
  readonly within?: string;
}

/** What an entry of a list comes to, with the names that it uses. */
export interface Entry<Config> {
  readonly config: Config;
  readonly refers: readonly Reference[];
  readonly path: string;
  readonly context: MapContext;
}

/** References of names to things of one sort. */
export function refer(
  to: Target,
  names: Written | readonly Written[] | undefined,
  within?: string,
): readonly Reference[] {
  const all = names === undefined ? [] : "name" in names ? [names] : names;
  return all.map((one) => ({ ...one, to, ...(within === undefined ? {} : { within }) }));
}

const nouns: Readonly<Record<Target, { readonly noun: string; readonly fix: string }>> = {
  user: { noun: "user", fix: "Declare it in [[github.users]], or correct the name." },
  organization: {
    noun: "organization",
    fix: "Declare it in [[github.organizations]], or correct the name.",
  },
  account: {
    noun: "user or organization",
    fix: "Declare it in [[github.users]] or [[github.organizations]], or correct the name.",
  },
  repository: { noun: "repository", fix: "Declare it in [[github.repositories]], or correct the name." },
  app: { noun: "app", fix: "Declare it in [[github.apps]], or correct its slug." },
  label: { noun: "label", fix: "Add it to the labels of the repository, or correct the name." },
  milestone: { noun: "milestone", fix: "Add it to the milestones of the repository, or correct the title." },
  branch: { noun: "branch", fix: "Add it to the branches of the repository, or correct the name." },
  revision: {
    noun: "branch or tag",
    fix: "Add it to the branches or tags of the repository, or correct the name.",
  },
  team: { noun: "team", fix: "Declare it in the teams of the organization, or correct its slug." },
};

/** Names that differ in case are different ones for git only. */
function keyOf(to: Target, name: string, within: string | undefined): string {
  const plain = to === "branch" || to === "revision" || to === "milestone" ? name : folded(name);
  return within === undefined ? plain : `${folded(within)}\n${plain}`;
}

/** All that a scenario declares, by name. */
export class Declared {
  readonly #known = new Map<Target, Map<string, { readonly name: string; readonly at?: Place }>>();
  readonly #unread = new Set<string>();

  /** Says that something is declared. A place makes it a better suggestion. */
  add(to: Target, name: string, at?: Place, within?: string): void {
    const names = this.#known.get(to) ?? new Map<string, { readonly name: string; readonly at?: Place }>();
    this.#known.set(to, names);
    const key = keyOf(to, name, within);
    if (!names.has(key)) names.set(key, { name, ...(at === undefined ? {} : { at }) });
  }

  /** Says that something is declared that could not be read: what it has is not known. */
  addUnread(to: Target, name: string): void {
    this.add(to, name);
    this.#unread.add(folded(name));
  }

  /** Whether something is declared. */
  has(to: Target, name: string, within?: string): boolean {
    return this.#known.get(to)?.has(keyOf(to, name, within)) === true;
  }

  /** Whether what is within it can be looked up: it is declared and was read. */
  isRead(name: string): boolean {
    const there = this.has("repository", name) || this.has("organization", name);
    return there && !this.#unread.has(folded(name));
  }

  /** Names like one that is not declared. */
  near(to: Target, name: string, within?: string): readonly Near[] {
    const prefix = within === undefined ? "" : `${folded(within)}\n`;
    const names = [...(this.#known.get(to) ?? [])].filter(([key]) =>
      prefix === "" ? true : key.startsWith(prefix),
    );
    const candidates = new Map(names.map(([, one]) => [one.name, one.at]));
    return nearest(name, candidates.keys()).map((one) => {
      const at = candidates.get(one);
      return { what: one, ...(at === undefined ? {} : { at }) };
    });
  }
}

/** Reports every name that stands for nothing. */
export function checkReferences(
  references: readonly Reference[],
  declared: Declared,
  context: MapContext,
): void {
  for (const { to, name, within, path, context: place } of references) {
    if (declared.has(to, name, within)) continue;
    // That the repository or organization is unknown is told by itself.
    if (within !== undefined && !declared.isRead(within)) continue;
    const { noun, fix } = nouns[to];
    const other = to === "user" && declared.has("organization", name);
    const where = within === undefined ? "" : ` in ${within}`;
    context.report("unknown-name", {
      at: place.at,
      what: other
        ? `${path}: ${quote(name, 80)} is an organization, not a user`
        : `${path}: there is no ${noun} ${quote(name, 80)}${where}`,
      fix: other ? "Name a user." : fix,
      near: declared.near(to, name, within),
    });
  }
}

/** Something that must be there once. */
export interface Single {
  /** Two with one key are one too many. */
  readonly key: string | number;
  /** What it is, in words: 'the login "octocat"'. */
  readonly what: string;
  readonly at: Place;
}

/** Reports what is declared twice. */
export function checkOnce(all: readonly Single[], why: string, fix: string, context: MapContext): void {
  const first = new Map<string | number, Single>();
  for (const one of all) {
    const other = first.get(one.key);
    if (other === undefined) first.set(one.key, one);
    else
      context.report("declared-twice", {
        at: one.at,
        what: `${one.what} is declared twice`,
        why,
        fix,
        near: [{ what: other.what, at: other.at }],
      });
  }
}

/** Reports repositories that a list names twice. */
export function checkListedOnce(names: readonly Written[] | undefined, context: MapContext): void {
  checkOnce(
    (names ?? []).map(({ name, context: { at } }) => ({
      key: folded(name),
      what: `${name} in this list`,
      at,
    })),
    "GitHub compares names without case.",
    "Remove one of them.",
    context,
  );
}
