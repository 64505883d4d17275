import { quote } from "../../core/index.ts";
import { spelling, type MapContext } from "../../scenario/index.ts";

/** A kind that a table may be of, told by its field `type`: the fields it must have, and those that it may have. */
export interface Kind {
  readonly needs: readonly string[];
  readonly takes?: readonly string[];
}

/**
 * Checks that a table has the fields of the kind that it is of, and none of another one.
 * @returns whether it does; what is wrong was reported
 */
export function isOfKind(
  type: string,
  kinds: Readonly<Record<string, Kind>>,
  examples: Readonly<Record<string, string | number>>,
  context: MapContext,
): boolean {
  const { needs, takes = [] } = kinds[type] as Kind;
  const spell = (name: string): string => spelling(name, context.node.where);
  const others = Object.keys(examples).filter(
    (name) => !needs.includes(name) && !takes.includes(name) && context.fieldNode(name) !== undefined,
  );
  for (const name of others) {
    const owners = Object.keys(kinds).filter((kind) => belongsTo(name, kinds[kind] as Kind));
    const own = [...needs, ...takes].map(spell);
    context.report("conflicting-fields", {
      at: context.placeOfField(name),
      what: `${context.path} has ${spell(name)}, which ${quote(type)} does not have`,
      why: `${spell(name)} is a field of ${owners.map((one) => quote(one)).join(", ")}.`,
      fix:
        own.length === 0 ? `Remove ${spell(name)}.` : `Remove ${spell(name)}; ${type} has ${own.join(", ")}.`,
    });
  }
  const missing = needs.filter((name) => context.fieldNode(name) === undefined);
  for (const name of missing) {
    context.report("missing-field", {
      what: `${context.path} has no ${spell(name)}, which ${quote(type)} needs`,
      fix: `Add ${spell(name)}, for example: ${context.assignment(name, examples[name] as string | number)}`,
    });
  }
  return others.length + missing.length === 0;
}

function belongsTo(name: string, { needs, takes = [] }: Kind): boolean {
  return needs.includes(name) || takes.includes(name);
}
