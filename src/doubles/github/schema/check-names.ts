import { quote } from "../../../core/index.ts";
import type { MapContext } from "../../../scenario/index.ts";
import { folded } from "../state/tables.ts";
import type { Nameable } from "./declared.ts";
import { checkOnce, type Entry, type Single } from "./references.ts";
import { fullNameOf } from "./refs.ts";

/** Logins, names and ids that there can only be once. */
export function checkNames(read: Nameable, context: MapContext): void {
  const { users, organizations, repositories, apps } = read;
  const noCase = "GitHub compares names without case, and users and organizations share their logins.";
  const rename = "Remove one of them, or give it another name.";
  const accounts = [...users, ...organizations].map((entry) => ({
    key: folded(entry.config.login),
    what: `the login ${quote(entry.config.login)}`,
    at: placeOf(entry, "login"),
  }));
  checkOnce(accounts, noCase, rename, context);
  checkOnce(repositories.map(repositoryName), noCase, rename, context);
  checkOnce(
    apps.map((entry) => ({
      key: folded(entry.config.slug),
      what: `the app ${quote(entry.config.slug)}`,
      at: placeOf(entry, "slug"),
    })),
    noCase,
    rename,
    context,
  );
  checkIds([...users, ...organizations], "account", context);
  checkIds(repositories, "repository", context);
  checkIds(apps, "app", context);
  const logins = new Set(organizations.map(({ config }) => folded(config.login)));
  for (const entry of repositories) {
    const { visibility, owner } = entry.config;
    if (visibility !== "internal" || logins.has(folded(owner))) continue;
    context.report("impossible-state", {
      at: placeOf(entry, "visibility"),
      what: `${fullNameOf(entry.config)} is internal, and ${owner} is no organization`,
      why: "Internal means seen by all members of the organization.",
      fix: 'Write visibility = "private".',
    });
  }
  for (const organization of organizations) checkTeams(organization, context);
  checkFormerNames(repositories, context);
}

/** Where a field of an entry stands. */
export function placeOf({ context }: Entry<unknown>, field: string): Single["at"] {
  return context.fieldNode(field) === undefined ? context.at : context.ofField(field).at;
}

function repositoryName(entry: Nameable["repositories"][number]): Single {
  const name = fullNameOf(entry.config);
  return { key: folded(name), what: `the repository ${name}`, at: placeOf(entry, "name") };
}

/** Ids that are said may stand once only. */
export function checkIds(
  entries: readonly Entry<{ readonly id: number | null }>[],
  noun: string,
  context: MapContext,
): void {
  const said = entries.flatMap((entry) =>
    entry.config.id === null
      ? []
      : [
          {
            key: entry.config.id,
            what: `the id ${entry.config.id} of ${article(noun)}`,
            at: placeOf(entry, "id"),
          },
        ],
  );
  checkOnce(said, "An id stands for one thing only.", "Give one of them another id, or none.", context);
}

function article(noun: string): string {
  return /^[aeiou]/.test(noun) ? `an ${noun}` : `a ${noun}`;
}

function checkTeams(
  { config, context: place }: Nameable["organizations"][number],
  context: MapContext,
): void {
  const at = place.fieldNode("teams") === undefined ? place.at : place.ofField("teams").at;
  const teams = config.teams.map(({ slug }) => ({
    key: folded(slug),
    what: `the team ${quote(slug)} of ${config.login}`,
    at,
  }));
  checkOnce(teams, "A team is known by its slug.", "Give one of them another name or slug.", context);
  for (const { slug, parent } of config.teams)
    if (parent !== null && circles(config.teams, slug))
      context.report("impossible-state", {
        at,
        what: `the team ${quote(slug)} of ${config.login} is its own parent, directly or through others`,
        fix: "Correct parent.",
      });
}

function circles(
  teams: readonly { readonly slug: string; readonly parent: string | null }[],
  slug: string,
): boolean {
  const parents = new Map(teams.map((team) => [team.slug, team.parent]));
  let at: string | null | undefined = slug;
  for (let steps = 0; steps <= teams.length; steps++) {
    at = at === null || at === undefined ? at : parents.get(at);
    if (at === slug) return true;
  }
  return false;
}

/** A name that redirects can't be the name of something, nor lead to two repositories. */
function checkFormerNames(repositories: Nameable["repositories"], context: MapContext): void {
  const live = new Map(repositories.toReversed().map((entry) => [folded(fullNameOf(entry.config)), entry]));
  const former = repositories.flatMap((entry) =>
    entry.config.formerNames.map((name) => ({ entry, name, at: placeOf(entry, "former_names") })),
  );
  for (const { entry, name, at } of former) {
    const other = live.get(folded(name));
    if (other === undefined) continue;
    context.report("impossible-state", {
      at,
      what:
        other === entry
          ? `${name} is the repository's own name, not a former one`
          : `${name} is the name of a repository, so calls to it are not redirected`,
      why: "GitHub drops a redirect as soon as something has the name.",
      fix: "Remove it from former_names.",
      near: [{ what: fullNameOf(other.config), at: other.config.at }],
    });
  }
  checkOnce(
    former.map(({ name, at }) => ({ key: folded(name), what: `the former name ${name}`, at })),
    "A name redirects to one repository.",
    "Remove one of them.",
    context,
  );
}
