import { isJsonObject } from "../../core/index.ts";
import type { WorldEvidence } from "../evidence.ts";
import { checkStubLinks } from "../stub/index.ts";
import { observed } from "./observed.ts";
import type { Observation } from "./observation.ts";
import type { StubView, View } from "./view.ts";

/**
 * Bodies of one world that name the same thing differently (H147). Stubs of different worlds never meet, so each set
 * of stubs that some world has is compared by itself.
 */
export function linkRules(view: View): readonly Observation[] {
  return view.evidence.services.flatMap(({ name, anchor }) => {
    if (anchor === undefined || (anchor.models?.links.length ?? 0) === 0) return [];
    const own = view.stubs.filter(({ stub }) => stub.service === name);
    return stubSets(view, own).flatMap(({ stubs, worlds }) =>
      checkStubLinks(
        anchor,
        stubs.map(({ stub }) => stub),
      ).map((one) => {
        const id = isJsonObject(one.evidence) ? one.evidence["expectation"] : undefined;
        const by = stubs.find(({ stub }) => stub.id === id);
        return observed(one, { subject: by?.subject ?? name, stub: by?.stub.id, worlds });
      }),
    );
  });
}

interface StubSet {
  readonly stubs: readonly StubView[];
  readonly worlds: readonly WorldEvidence[];
}

/** The sets of stubs that worlds have; without any world all are taken as one. */
function stubSets(view: View, own: readonly StubView[]): readonly StubSet[] {
  if (own.every(({ worlds }) => worlds.length === 0)) return [{ stubs: own, worlds: [] }];
  const sets = new Map<string, { readonly stubs: readonly StubView[]; readonly worlds: WorldEvidence[] }>();
  const byId = new Map(own.map((one) => [one.stub.id, one]));
  for (const world of view.evidence.worlds) {
    const stubs = world.stubs.flatMap((id) => byId.get(id) ?? []);
    const key = stubs.map(({ stub }) => stub.id).join("\n");
    const set = sets.get(key);
    if (set === undefined) sets.set(key, { stubs, worlds: [world] });
    else set.worlds.push(world);
  }
  return [...sets.values()];
}
