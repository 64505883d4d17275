import type { MapContext } from "../../../scenario/index.ts";
import { mapped, string, type Shape } from "../../../scenario/index.ts";
import { isBranchName, isRefName } from "../git/ref-name.ts";

/** What GitHub takes as a login: users, organizations and the accounts of apps. */
export const loginForm = {
  pattern: /^[A-Za-z0-9](?:[A-Za-z0-9]|[-_](?=[A-Za-z0-9])){0,38}(?:\[bot\])?$/,
  expected: "a login: letters, digits and single hyphens between them, at most 39",
} as const;

/** What GitHub takes as a repository's name. */
export const repositoryForm = {
  pattern: /^(?!\.{1,2}$)(?!.*\.(?:git|wiki)$)[A-Za-z0-9._-]{1,100}$/i,
  expected: "a repository's name without its owner: letters, digits, . _ -, not ending in .git or .wiki",
} as const;

/** A repository with its owner. */
export const fullNameForm = {
  pattern: /^[A-Za-z0-9][A-Za-z0-9_-]{0,38}\/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/,
  expected: 'a repository with its owner, "octocat/demo"',
} as const;

/** What GitHub makes of a name in addresses: an app's, a team's. */
export const slugForm = {
  pattern: /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/,
  expected: "a slug: small letters, digits and hyphens",
} as const;

/** A topic of a repository. */
export const topicForm = {
  pattern: /^[a-z0-9][a-z0-9-]{0,49}$/,
  expected: "a topic: small letters, digits and hyphens, at most 50",
} as const;

/** The slug of a name. @example slugOf("Release Bot!") // "release-bot" */
export function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
}

/** A text on one line that is not too long. */
export function line(charsMax: number, expected: string): Shape<string, string> {
  return string({
    pattern: new RegExp(`^[^\\n\\r\\0]{1,${charsMax}}$`),
    expected: `${expected}, at most ${charsMax} characters on one line`,
  });
}

/** A name that stands for something declared elsewhere, with its place. */
export interface Written {
  readonly name: string;
  /** Where it stands, in words: "github.tokens[0].owner". */
  readonly path: string;
  /** Where it stands. */
  readonly context: MapContext;
}

/** A name that is looked up when all is read. */
export function written(shape: Shape<string, string>): Shape<Written, string> {
  return mapped(shape, (name, context) => ({ name, path: context.path, context }));
}

/** Any value whose place is needed later: what stands at a key that is a name. */
export function placed<Out, In>(
  shape: Shape<Out, In>,
): Shape<{ readonly value: Out; readonly path: string; readonly context: MapContext }, In> {
  return mapped(shape, (value, context) => ({ value, path: context.path, context }));
}

/** The names that are the keys of a record whose values are placed. */
export function keysOf(
  record: Readonly<Record<string, { readonly path: string; readonly context: MapContext }>> | undefined,
): readonly Written[] {
  return Object.entries(record ?? {}).map(([name, { path, context }]) => ({ name, path, context }));
}

/** The values of a record whose values are placed. */
export function valuesOf<Value>(
  record: Readonly<Record<string, { readonly value: Value }>> | undefined,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(record ?? {}).map(([key, { value }]) => [key, value]));
}

/** A branch's name, as git takes it. */
export const branchName: Shape<string, string> = mapped(string({ nonEmpty: true }), (name, context) =>
  isBranchName(name) ? name : badRef(name, "a branch", context),
);

/** A tag's name, as git takes it. */
export const tagName: Shape<string, string> = mapped(string({ nonEmpty: true }), (name, context) =>
  isRefName(`refs/tags/${name}`) && !name.startsWith("-") ? name : badRef(name, "a tag", context),
);

function badRef(name: string, noun: string, context: MapContext): undefined {
  return context.report("invalid-value", {
    what: `${context.path}: git takes no ${JSON.stringify(name.slice(0, 80))} as the name of ${noun}`,
    why: "A name of git holds no spaces, no .. ~ ^ : ? * [ \\ and no @{, and neither starts with - or . nor ends with . or .lock.",
    fix: "Give it another name.",
  });
}
