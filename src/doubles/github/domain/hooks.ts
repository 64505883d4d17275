import { validationFailed } from "../rest/problem.ts";
import type { Draft } from "../state/draft.ts";
import type { HookRow } from "../state/rows.ts";

/** Hooks of one repository or organization that GitHub lets wait for the same event. */
const hooksPerEventMax = 20;

/** What of a webhook can be said. Undefined: nothing was said of it. */
export interface HookInput {
  readonly url?: string | undefined;
  readonly contentType?: string | undefined;
  readonly insecureSsl?: string | undefined;
  /** Only whether there is one is kept. */
  readonly secret?: string | undefined;
  readonly events?: readonly string[] | undefined;
  readonly active?: boolean | undefined;
}

/** How rows call what a hook belongs to. @example hookOwner("repository", 5) // "repository:5" */
export function hookOwner(kind: "repository" | "organization", id: number): string {
  return `${kind}:${id}`;
}

/**
 * Makes a webhook.
 * @throws ApiProblem 422 where it can't be, or is there already
 */
export function addHook(draft: Draft, owner: string, input: HookInput): HookRow {
  const { url } = input;
  if (url === undefined || url === "")
    throw validationFailed({ resource: "Hook", code: "missing_field", field: "url" });
  checkUrl(url);
  const events = eventsOf(input.events ?? ["push"]);
  const same = draft
    .list("hook", owner)
    .some((hook) => hook.url === url && hook.events.toSorted().join() === events.toSorted().join());
  if (same) {
    const kind = owner.startsWith("repository:") ? "repository" : "organization";
    throw custom(`Hook already exists on this ${kind}`);
  }
  holdToCount(draft, owner, events, null);
  return draft.add("hook", {
    owner,
    name: "web",
    active: input.active ?? true,
    events,
    url,
    contentType: contentTypeOf(input.contentType),
    insecureSsl: input.insecureSsl === "1" ? "1" : "0",
    hasSecret: input.secret !== undefined && input.secret !== "",
    createdAt: draft.at,
    updatedAt: draft.at,
  });
}

/**
 * Changes a webhook: what is not said stays.
 * @throws ApiProblem 422
 */
export function changeHook(draft: Draft, hook: HookRow, input: HookInput): HookRow {
  if (input.url !== undefined) checkUrl(input.url);
  if (input.events !== undefined) holdToCount(draft, hook.owner, eventsOf(input.events), hook.id);
  return draft.change("hook", hook, {
    url: input.url ?? hook.url,
    contentType: input.contentType === undefined ? hook.contentType : contentTypeOf(input.contentType),
    insecureSsl: input.insecureSsl === undefined ? hook.insecureSsl : input.insecureSsl === "1" ? "1" : "0",
    hasSecret: input.secret === undefined ? hook.hasSecret : input.secret !== "",
    events: input.events === undefined ? hook.events : eventsOf(input.events),
    active: input.active ?? hook.active,
    updatedAt: draft.at,
  });
}

function holdToCount(draft: Draft, owner: string, events: readonly string[], own: number | null): void {
  const others = draft.list("hook", owner).filter(({ id }) => id !== own);
  for (const event of events) {
    if (others.filter((hook) => hook.events.includes(event)).length >= hooksPerEventMax)
      throw custom(`The ${JSON.stringify(event)} event cannot have more than ${hooksPerEventMax} hooks`);
  }
}

function checkUrl(url: string): void {
  if (!/^https?:\/\//i.test(url)) throw custom("url is missing a scheme");
}

function contentTypeOf(said: string | undefined): HookRow["contentType"] {
  return said === "json" ? "json" : "form";
}

function eventsOf(events: readonly string[]): readonly string[] {
  return [...new Set(events)];
}

function custom(message: string): ReturnType<typeof validationFailed> {
  return validationFailed({ resource: "Hook", code: "custom", message });
}
