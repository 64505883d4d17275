import { limits, utf8, type Json, type Place } from "../../../core/index.ts";
import { anonymous, type Actor } from "../access/actor.ts";
import type { TransitionConfig } from "../config.ts";
import { published } from "../published/index.ts";
import type { RestAnswer } from "../rest/answer.ts";
import { repositoryNamed } from "../rest/find-repository.ts";
import { realOrigin } from "../rest/origin.ts";
import type { Performing } from "../rest/performing.ts";
import type { Draft } from "../state/draft.ts";
import type { GithubEvent } from "../state/state.ts";
import { folded, numberWithin, transitionKey } from "../state/tables.ts";
import { rowOf } from "../state/view.ts";
import type { CountedTransition } from "./count-calls.ts";
import { fillFacts } from "./fill-facts.ts";

/** What may happen by itself, and what of it is due because enough calls were made. */
export interface TransitionsDue {
  readonly transitions: readonly TransitionConfig[];
  /** Those that are due. */
  readonly counted: readonly CountedTransition[];
}

/** A transition that should have happened, and could not. */
export interface FailedTransition {
  readonly name: string;
  readonly at: Place;
  readonly why: string;
}

type Facts = Readonly<Record<string, Json>>;
type PerformOn = (draft: Draft, asked: Performing) => RestAnswer | null;

/**
 * Lets happen what happens by itself: first what is due by the number of calls, then what an event of this decision
 * brings about, and what that does in turn. Part of the decision that brought it about.
 */
export function runTransitions(
  draft: Draft,
  { transitions, counted }: TransitionsDue,
  performOn: PerformOn,
): readonly FailedTransition[] {
  const failed: FailedTransition[] = [];
  const run = (one: TransitionConfig, facts: Facts): void => {
    draft.put("transition", { name: one.name, done: doneOf(draft, one) + 1 });
    draft.emit("backlot.transition", { actor: one.as, repository: null, facts: { transition: one.name } });
    const why = attempt(draft, one, facts, performOn);
    if (why !== null) failed.push({ name: one.name, at: one.at, why });
  };
  draft.settle();
  for (const { name, facts } of counted) {
    run(transitions.find((one) => one.name === name) as TransitionConfig, facts);
  }
  let happened = 0;
  for (let at = 0; at < draft.events.length; at += 1) {
    const event = draft.events[at] as GithubEvent;
    for (const one of transitions) {
      if (!follows(one, event) || doneOf(draft, one) >= one.times) continue;
      happened += 1;
      if (happened > limits.transitions) {
        const why = `more than ${limits.transitions} things would happen after one call`;
        return [...failed, { name: one.name, at: one.at, why }];
      }
      run(one, { ...event.facts, repository: event.repository });
      draft.settle();
    }
  }
  return failed;
}

function doneOf(draft: Draft, { name }: TransitionConfig): number {
  return draft.get("transition", transitionKey(name))?.done ?? 0;
}

function follows({ when }: TransitionConfig, event: GithubEvent): boolean {
  if (when.kind !== "event" || when.event !== event.type) return false;
  return when.repository === null || folded(when.repository) === folded(event.repository ?? "");
}

/** Performs what a transition says. @returns why it could not be; null: it was */
function attempt(
  draft: Draft,
  { request: line, body, as }: TransitionConfig,
  told: Facts,
  performOn: PerformOn,
): string | null {
  const facts = withPull(draft, told);
  const filled = fillFacts(line, facts);
  const filledBody = body === null ? "" : fillFacts(body, facts);
  if (typeof filled !== "string") return filled.why;
  if (typeof filledBody !== "string") return filledBody.why;
  const [method = "", target = ""] = filled.split(" ");
  const [path = "", query = ""] = target.split("?");
  const routed = published().route(method, path);
  if (routed === undefined || !("operation" in routed)) return `${method} ${path} is no operation of the API`;
  const login = as ?? routed.params["owner"] ?? routed.params["org"];
  const actor = actorFor(draft, login);
  if (actor === null) return login === undefined ? "there is no user" : `nobody is called ${login}`;
  const request = { method, path, query, headers: [], origin: realOrigin, body: utf8(filledBody) };
  const { operation, params } = routed;
  const answer = performOn(draft, { request, operation: operation.id, params, actor });
  if (answer === null) return `${method} ${path} is not simulated`;
  if (answer.status < 400) return null;
  return `${method} ${path} was answered with ${answer.status}: ${JSON.stringify(answer.json)}`;
}

/** What is about a pull request may ask for its head and base as well. */
function withPull(draft: Draft, facts: Facts): Facts {
  const { repository: name, number } = facts;
  if (typeof name !== "string") return facts;
  const [owner = "", repo = ""] = name.split("/");
  const repository = repositoryNamed(draft, owner, repo);
  const pull =
    repository === null ? undefined : draft.named("pull", numberWithin(repository.id, Number(number)));
  if (pull === undefined) return facts;
  return { sha: pull.headSha, head_ref: pull.headRef, base_ref: pull.baseRef, ...facts };
}

/**
 * Who does it: the user that it names, or the owner of what it is about (of an organization somebody who runs it).
 * Nothing restricts them.
 */
function actorFor(draft: Draft, login: string | undefined): Actor | null {
  const named =
    login === undefined
      ? draft.list("account").find(({ type }) => type === "User")
      : draft.named("account", folded(login));
  if (named === undefined) return null;
  const admin = draft.list("membership", named.id).find(({ role }) => role === "admin");
  const account = admin === undefined ? named : rowOf(draft, "account", admin.user);
  return { ...anonymous, kind: "user", account, accepted: true };
}
