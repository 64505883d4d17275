import { nearest, quote } from "../../core/index.ts";
import { placeOf, type Where } from "../source.ts";
import type { Entry, TableNode } from "../tree.ts";
import { codeAllowed, fileRoot, subject, report, spelling, type Decoder } from "./context.ts";
import { assignment, orList } from "./describe.ts";
import { explainMisplaced } from "./misplaced.ts";
import type { AnyField, TableShape } from "./shape.ts";

/** Reports a field that a table does not have; gives the names of the fields that may have been meant. */
export function reportUnknown(
  shape: TableShape,
  node: TableNode,
  entry: Entry,
  decoder: Decoder,
): readonly string[] {
  const path = subject(decoder);
  const place = path === fileRoot ? `at ${path}` : `in ${path}`;
  const names = fieldNames(shape, entry, decoder);
  const hint = Object.hasOwn(shape.hints, entry.key) ? shape.hints[entry.key] : undefined;
  const misplaced = hint === undefined ? explainMisplaced(shape, node, entry, decoder) : undefined;
  if (misplaced !== undefined) {
    report(decoder, "misplaced-field", entry.keyWhere, misplaced);
    return [];
  }
  const near = hint === undefined ? nearest(entry.key, names) : [];
  report(decoder, "unknown-field", entry.keyWhere, {
    what: `unknown field ${quote(entry.key, 60)} ${place}`,
    near,
    fix: hint ?? (near[0] === undefined ? `Fields here: ${names.join(", ")}.` : `Write ${near[0]}.`),
  });
  return hint === undefined ? near.slice(0, 1) : names;
}

function fieldNames(shape: TableShape, entry: Entry, decoder: Decoder): string[] {
  return Object.keys(shape.fields)
    .filter((name) => offered(shape, name, entry.keyWhere, decoder))
    .map((name) => spelling(name, entry.keyWhere));
}

/** Whether a field may be written in a place; those for code only in test code. */
function offered(shape: TableShape, name: string, where: Where, decoder: Decoder): boolean {
  return shape.fields[name]?.codeOnly !== true || codeAllowed(decoder, where);
}

/** Reports a required field that is not there. */
export function reportMissing(name: string, field: AnyField, node: TableNode, decoder: Decoder): void {
  const path = subject(decoder);
  const key = spelling(name, node.where);
  report(decoder, "missing-field", node.where, {
    what: `${path} has no ${key}`,
    fix:
      field.example === undefined
        ? `Add ${key}.`
        : `Add ${key}, for example: ${assignment(node.where, key, field.example)}`,
  });
}

/** Checks what must hold between the fields of a table. */
export function checkRules(
  shape: TableShape,
  node: TableNode,
  found: ReadonlyMap<string, Entry>,
  before: number,
  decoder: Decoder,
): void {
  const path = subject(decoder);
  const spell = (name: string): string => spelling(name, node.where);
  for (const rule of shape.rules) {
    if (rule.rule === "requires") {
      const entry = found.get(rule.field);
      if (entry === undefined || found.has(rule.needs)) continue;
      report(decoder, "missing-field", entry.keyWhere, {
        what: `${path} has ${spell(rule.field)} but no ${spell(rule.needs)}`,
        why: `${spell(rule.field)} has a meaning only together with ${spell(rule.needs)}.`,
        fix: `Add ${spell(rule.needs)}, or remove ${spell(rule.field)}.`,
      });
      continue;
    }
    // In the order they are written, so that the later one is marked.
    const given = [...found.keys()].filter((name) => rule.of.includes(name));
    if (given.length > 1) reportConflict(path, given, found, spell, decoder);
    if (given.length > 0 || rule.rule === "at-most-one") continue;
    // A typo in the name of the one that is missing has been reported as the typo it is.
    if (decoder.problems.count > before) continue;
    const known = rule.of.filter((name) => offered(shape, name, node.where, decoder)).map(spell);
    report(decoder, "missing-field", node.where, {
      what: `${path} has none of ${orList(known)}`,
      fix: `Add one of ${orList(known)}.`,
    });
  }
}

function reportConflict(
  path: string,
  given: readonly string[],
  found: ReadonlyMap<string, Entry>,
  spell: (name: string) => string,
  decoder: Decoder,
): void {
  const [first, ...others] = given.map((name) => found.get(name) as Entry);
  const last = others.at(-1) as Entry;
  report(decoder, "conflicting-fields", last.keyWhere, {
    what: `${path} has ${given.map(spell).join(" and ")}, which exclude each other`,
    why: "Each of them says the same thing in another way, so only one can hold.",
    near: [{ what: (first as Entry).key, at: placeOf((first as Entry).keyWhere) }],
  });
}
