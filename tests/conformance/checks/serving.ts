import fc from "fast-check";
import type { Reply } from "../../../src/core/index.ts";
import type { Bend } from "../program.ts";
import type { Conversation, Subject } from "../subject.ts";
import { openTestWorld, type Talk } from "../test-world.ts";
import { failures, soundness, tell, within, type Check } from "./check.ts";
import { garbled } from "./garbled.ts";

/** What holds for how a double serves, whatever the program and the host do. */
export const servingChecks: readonly Check[] = [
  {
    name: "every conversation of the story is answered as it should be",
    run: async (subject) => {
      const told = await tell(subject);
      const unanswered = subject.story.flatMap(({ name, answers }, index) =>
        answers === undefined || told.talks[index]?.text.includes(answers) === true
          ? []
          : [`${name} is answered with ${JSON.stringify(told.talks[index]?.lines)}`],
      );
      return [...unanswered, ...failures(told), ...soundness(subject, told)];
    },
  },
  {
    name: "input in single bytes gives the same answers and events",
    run: async (subject) => {
      const whole = await tell(subject);
      const world = openTestWorld(subject);
      const talks: Talk[] = [];
      for (const one of subject.story) talks.push(await world.talk(one, { inSingleBytes: true }));
      const differing = subject.story.flatMap(({ name }, index) => {
        const [left, right] = [whole.talks[index]?.lines, talks[index]?.lines].map((lines) =>
          JSON.stringify(lines),
        );
        return left === right ? [] : [`${name} is answered with ${right}, not ${left}`];
      });
      const events = [whole.world, world].map((one) => JSON.stringify(one.events()));
      const same = events[0] === events[1] ? [] : [`events are ${events[1]}, not ${events[0]}`];
      return [...differing, ...same, ...soundness(subject, { world, talks })];
    },
  },
  {
    name: "a program may leave at any point of its input",
    run: (subject) =>
      collect(subject, ({ steps }) => steps.map((_, index) => ({ leavesAfter: index })), true),
  },
  {
    name: "a program may leave in the middle of any text",
    run: async (subject) => {
      const broken = { ...subject, story: subject.story.map(inHalves) };
      return collect(broken, ({ steps }) => steps.map((_, index) => ({ leavesAfter: index + 1 })), true);
    },
  },
  {
    name: "any method of the reply may fail, at any of its calls",
    run: async (subject) => {
      const { talks } = await tell(subject);
      return collect(subject, (conversation) => {
        const counts = talks[subject.story.indexOf(conversation)]?.counts ?? {};
        return Object.entries(counts).flatMap(([method, count]) =>
          Array.from({ length: Math.min(count, mostFaults) }, (_, index) => ({
            fault: { method: method as keyof Reply, at: index + 1 },
          })),
        );
      });
    },
  },
  {
    name: "nonsense is answered or refused",
    run: async (subject) => {
      const found: string[] = [];
      await fc
        .assert(
          fc.asyncProperty(garbled(subject.story), async (conversation) => {
            const world = openTestWorld(subject);
            const told = { world, talks: [await world.talk(conversation)] };
            found.push(...within(describe(conversation), [...failures(told), ...soundness(subject, told)]));
            return found.length === 0;
          }),
          { numRuns: 150, seed: 7, endOnFailure: true, interruptAfterTimeLimit: 15_000 },
        )
        .catch((error: unknown) => {
          if (found.length === 0) found.push(String(error));
        });
      return found;
    },
  },
  {
    name: "calls may overlap",
    run: async (subject) => {
      const world = openTestWorld(subject);
      const twice = [...subject.story, ...subject.story];
      const talks = await Promise.all(twice.map((conversation) => world.talk(conversation)));
      return [...failures({ world, talks }), ...soundness(subject, { world, talks })];
    },
  },
];

/** A double that writes on and on is not to be failed at each of a thousand places. */
const mostFaults = 5;

/** Tells the story up to each conversation, and that one bent in each of the given ways. */
async function collect(
  subject: Subject,
  bends: (conversation: Conversation) => readonly Bend[],
  mayNotFail = false,
): Promise<string[]> {
  const found: string[] = [];
  for (const [index, conversation] of subject.story.entries()) {
    for (const bend of bends(conversation)) {
      const told = await tell(subject, index, bend);
      const all = [...(mayNotFail ? failures(told) : []), ...soundness(subject, told)];
      found.push(...within(`${conversation.name} ${JSON.stringify(bend)}`, all));
    }
  }
  return found;
}

function inHalves(conversation: Conversation): Conversation {
  const steps = conversation.steps.flatMap((step) => {
    if (step.kind !== "bytes" || step.bytes.length < 2) return [step];
    const middle = Math.floor(step.bytes.length / 2);
    return [step.bytes.slice(0, middle), step.bytes.slice(middle)].map((bytes) => ({
      kind: "bytes" as const,
      bytes,
    }));
  });
  return { ...conversation, steps };
}

function describe({ head, steps }: Conversation): string {
  const input = steps.map((step) =>
    step.kind === "bytes" ? Buffer.from(step.bytes).toString("latin1") : step.kind,
  );
  return JSON.stringify({ head, input });
}
