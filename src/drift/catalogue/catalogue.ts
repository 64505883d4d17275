import type { Finding } from "../../core/index.ts";
import type { Anchor, DriftEvidence, ServiceEvidence } from "../evidence.ts";
import { type View, viewOf } from "../rules/view.ts";
import { operationName } from "../stub/index.ts";
import { type DriftReport, driftFacts, withConsequences } from "../report.ts";
import type { Allow } from "../../scenario/index.ts";
import { bodyAuthority, operationText, pathAuthority } from "./authority.ts";
import { dispose } from "./disposition.ts";
import type {
  Catalogue,
  CatalogueContract,
  CatalogueEntry,
  CatalogueFinding,
  CatalogueService,
} from "./entry.ts";
import { callsOf, keyOf, type ServiceUses, stubOf, type Uses, usesOf } from "./uses.ts";

/** What the gate told of the operations; a report without it gives a catalogue of what is called and stubbed alone. */
export type CatalogueFindings = Pick<DriftReport, "findings" | "allowed" | "known">;

/**
 * Lists every operation that is called or stubbed: what its path and its body rest on, its fields, who calls it, which
 * stubs answer, and what is to be done about them.
 * @example makeCatalogue(evidence, judgeDrift(evidence)).services[0]?.entries[0]?.disposition.action // "expand"
 */
export function makeCatalogue(evidence: DriftEvidence, report: CatalogueFindings): Catalogue {
  const told = toldOf(report);
  const view = viewOf(evidence);
  return { services: evidence.services.map((service) => catalogueService(service, view, told)) };
}

function catalogueService(
  service: ServiceEvidence,
  view: View,
  told: ReadonlyMap<string, Told>,
): CatalogueService {
  const { name, anchor } = service;
  const uses = usesOf(name, view);
  const entries = [...uses.byKey].map(([key, use]) => entryOf(anchor, use, view, told.get(key) ?? nothing));
  return {
    name,
    contract: contractOf(service),
    models: anchor?.models?.file,
    entries: inOrder(service, entries),
    untouched: untouchedOf(service, uses),
    otherStubs: uses.otherStubs.map((one) => stubOf(view, one)),
  };
}

function entryOf(anchor: Anchor | undefined, use: Uses, view: View, told: Told): CatalogueEntry {
  const { method, template, found } = use;
  const facts = {
    path: pathAuthority(anchor, found),
    body:
      anchor === undefined || found?.kind !== "operation"
        ? undefined
        : bodyAuthority(anchor, found.operation),
    calls: callsOf(use, view.evidence.worlds.length > 0),
    stubs: [...use.stubs].map((one) => stubOf(view, one)),
  };
  const open = told.open.map(({ rule }) => rule);
  const disposition = dispose({ ...facts, open, allowed: [...told.allowed] });
  return { method, template, ...facts, findings: told.open, disposition };
}

/** What was told of one operation, and what of it `[[allow]]` switched off. */
interface Told {
  readonly open: CatalogueFinding[];
  readonly allowed: Set<Allow>;
}

const nothing: Told = { open: [], allowed: new Set() };

/** What was told, by operation. */
function toldOf({ findings, known, allowed }: CatalogueFindings): ReadonlyMap<string, Told> {
  const all = new Map<string, Told>();
  const toldAt = (one: Finding): Told => {
    const key = keyOf(driftFacts(one)?.operation ?? "");
    const told = all.get(key) ?? { open: [], allowed: new Set() };
    all.set(key, told);
    return told;
  };
  for (const one of withConsequences([...findings, ...known])) {
    const { name, severity, what } = one;
    toldAt(one).open.push({ rule: name, severity, what });
  }
  for (const { allow, findings: hid } of allowed)
    for (const one of withConsequences(hid)) toldAt(one).allowed.add(allow);
  return all;
}

function contractOf({ anchor }: ServiceEvidence): CatalogueContract | undefined {
  if (anchor === undefined) return undefined;
  const { contract, stamp } = anchor;
  const { file, title, operations } = contract;
  return {
    file,
    title,
    operations: operations.length,
    source: stamp?.source,
    commit: stamp?.commit,
    date: stamp?.date,
  };
}

function untouchedOf({ name, anchor }: ServiceEvidence, { byKey }: ServiceUses): readonly string[] {
  const operations = anchor?.contract.operations ?? [];
  return operations.filter((one) => !byKey.has(keyOf(operationName(name, one)))).map(operationText);
}

/** As the document has them; a method that it lacks after the others of its path, a path that it lacks last. */
function inOrder({ anchor }: ServiceEvidence, entries: readonly CatalogueEntry[]): readonly CatalogueEntry[] {
  const operations = anchor?.contract.operations ?? [];
  const places = new Map<string, number>();
  for (const [index, { method, template }] of operations.entries()) {
    places.set(`${method} ${template}`, index);
    places.set(template, index + 0.5);
  }
  const placeOf = ({ method, template }: CatalogueEntry): number =>
    places.get(`${method} ${template}`) ?? places.get(template) ?? operations.length;
  return entries.toSorted((left, right) => placeOf(left) - placeOf(right));
}
