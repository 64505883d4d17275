import { nearest, type Near } from "../../core/index.ts";
import type { ServiceCall } from "../evidence.ts";
import { siteOf } from "../report.ts";
import { anchorFile, declaredAt } from "../stub/index.ts";
import { operationOf, worldsText, type Observation } from "./observation.ts";
import { placeOf, type CallGroup, type SeenCall, type StubView, type View } from "./view.ts";

/** Whether a call was refused because no double answers it. */
export function isUnmatched({ outcome, stub, findings }: ServiceCall): boolean {
  if (outcome !== "refused" || stub !== null) return false;
  return findings.length === 0 || findings.includes("unmatched-call");
}

/** Calls that no double answers (H202): the tests stop there, so these come first. */
export function missingStubs(view: View): readonly Observation[] {
  return view.groups.flatMap((group) => {
    const { subject, anchor, found } = group;
    // What the contract does not have needs no stub: that is told as a phantom.
    if (anchor !== undefined && found?.kind !== "operation") return [];
    const calls = group.calls.filter(({ call }) => isUnmatched(call));
    if (calls.length === 0) return [];
    const failed = calls.map(({ world }) => world).filter(({ outcome }) => outcome === "failed");
    const cause = failed.length === 0 ? "" : `, and ${worldsText(failed, "fails", "fail")} there`;
    const what = `${operationOf(subject)} is called, and no double answers it${cause}`;
    const declared =
      found?.kind === "operation" && anchor !== undefined
        ? `The contract has it at ${declaredAt(anchor, found.operation.pointer)}; what the program does after it was not tested.`
        : undefined;
    const near = nearStubs(view, group, calls);
    return calls.map((seen) => ({
      rule: "missing-stub",
      witness: seen.call.caller === undefined ? "J" : "JC",
      subject,
      what,
      why: declared,
      near,
      at: seen.call.caller,
      worlds: [seen.world],
      stops: true,
    }));
  });
}

/**
 * Stubs of the same tests that may have been meant for it: those of the operation itself, else those that read like the
 * call, else those of its method that nothing called.
 */
function nearStubs(
  view: View,
  { service, method, subject }: CallGroup,
  calls: readonly SeenCall[],
): readonly Near[] {
  const worlds = new Set(calls.map(({ world }) => world.id));
  const around = view.stubs.filter(
    ({ stub, worlds: own }) => stub.service === service && own.some(({ id }) => worlds.has(id)),
  );
  const textsOf = (stubs: readonly StubView[]): string[] => [
    ...new Set(stubs.map(({ stub, hits }) => `${stub.text}${hits === 0 ? " (unused)" : ""}`)),
  ];
  const own = textsOf(around.filter((one) => one.subject === subject));
  if (own.length > 0) return own.slice(0, nearMax).map((what) => ({ what }));
  const unused = around.filter(({ hits }) => hits === 0);
  const called = calls.map(({ call }) => `${call.method} ${call.path}`);
  const alike = new Set(
    called.flatMap((text) =>
      nearest(
        text,
        unused.map(({ stub }) => stub.text),
      ),
    ),
  );
  const likely = textsOf(unused.filter(({ stub }) => alike.has(stub.text)));
  const left = textsOf(unused.filter(({ stub }) => stub.method === undefined || stub.method === method));
  return (likely.length > 0 ? likely : left).slice(0, nearMax).map((what) => ({ what }));
}

/** Stubs that are shown beside a call; more of them help nobody. */
const nearMax = 3;

/** Calls that were refused in tests that passed all the same (H203). */
export function swallowedRefusals(view: View): readonly Observation[] {
  return view.groups.flatMap(({ subject, anchor, found, calls }) => {
    const hidden = calls.filter(
      ({ call, world }) => call.outcome === "refused" && world.outcome === "passed",
    );
    if (hidden.length === 0) return [];
    const what = `${operationOf(subject)} was refused, and ${worldsText(
      hidden.map(({ world }) => world),
      "passes",
      "pass",
    )} over it`;
    const why =
      anchor !== undefined && found !== undefined && found.kind !== "operation"
        ? `The program hides the refusal, and ${anchorFile(anchor)} does not have the operation.`
        : undefined;
    return hidden.map(({ call, world }) => ({
      rule: "swallowed-refusal",
      witness: "JT",
      subject,
      what,
      why,
      at: placeOf(view, call),
      stub: call.stub ?? undefined,
      worlds: [world],
    }));
  });
}

/** Calls to hosts that no service stands for (H106). */
export function unknownHosts({ strangers }: View): readonly Observation[] {
  return strangers.map(({ call, world }) => {
    const host = call.host ?? "a host that the journal does not name";
    const caller = siteOf(call.caller);
    return {
      rule: "unknown-host",
      witness: "J",
      subject: host,
      what: `${host} is called, and no service stands for it`,
      fix: `a) declare it: [services.NAME] with hosts = ["${host}"]\nb) stop the program from calling it${caller === undefined ? "" : `, at ${caller}`}`,
      at: call.caller,
      worlds: [world],
    };
  });
}
