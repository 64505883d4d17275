import { checkLinks } from "../../contract/index.ts";
import { isJsonObject, type Finding, type Place } from "../../core/index.ts";
import type { Anchor, StubEvidence } from "../evidence.ts";
import { operationName, operationOf, successStatus } from "./anchor.ts";

/**
 * Holds the successful bodies of a service's stubs, all of one world, against the links of its models: fields that
 * are the same in the real service. Evidence of each finding: `witness`, `operation` and `expectation` (the stub's id).
 */
export function checkStubLinks(anchor: Anchor, stubs: readonly StubEvidence[]): readonly Finding[] {
  const links = anchor.models?.links ?? [];
  if (links.length === 0) return [];
  // The place is the one thing of a body that comes back with a finding, so each body gets one of its own.
  const owners = new Map<Place, { readonly stub: StubEvidence; readonly operation: string }>();
  const bodies = stubs.flatMap((stub) => {
    const { method, path, service } = stub;
    if (method === undefined || path === undefined || stub.forbidden) return [];
    const operation = operationOf(anchor, method, path);
    if (operation === undefined) return [];
    return stub.answers.flatMap(({ status = successStatus(operation), body, fault }) => {
      if (fault || body === undefined || status >= 300) return [];
      const at: Place = stub.at === undefined ? { kind: "input", input: stub.id } : { ...stub.at };
      owners.set(at, { stub, operation: operationName(service, operation) });
      return [{ operation, body, at }];
    });
  });
  return checkLinks(links, bodies).map((one): Finding => {
    const owner = one.at === undefined ? undefined : owners.get(one.at);
    if (owner === undefined) return one;
    const own = isJsonObject(one.evidence) ? one.evidence : {};
    const { at: _, ...rest } = one;
    const { stub, operation } = owner;
    return {
      ...rest,
      ...(stub.at === undefined ? {} : { at: stub.at }),
      // A reader wants to look at the link; it is no name to correct.
      why: one.near.reduce((why, { what, at }) => `${why} Linked${placeText(at)}: ${what}.`, one.why),
      near: [],
      evidence: { ...own, witness: "SM", operation, expectation: stub.id },
    };
  });
}

function placeText(at: Place | undefined): string {
  return at?.kind === "file" ? ` at ${at.file}:${at.line}` : "";
}
