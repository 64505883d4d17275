import type { MapContext } from "../../../scenario/index.ts";
import { githubService, type GithubConfig, type TokenConfig } from "../config.ts";
import { checkNames } from "./check-names.ts";
import { checkTokens } from "./check-tokens.ts";
import { declaredNames, type Nameable } from "./declared.ts";
import { checkReferences, type Entry } from "./references.ts";
import { completeTokens } from "./tokens.ts";

/** All lists of the section, as they were read. */
export interface ReadLists extends Nameable {
  readonly tokens: readonly Entry<TokenConfig & { readonly named: boolean }>[];
}

/** The lists of a GitHub's configuration. */
export type LinkedLists = Pick<GithubConfig, "users" | "organizations" | "repositories" | "tokens" | "apps">;

/** Looks up every name that one part has of another, and says everything that does not go together. */
export function linkGithub(read: ReadLists, context: MapContext): LinkedLists {
  const tokens = completeTokens(read.tokens);
  checkNames(read, context);
  checkReferences(
    Object.values(read).flatMap((entries: readonly Entry<unknown>[]) =>
      entries.flatMap(({ refers }) => refers),
    ),
    declaredNames(read, context),
    context,
  );
  checkTokens(read.tokens, tokens, context);
  checkService(context);
  return {
    users: read.users.map(({ config }) => config),
    organizations: read.organizations.map(({ config }) => config),
    repositories: read.repositories.map(({ config }) => config),
    apps: read.apps.map(({ config }) => config),
    tokens,
  };
}

/** A service of the same name would listen in its place. */
function checkService(context: MapContext): void {
  const services = context.outer("services");
  const own =
    services?.kind === "table" ? services.entries.find(({ key }) => key === githubService) : undefined;
  if (own === undefined) return;
  context.report("conflicting-fields", {
    what: "there is [github], and a service called github in [services]",
    why: "Both would stand at the same place in reports and in the program's environment.",
    fix: "Give the service another name, or remove it and write [[github.stubs]].",
  });
}
