import { contradictions, isJsonType, isOpen, type Operation } from "../../contract/index.ts";
import type { Anchor } from "../evidence.ts";
import { declaredAt, operationName, operationOf } from "../stub/index.ts";
import type { Observation } from "./observation.ts";
import type { View } from "./view.ts";

/** Models that say of an answer what the contract, where it does not leave it open, does not allow (H010). */
export function contradictingModels({ evidence }: View): readonly Observation[] {
  return evidence.services.flatMap(({ name, anchor }) => {
    if (anchor === undefined) return [];
    const bound = (anchor.models?.bindings ?? []).flatMap(
      ({ operation }) => operationOf(anchor, operation.method, operation.template) ?? [],
    );
    return [...new Set(bound)].flatMap((operation) => ofOperation(name, anchor, operation));
  });
}

function ofOperation(service: string, anchor: Anchor, operation: Operation): readonly Observation[] {
  const { contract, models } = anchor;
  return [...operation.responses.values()].flatMap(({ status, content }) => {
    const number = status === "default" ? undefined : Number(status.replace("XX", "00"));
    const model = number === undefined ? undefined : models?.bound(operation, number);
    const declared = content.find(({ mediaType }) => isJsonType(mediaType));
    if (models === undefined || model === undefined || declared === undefined) return [];
    if (isOpen(contract, declared)) return [];
    return contradictions(contract, declared, models, model).map((one): Observation => {
      const request = `${operation.method} ${operation.template}`;
      return {
        rule: "contradicting-model",
        witness: "AM",
        subject: operationName(service, operation),
        what: `${request} may not answer ${model.name} with ${status}: ${one.what}`,
        why: `It is declared at ${declaredAt(anchor, one.contract)}, and the contract is the authority for what it declares.`,
        at: models.placesOf([one.model])[0] ?? model.at,
        worlds: [],
      };
    });
  });
}
