import { limits } from "../../core/index.ts";
import type { Decision, DoubleEvent, Refusal } from "../../engine/index.ts";
import { perform, performOn, type Performed } from "./rest/perform.ts";
import type { Performing } from "./rest/performing.ts";
import { draftOf } from "./state/draft.ts";
import { runTransitions, type TransitionsDue } from "./transitions/run-transitions.ts";
import { keptEvent, restoredEvent, snapshotKey, type GithubEvent, type GithubState } from "./state/state.ts";

/** What may be asked of the double. */
export type GithubCommand =
  /** An operation of the REST API. */
  | ({ readonly do: "rest"; readonly due?: TransitionsDue | undefined } & Performing)
  /** What is due because of a call that came to no operation. */
  | { readonly do: "transitions"; readonly due: TransitionsDue }
  /** Keeps the state as it is under a name. */
  | { readonly do: "snapshot"; readonly name: string }
  /** Goes back to the state that was kept. */
  | { readonly do: "restore"; readonly name: string };

/** The answer to an operation stands beside its events: programs are told it, the journal is not. */
export type RestDecision = Decision & { readonly answer: Performed };

/** Decides what a command comes to. */
export function decideGithub(
  state: GithubState,
  command: GithubCommand,
  at: string,
): readonly DoubleEvent[] | Decision | Refusal {
  switch (command.do) {
    case "rest": {
      return decision(perform(state, command, wholeSeconds(at), command.due));
    }
    case "transitions": {
      const draft = draftOf(state, wholeSeconds(at));
      const failed = runTransitions(draft, command.due, performOn);
      return decision({ answer: null, events: draft.events, failed });
    }
    case "snapshot":
      if (
        Object.keys(state.snapshots).length >= limits.githubSnapshots &&
        !Object.hasOwn(state.snapshots, snapshotKey(command.name))
      )
        return { refused: `at most ${limits.githubSnapshots} snapshots are kept` };
      return [own(keptEvent, command.name)];
    case "restore":
      return Object.hasOwn(state.snapshots, snapshotKey(command.name))
        ? [own(restoredEvent, command.name)]
        : { refused: `no snapshot is called ${JSON.stringify(command.name)}` };
    default:
      return { refused: "GitHub knows no such command" };
  }
}

function decision(performed: Performed): RestDecision {
  return { events: performed.events as unknown as readonly DoubleEvent[], answer: performed };
}

function own(type: string, snapshot: string): DoubleEvent {
  const event: GithubEvent = {
    type,
    actor: null,
    repository: null,
    facts: { snapshot },
    put: [],
    removed: [],
  };
  return event as unknown as DoubleEvent;
}

/** GitHub tells no parts of seconds. */
export function wholeSeconds(at: string): string {
  return at.replace(/\.\d+Z$/, "Z");
}
