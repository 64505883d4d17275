import type { Finding } from "../../core/index.ts";
import type { DriftEvidence, ServiceEvidence } from "../evidence.ts";
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
import { subjectOf } from "./subject.ts";
import { callsOf, keyOf, type ServiceUses, stubUses, type Uses, usesOf } from "./uses.ts";

/** What the gate told of the operations; a report without it gives a catalogue of what is called and stubbed alone. */
export type CatalogueFindings = Pick<DriftReport, "findings" | "allowed" | "known">;

/**
 * Lists every operation that is called or stubbed: what its path and its body rest on, its fields, who calls it, which
 * stubs answer, and what is to be done about them.
 * @example makeCatalogue(evidence, judgeDrift(evidence)).services[0]?.entries[0]?.disposition.action // "expand"
 */
export function makeCatalogue(evidence: DriftEvidence, report: CatalogueFindings): Catalogue {
  const told = toldOf(evidence, report);
  const useOf = stubUses(evidence);
  const known = evidence.worlds.length > 0;
  const serviceOf = (service: ServiceEvidence): CatalogueService => {
    const { name, anchor } = service;
    const uses = usesOf(service, evidence);
    const entryOf = (key: string, use: Uses): CatalogueEntry => {
      const { subject } = use;
      const about = told.get(`${name} ${key}`) ?? nothing;
      const facts = {
        path: pathAuthority(anchor, subject, use.path),
        body:
          anchor === undefined || subject.operation === undefined
            ? undefined
            : bodyAuthority(anchor, subject.operation),
        calls: callsOf(use, known),
        stubs: [...use.stubs].map(useOf),
      };
      return {
        method: subject.method,
        template: subject.template,
        ...facts,
        findings: about.open,
        disposition: dispose({
          ...facts,
          open: about.open.map(({ rule }) => rule),
          allowed: [...about.allowed],
        }),
      };
    };
    return {
      name,
      contract: contractOf(service),
      models: anchor?.models?.file,
      entries: inOrder(
        service,
        [...uses.byKey].map(([key, use]) => entryOf(key, use)),
      ),
      untouched: untouchedOf(service, uses),
      otherStubs: uses.otherStubs.map(useOf),
    };
  };
  return { services: evidence.services.map(serviceOf) };
}

/** What was told of one operation, and what of it `[[allow]]` switched off. */
interface Told {
  readonly open: CatalogueFinding[];
  readonly allowed: Set<Allow>;
}

const nothing: Told = { open: [], allowed: new Set() };

/** What was told, by service and operation. */
function toldOf(evidence: DriftEvidence, { findings, known, allowed }: CatalogueFindings): Map<string, Told> {
  const anchors = new Map(evidence.services.map(({ name, anchor }) => [name, anchor]));
  const all = new Map<string, Told>();
  const add = (list: DriftReport["findings"], note: (told: Told, one: Finding) => void): void => {
    for (const one of withConsequences(list)) {
      const [, service, method, path] = /^(\S+) (\S+) (\/.*)$/s.exec(driftFacts(one)?.operation ?? "") ?? [];
      if (service === undefined || method === undefined || path === undefined) continue;
      const key = `${service} ${keyOf(subjectOf(anchors.get(service), method, path))}`;
      const told = all.get(key) ?? { open: [], allowed: new Set() };
      all.set(key, told);
      note(told, one);
    }
  };
  add([...findings, ...known], ({ open }, { name, severity, what }) =>
    open.push({ rule: name, severity, what }),
  );
  for (const one of allowed) add(one.findings, (told) => told.allowed.add(one.allow));
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

function untouchedOf({ anchor }: ServiceEvidence, { byKey }: ServiceUses): readonly string[] {
  const operations = anchor?.contract.operations ?? [];
  return operations.filter((one) => !byKey.has(keyOf(one))).map(operationText);
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
