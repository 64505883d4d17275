import type { HeaderList } from "../../../core/index.ts";
import type { HttpRecord } from "../../../engine/index.ts";
import type { Actor } from "../access/actor.ts";
import type { Operation } from "../published/index.ts";
import type { GithubState } from "../state/state.ts";

/** An answer ready to send, with what the call's record says of it. */
export interface ReadyAnswer {
  readonly status: number;
  /** Headers that are the same for every call that is answered so. */
  readonly headers: HeaderList;
  readonly bytes: Uint8Array;
  readonly record: NonNullable<HttpRecord["response"]>;
  /** Undefined: nothing answers there. */
  readonly operation: Operation | undefined;
  readonly actor: Actor;
  /** It was made from the description alone. */
  readonly synthetic: boolean;
}

const answersMax = 256;
const bytesMax = 64 * 1024;

interface Known {
  readonly answers: Map<string, ReadyAnswer>;
  version: number;
  nowMs: number;
}

const knownByState = new WeakMap<GithubState, Known>();

/**
 * Answers to reads that were given before: programs ask for the same again and again, and nothing that an answer
 * depends on can have changed while state and clock have not.
 * @param nowMs the world's clock
 */
export function knownAnswers(state: GithubState, nowMs: number): ReadonlyMap<string, ReadyAnswer> {
  return knownOf(state, nowMs).answers;
}

/** Remembers an answer. @param key all that the request said */
export function rememberAnswer(state: GithubState, nowMs: number, key: string, answer: ReadyAnswer): void {
  const { answers } = knownOf(state, nowMs);
  if (answer.bytes.length > bytesMax) return;
  if (answers.size >= answersMax) answers.clear();
  answers.set(key, answer);
}

function knownOf(state: GithubState, nowMs: number): Known {
  const known = knownByState.get(state);
  if (known?.version === state.version && known.nowMs === nowMs) return known;
  const made: Known = known ?? { answers: new Map(), version: 0, nowMs: 0 };
  made.answers.clear();
  made.version = state.version;
  made.nowMs = nowMs;
  knownByState.set(state, made);
  return made;
}
