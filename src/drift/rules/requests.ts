import { decodeBody } from "./request-body.ts";
import { checkCall } from "../stub/index.ts";
import { isUnmatched } from "./missing.ts";
import { observed, ofRedacted, ofRedactedPart } from "./observed.ts";
import type { Observation } from "./observation.ts";
import { placeOf, type View } from "./view.ts";

/**
 * What the contract says of the requests (H121 to H126). Not of those that a stub answers with a refusal: a test may
 * send a wrong request on purpose. Not of those that no double answers: that comes first.
 */
export function requestRules(view: View): readonly Observation[] {
  return view.groups.flatMap(({ service, subject, anchor, found, calls }) => {
    if (anchor === undefined || found?.kind !== "operation") return [];
    const checked = new Map<string, readonly Observation[]>();
    return calls.flatMap(({ call, world }): readonly Observation[] => {
      if (isUnmatched(call) || (call.outcome === "answered" && (call.status ?? 200) >= 400)) return [];
      if (call.outcome === "gone") return [];
      // Tests repeat their requests: each is checked once.
      const key = JSON.stringify([call.path, call.query, call.headers, call.body, call.caller, call.stub]);
      const before = checked.get(key);
      if (before !== undefined) return before.map((one) => ({ ...one, worlds: [world] }));
      const request = { ...call, service, body: decodeBody(call.body), at: placeOf(view, call) };
      const made = checkCall(anchor, request)
        .filter((one) => !ofRedacted(one) && !ofRedactedPart(one, call))
        .map((one) => observed(one, { subject, stub: call.stub ?? undefined, worlds: [world] }));
      checked.set(key, made);
      return made;
    });
  });
}
