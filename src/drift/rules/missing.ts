import type { Near } from "../../core/index.ts";
import type { ServiceCall } from "../evidence.ts";
import { siteOf } from "../report.ts";
import { anchorFile, declaredAt } from "../stub/index.ts";
import { operationOf, worldsText, type Observation } from "./observation.ts";
import { placeOf, type CallGroup, type SeenCall, type View } from "./view.ts";

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

/** Stubs of the same service that nothing called: one of them may have been meant for it. */
function nearStubs(view: View, { service }: CallGroup, calls: readonly SeenCall[]): readonly Near[] {
  const worlds = new Set(calls.map(({ world }) => world.id));
  const unused = view.stubs.filter(
    ({ stub, hits, worlds: own }) =>
      stub.service === service && hits === 0 && own.some(({ id }) => worlds.has(id)),
  );
  const texts = [...new Set(unused.map(({ stub }) => stub.text))];
  return texts.slice(0, 3).map((text) => ({ what: `${text} (unused)` }));
}

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
