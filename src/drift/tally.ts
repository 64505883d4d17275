import type { Operation } from "../contract/index.ts";
import type { Anchor } from "./evidence.ts";
import type { Unchecked } from "./facts.ts";
import { siteOf, type DriftTally } from "./report.ts";
import { decodeBody } from "./rules/request-body.ts";
import { answerOf } from "./rules/services.ts";
import type { StubView, View } from "./rules/view.ts";

/** Counts what was looked at, and what not. */
export function tallyOf(view: View): DriftTally {
  const { services, worlds } = view.evidence;
  const anchored = services.flatMap(({ name, anchor }) => (anchor === undefined ? [] : [{ name, anchor }]));
  const operations = anchored.flatMap(({ name, anchor }) =>
    anchor.contract.operations.map((operation) => ({ name, operation, ...answerOf(anchor, operation) })),
  );
  const answers = operations.filter(({ declared }) => declared);
  const calls = view.groups.flatMap((group) => group.calls.map((seen) => ({ ...seen, group })));
  return {
    services: { total: services.length, anchored: anchored.length },
    operations: {
      declared: operations.length,
      called: operationsOf(view.groups),
      stubbed: operationsOf(view.stubs),
    },
    answers: {
      declared: answers.length,
      open: answers.filter(({ open }) => open).length,
      bound: answers.filter(({ bound }) => bound).length,
    },
    stubs: { total: view.stubs.length, judged: view.stubs.filter(({ found }) => found !== undefined).length },
    calls: {
      total: calls.length + view.strangers.length,
      judged: calls.filter(({ group }) => group.anchor !== undefined).length,
    },
    worlds: {
      total: worlds.length,
      tests: worlds.filter(({ test }) => test).length,
      ended: worlds.filter((world) => view.ended(world)).length,
      failed: worlds.filter(({ outcome }) => outcome === "failed").length,
    },
    unchecked: [
      ...uncheckedStubs(view.stubs),
      ...uncheckedCalls(view),
      reason(
        [
          "operation whose success may be anything, with no model bound",
          "operations whose success may be anything, with no model bound",
        ],
        answers.filter(({ open, bound }) => open && !bound),
        ({ name, operation }) => `${name} ${operation.method} ${operation.template}`,
      ),
      reason(
        ["service whose contract declares no credentials", "services whose contract declares no credentials"],
        anchored.filter(withoutSecurity),
        ({ name }) => name,
      ),
      reason(
        ["world of which nobody knows whether it passed", "worlds of which nobody knows whether they passed"],
        worlds.filter(({ outcome }) => outcome === "unknown"),
        ({ title }) => title,
      ),
    ].filter(({ count }) => count > 0),
  };
}

/** How many operations of the contracts are among them. */
function operationsOf(ones: readonly Pick<StubView, "found">[]): number {
  return new Set(
    ones.flatMap(({ found }): readonly Operation[] => (found?.kind === "operation" ? [found.operation] : [])),
  ).size;
}

/** Examples that are named. */
const examplesMost = 3;

/** @param words as they follow one and many: "stub that", "stubs that" */
function reason<T>(
  words: readonly [one: string, many: string],
  ones: readonly T[],
  name: (one: T) => string,
): Unchecked {
  return {
    what: ones.length === 1 ? words[0] : words[1],
    count: ones.length,
    examples: [...new Set(ones.map(name))].slice(0, examplesMost),
  };
}

function uncheckedStubs(stubs: readonly StubView[]): readonly Unchecked[] {
  const place = ({ stub }: StubView): string => siteOf(stub.at) ?? stub.text;
  const bare = stubs.filter(({ anchor }) => anchor === undefined);
  const held = stubs.filter(({ anchor }) => anchor !== undefined);
  const unread = held.filter(({ found, stub }) => {
    if (found?.kind !== "operation" || stub.forbidden) return false;
    return (
      stub.answers.length === 0 ||
      stub.answers.some(
        ({ body, mediaType, fault }) => body === undefined && mediaType !== undefined && !fault,
      )
    );
  });
  return [
    reason(["stub of a service without a contract", "stubs of services without a contract"], bare, place),
    reason(
      [
        "stub that stands for any method or for many paths",
        "stubs that stand for any method or for many paths",
      ],
      held.filter(({ found }) => found === undefined),
      place,
    ),
    reason(
      [
        "stub whose body is no JSON, or known only when it is called",
        "stubs whose body is no JSON, or known only when it is called",
      ],
      unread,
      place,
    ),
    reason(
      ["stub that no journal knows", "stubs that no journal knows"],
      stubs.filter(({ worlds }) => worlds.length === 0),
      place,
    ),
  ];
}

function uncheckedCalls(view: View): readonly Unchecked[] {
  const bare = view.groups.filter(({ anchor }) => anchor === undefined);
  const unread = view.groups.flatMap(({ anchor, found, calls, subject }) => {
    if (anchor === undefined || found?.kind !== "operation") return [];
    if (found.operation.requestBody === undefined) return [];
    return calls.filter(({ call }) => decodeBody(call.body) === undefined).map(() => subject);
  });
  return [
    reason(
      ["call of a service without a contract", "calls of services without a contract"],
      bare.flatMap(({ calls, subject }) => calls.map(() => subject)),
      (subject) => subject,
    ),
    reason(
      [
        "request body that the journal does not hold whole",
        "request bodies that the journal does not hold whole",
      ],
      unread,
      (subject) => subject,
    ),
  ];
}

function withoutSecurity({ anchor }: { readonly anchor: Anchor }): boolean {
  return anchor.contract.operations.every(({ security }) => security === undefined);
}
