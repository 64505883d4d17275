import { expect, test } from "vitest";
import { arrivalOf, commandHead } from "../../tests/samples/calls.ts";
import { only, open } from "../../tests/samples/bell.ts";
import type { Decision, Double, Refusal } from "./double.ts";

interface Ticket {
  readonly told: unknown[];
}

/** Gives numbers out: what it decides has an answer beside the event. */
function tickets(log: Ticket): Double<null, { last: number }, "take" | "look"> {
  return {
    name: "tickets",
    protocol: "command",
    start: () => ({ last: 0 }),
    decide: ({ last }, command): Decision => {
      if (command === "look") return { events: [], answer: `the last one is ${last}` };
      return { events: [{ type: "taken", number: last + 1 }], answer: `yours is ${last + 1}` };
    },
    reduce: (_, event) => ({ last: Number(event["number"]) }),
    serve: async (call, context) => {
      const head = call.head as { args: readonly string[] };
      const before = context.counted("all");
      context.count("all");
      context.note({ identity: { carried: "ci", actor: null } });
      const decided: Decision | Refusal = await context.commit(head.args[0] === "look" ? "look" : "take");
      log.told.push([before, "refused" in decided ? null : decided.answer]);
      await call.reply.close({ how: "exit", code: 0 });
    },
    queries: { both: (state, args, config) => [state.last, args, config] },
    acts: { take: () => "take" },
    contribute: () => ({ env: {}, unset: [], files: {}, commands: [], hosts: {} }),
    suggest: () => "",
  };
}

test("a decision has an answer beside its events, which the journal is not told", async () => {
  const log: Ticket = { told: [] };
  const world = open([], { doubles: [{ double: tickets(log) as Double, config: null }] });
  for (const word of ["take", "look", "take"]) await world.accept(arrivalOf(commandHead(["ticket", word])));
  expect(log.told).toEqual([
    [0, "yours is 1"],
    [1, "the last one is 1"],
    [2, "yours is 2"],
  ]);
  const events = world.log.read(0, 9).flatMap((one) => (one.kind === "event" ? [one.event] : []));
  expect(events).toEqual([
    { type: "taken", number: 1 },
    { type: "taken", number: 2 },
  ]);
  expect(world.act("tickets.take", null)).toEqual([{ type: "taken", number: 3 }]);
});

test("a call that was counted says so in its record, and counting takes no time", async () => {
  const world = open([], { doubles: [{ double: tickets({ told: [] }) as Double, config: null }] });
  await world.accept(arrivalOf(commandHead(["ticket", "look"])));
  expect(only(world)).toMatchObject({ counted: ["all"], identity: { carried: "ci", actor: null } });
  expect(world.clock.now()).toBe("2025-01-15T10:30:00.000Z");
});

test("a query is given what the scenario says of its double", () => {
  const world = open([], { doubles: [{ double: tickets({ told: [] }) as Double, config: null }] });
  expect(world.query("tickets.both", 7)).toEqual([0, 7, null]);
});
