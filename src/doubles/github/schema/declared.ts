import type { MapContext } from "../../../scenario/index.ts";
import type { AppConfig, OrganizationConfig, RepositoryConfig, UserConfig } from "../config.ts";
import { Declared, type Entry } from "./references.ts";
import { fullNameOf, refsOf } from "./refs.ts";

/** What other parts of a scenario may name. */
export interface Nameable {
  readonly users: readonly Entry<UserConfig>[];
  readonly organizations: readonly Entry<OrganizationConfig>[];
  readonly repositories: readonly Entry<RepositoryConfig>[];
  readonly apps: readonly Entry<AppConfig>[];
}

/** All names that a scenario declares. Entries that could not be read have been told; their names count all the same. */
export function declaredNames(read: Nameable, context: MapContext): Declared {
  const declared = new Declared();
  for (const { config } of read.users) {
    declared.add("user", config.login, config.at);
    declared.add("account", config.login, config.at);
  }
  for (const { config } of read.organizations) addOrganization(declared, config);
  for (const entry of read.repositories) addRepository(declared, entry, read.repositories);
  for (const { config } of read.apps) {
    declared.add("app", config.slug, config.at);
    declared.add("user", `${config.slug}[bot]`, config.at);
  }
  addUnread(declared, context);
  return declared;
}

function addOrganization(declared: Declared, { login, teams, at }: OrganizationConfig): void {
  declared.add("organization", login, at);
  declared.add("account", login, at);
  for (const { slug } of teams) declared.add("team", slug, at, login);
}

function addRepository(
  declared: Declared,
  entry: Entry<RepositoryConfig>,
  all: readonly Entry<RepositoryConfig>[],
): void {
  const { labels, milestones, at } = entry.config;
  const fullName = fullNameOf(entry.config);
  declared.add("repository", fullName, at);
  for (const { name } of labels) declared.add("label", name, at, fullName);
  for (const { title } of milestones) declared.add("milestone", title, at, fullName);
  const { branches, tags } = refsOf(all, entry);
  for (const name of branches) declared.add("branch", name, at, fullName);
  for (const name of [...branches, ...tags]) declared.add("revision", name, at, fullName);
}

/** Names in entries that could not be read, which would otherwise be missing as well. */
function addUnread(declared: Declared, context: MapContext): void {
  for (const login of writtenIn(context, "users", ["login"])) {
    if (!declared.has("account", login))
      for (const to of ["user", "account"] as const) declared.addUnread(to, login);
  }
  for (const login of writtenIn(context, "organizations", ["login"])) {
    if (declared.has("organization", login)) continue;
    for (const to of ["organization", "account"] as const) declared.addUnread(to, login);
  }
  for (const name of writtenIn(context, "repositories", ["owner", "name"]))
    if (!declared.has("repository", name)) declared.addUnread("repository", name);
  for (const slug of writtenIn(context, "apps", ["slug"]))
    if (!declared.has("app", slug)) {
      declared.addUnread("app", slug);
      declared.addUnread("user", `${slug}[bot]`);
    }
}

/** What the entries of a list hold in a few fields, joined by slashes, whatever else is wrong with them. */
function writtenIn(context: MapContext, list: string, fields: readonly string[]): readonly string[] {
  const node = context.fieldNode(list);
  if (node?.kind !== "list") return [];
  return node.items.flatMap((item) => {
    const values = fields.map((field) => {
      const value = item.kind === "table" ? item.entries.find(({ key }) => key === field)?.value : undefined;
      return value?.kind === "string" ? value.value : undefined;
    });
    return values.includes(undefined) ? [] : [values.join("/")];
  });
}
