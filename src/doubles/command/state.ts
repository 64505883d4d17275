import type { DoubleEvent } from "../../engine/index.ts";

/** What command doubles remember: which recordings they have replayed, and of which fixtures they made new ones. */
export interface CommandState {
  readonly fixtures: readonly FixtureUse[];
}

/** What became of one fixture. */
export interface FixtureUse {
  /** The file's path in the project. */
  readonly path: string;
  /** How often each recording answered, by its place in the fixture. */
  readonly replayed: Readonly<Record<string, number>>;
  /** Runs that were recorded for it in this world. */
  readonly recorded: number;
}

/** What happens to fixtures. Expectations that name the same file share what is used up of it. */
export type CommandEvent =
  | { readonly type: "recording-replayed"; readonly fixture: string; readonly recording: number }
  | { readonly type: "run-recorded"; readonly fixture: string }
  /** The expectations that used it are gone, and what they used up with them. */
  | { readonly type: "fixture-rewound"; readonly fixture: string };

/** State before any call. */
export function startCommand(): CommandState {
  return { fixtures: [] };
}

/** What became of a fixture so far. */
export function fixtureUse(state: CommandState, path: string): FixtureUse {
  return state.fixtures.find((one) => one.path === path) ?? { path, replayed: {}, recorded: 0 };
}

/** Applies an event, in place: a copy of what was replayed would cost more with every call. */
export function reduceCommand(state: CommandState, event: DoubleEvent): CommandState {
  const happened = event as unknown as CommandEvent;
  switch (happened.type) {
    case "recording-replayed": {
      const { replayed } = ownUse(state, happened.fixture);
      replayed[happened.recording] = (replayed[happened.recording] ?? 0) + 1;
      return state;
    }
    case "run-recorded":
      ownUse(state, happened.fixture).recorded += 1;
      return state;
    case "fixture-rewound": {
      const at = state.fixtures.findIndex(({ path }) => path === happened.fixture);
      if (at !== -1) (state.fixtures as FixtureUse[]).splice(at, 1);
      return state;
    }
    default:
      return state;
  }
}

interface OwnUse {
  readonly replayed: Record<string, number>;
  recorded: number;
}

function ownUse(state: CommandState, path: string): OwnUse {
  const known = state.fixtures.find((one) => one.path === path);
  if (known !== undefined) return known;
  const made = { path, replayed: {}, recorded: 0 };
  (state.fixtures as FixtureUse[]).push(made);
  return made;
}
