import type { Node } from "../../../scenario/index.ts";
import { integerOf, listOf, stringOf, valueOf, without } from "./nodes.ts";
import type { Told } from "./told.ts";

/** Lets only the first of those with one id keep it: the simulators make up ids of their own, whatever a state says. */
export function distinctIds(told: Told): {
  readonly accounts: (list: Node | undefined) => Node | undefined;
  readonly repositories: (list: Node | undefined) => Node | undefined;
} {
  return { accounts: keepFirst(told), repositories: keepFirst(told) };
}

const id: ReadonlySet<string> = new Set(["id"]);

function keepFirst(told: Told): (list: Node | undefined) => Node | undefined {
  const taken = new Set<number>();
  return (list) => {
    if (list?.kind !== "list") return list;
    const items = list.items.map((item) => {
      const number = item.kind === "table" ? integerOf(item, "id") : undefined;
      if (item.kind !== "table" || number === undefined) return item;
      if (!taken.has(number)) {
        taken.add(number);
        return item;
      }
      const name = stringOf(item, "login") ?? stringOf(item, "name") ?? "";
      told.note(
        "taken-id",
        valueOf(item, "id")?.where ?? item.where,
        `the id ${number} is taken already, so ${name} gets another`,
      );
      return without(item, id);
    });
    return listOf(list.where, items);
  };
}
