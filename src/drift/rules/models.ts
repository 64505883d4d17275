import {
  type Binding,
  contradictionsOf,
  type FindContradictions,
  isJsonType,
  isOpen,
  type Operation,
} from "../../contract/index.ts";
import type { Anchor } from "../evidence.ts";
import { declaredAt, operationName, operationOf } from "../stub/index.ts";
import type { Observation } from "./observation.ts";
import type { View } from "./view.ts";

/** Models that say of an answer what the contract, where it does not leave it open, does not allow (H010). */
export function contradictingModels({ evidence }: View): readonly Observation[] {
  return evidence.services.flatMap(({ name, anchor }) => {
    const models = anchor?.models;
    if (anchor === undefined || models === undefined) return [];
    const find = contradictionsOf(anchor.contract, models);
    return [...boundOperations(anchor, models.bindings)].flatMap(([operation, bindings]) =>
      ofOperation({ service: name, anchor, find }, operation, bindings),
    );
  });
}

function boundOperations(
  anchor: Anchor,
  bindings: readonly Binding[],
): ReadonlyMap<Operation, readonly Binding[]> {
  const bound = new Map<Operation, Binding[]>();
  for (const binding of bindings) {
    const operation = operationOf(anchor, binding.operation.method, binding.operation.template);
    if (operation === undefined) continue;
    const known = bound.get(operation);
    if (known === undefined) bound.set(operation, [binding]);
    else known.push(binding);
  }
  return bound;
}

interface Judging {
  readonly service: string;
  readonly anchor: Anchor;
  readonly find: FindContradictions;
}

function ofOperation(
  { service, anchor, find }: Judging,
  operation: Operation,
  bindings: readonly Binding[],
): readonly Observation[] {
  const request = `${operation.method} ${operation.template}`;
  return [...operation.responses.values()].flatMap(({ status, content }) => {
    const wanted = [status, `${status[0] ?? ""}XX`, "default"];
    const model = wanted.flatMap((text) => bindings.find((one) => one.status === text) ?? [])[0]?.model;
    const declared = content.find(({ mediaType }) => isJsonType(mediaType));
    if (model === undefined || declared === undefined || isOpen(anchor.contract, declared)) return [];
    return find(declared, model).map((one): Observation => {
      const said = declaredAt(anchor, one.contract);
      return {
        rule: "contradicting-model",
        witness: "AM",
        subject: operationName(service, operation),
        what: `${request} may not answer ${model.name} with ${status}: ${one.what}`,
        why: `It is declared at ${said}, and the contract is the authority for what it declares.`,
        at: anchor.models?.placesOf([one.model])[0] ?? model.at,
        worlds: [],
      };
    });
  });
}
