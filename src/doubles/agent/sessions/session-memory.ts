import type { JsonObject } from "../../../core/index.ts";

/** What is known of the sessions of a world, so that no process has to look through all of them. */
export interface SessionMemory {
  /** By configuration folder and project. */
  readonly projects: Map<
    string,
    {
      /** Entries of the project's index, by session. */
      readonly entries: Map<string, JsonObject>;
      /** Sessions that were kept since they were listed. */
      readonly kept: Set<string>;
    }
  >;
}

const memories = new WeakMap<object, SessionMemory>();

/** The memory of a world. @param world what stands for it as long as it is there */
export function sessionMemory(world: object): SessionMemory {
  const known = memories.get(world) ?? { projects: new Map() };
  memories.set(world, known);
  return known;
}
