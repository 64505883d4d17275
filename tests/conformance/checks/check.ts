import type { Subject } from "../subject.ts";
import { openTestWorld, type Talk, type TestWorld } from "../test-world.ts";
import type { Bend } from "../program.ts";
import { replay } from "../watched-double.ts";

/** One thing that holds for every double. */
export interface Check {
  readonly name: string;
  /** What does not hold; nothing when all is well. */
  run(subject: Subject): Promise<readonly string[]>;
}

/** A world in which a subject's story was told. */
export interface Told {
  readonly world: TestWorld;
  readonly talks: readonly Talk[];
}

/** Tells a subject's story; the last conversation told may be bent. */
export async function tell(subject: Subject, last = subject.story.length - 1, bend?: Bend): Promise<Told> {
  const world = openTestWorld(subject);
  const talks: Talk[] = [];
  for (const [index, conversation] of subject.story.slice(0, last + 1).entries()) {
    talks.push(await world.talk(conversation, index === last ? bend : undefined));
  }
  return { world, talks };
}

/** What must be true of a world after anything: pure decisions, whole replies, one record a call, a journal that rebuilds it. */
export function soundness(subject: Subject, { world, talks }: Told): string[] {
  const ids = world.records().map((record) => record.id);
  const wanted = talks.map((_, index) => index + 1);
  return [
    ...talks.flatMap((talk) => talk.faults),
    ...world.watch.faults,
    ...(world.world.open.size === 0 ? [] : ["a call is still open"]),
    ...(String(ids.toSorted((a, b) => a - b)) === String(wanted) ? [] : [`journaled calls ${ids.join(" ")}`]),
    ...rebuilding(subject, world),
  ];
}

/** Where the state that the events give parts from the one that was lived. */
function rebuilding(subject: Subject, world: TestWorld): string[] {
  const lived = world.watch.states;
  const rebuilt = replay(subject.double, subject.config, world.events());
  if (lived.length !== rebuilt.length) return [`${lived.length} states lived, ${rebuilt.length} rebuilt`];
  if (world.watch.now() !== lived.at(-1)) return ["the state was changed by no event"];
  const at = lived.findIndex((state, index) => state !== rebuilt[index]);
  if (at === -1) return [];
  return [`after event ${at} the state is ${lived[at]}, rebuilt it is ${rebuilt[at]}`];
}

/** The double itself is at fault for a call: it failed where it should have answered or refused. */
export function failures({ world }: Told): string[] {
  return world
    .records()
    .filter((record) => record.outcome === "failed")
    .map((record) => `${record.text} failed: ${record.findings.map((one) => one.what).join("; ")}`);
}

/** Puts what was found under the case it was found in. */
export function within(place: string, found: readonly string[]): string[] {
  return found.map((one) => `${place}: ${one}`);
}
