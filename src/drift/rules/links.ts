import { checkLinks, type LinkedBody } from "../../contract/index.ts";
import { isJsonObject } from "../../core/index.ts";
import type { Anchor, WorldEvidence } from "../evidence.ts";
import { operationName } from "../stub/index.ts";
import { observed } from "./observed.ts";
import type { Observation } from "./observation.ts";
import type { StubView, View } from "./view.ts";

/**
 * Bodies of one world that name the same thing differently (H147). Stubs of different worlds never meet, so each set
 * of stubs that some world has is compared by itself.
 */
export function linkRules(view: View): readonly Observation[] {
  const anchored = view.evidence.services.filter(({ anchor }) => (anchor?.models?.links.length ?? 0) > 0);
  return anchored.flatMap(({ name, anchor }) => {
    const own = view.stubs.filter(({ stub }) => stub.service === name);
    return anchor === undefined ? [] : stubSets(view, own).flatMap((set) => disagreements(name, anchor, set));
  });
}

interface StubSet {
  readonly stubs: readonly StubView[];
  readonly worlds: readonly WorldEvidence[];
}

function stubSets(view: View, own: readonly StubView[]): readonly StubSet[] {
  const idle = own.filter(({ worlds }) => worlds.length === 0);
  const ids = new Set(own.map(({ stub }) => stub.id));
  const sets = new Map<string, { stubs: readonly StubView[]; worlds: WorldEvidence[] }>();
  for (const world of view.evidence.worlds) {
    const had = world.stubs.filter((id) => ids.has(id));
    const key = JSON.stringify(had);
    const set = sets.get(key);
    if (set !== undefined) set.worlds.push(world);
    else sets.set(key, { stubs: own.filter(({ stub }) => had.includes(stub.id)), worlds: [world] });
  }
  return idle.length === own.length ? [{ stubs: own, worlds: [] }] : [...sets.values()];
}

function disagreements(service: string, anchor: Anchor, { stubs, worlds }: StubSet): readonly Observation[] {
  const bodies = stubs.flatMap(({ stub, found }) => {
    if (found?.kind !== "operation") return [];
    const { operation } = found;
    return stub.answers.flatMap(({ body, fault, status }): (LinkedBody & { readonly stub: string })[] =>
      body === undefined || fault || (status ?? 200) >= 300
        ? []
        : [{ operation, body, at: stub.at, stub: stub.id }],
    );
  });
  return checkLinks(anchor.models?.links ?? [], bodies).map((one) => {
    // The words begin with the operation whose field it is.
    const [method = "", template = ""] = one.what.split(" ");
    const at = isJsonObject(one.evidence) ? one.at : undefined;
    const stub = bodies.find((body) => body.at !== undefined && body.at === at)?.stub;
    return {
      ...observed(one, { subject: operationName(service, { method, template }), stub, worlds }),
      witness: "SM",
    };
  });
}
