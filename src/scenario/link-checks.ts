import { finding, limits, nearest, quote } from "../core/index.ts";
import type { Layer, Place } from "../core/index.ts";
import { addProblem, type Problems } from "./problems.ts";
import type { Allow } from "./scenario.ts";
import { reportUnreachable, type Covers } from "./unreachable.ts";

/** Checks expectations together: their number, their names, and whether each can be reached in its layer. */
export function checkLayers(layers: readonly Layer[], covers: Covers, problems: Problems): void {
  const count = layers.reduce((sum, layer) => sum + layer.expectations.length, 0);
  if (count > limits.expectations) {
    const what = `${count} expectations; a world may have ${limits.expectations}`;
    addProblem(problems, () => finding("over-limit", { what, fix: "Describe less in one scenario." }));
    return;
  }
  for (const layer of layers) {
    checkNames(layer, problems);
    reportUnreachable(layer, covers, problems);
  }
}

function checkNames(layer: Layer, problems: Problems): void {
  const first = new Map<string, Place>();
  for (const { name, at } of layer.expectations) {
    const known = name === undefined ? undefined : first.get(name);
    if (name === undefined) continue;
    if (known === undefined) first.set(name, at);
    else {
      const what = `two expectations are named ${quote(name, 60)}`;
      addProblem(problems, () => finding("duplicate-name", { at, what, near: [{ what: name, at: known }] }));
    }
  }
}

/** Checks that the names in `in_order` are names of expectations. */
export function checkOrder(
  inOrder: readonly { readonly name: string; readonly at: Place }[],
  layers: readonly Layer[],
  problems: Problems,
): void {
  const names = new Set(layers.flatMap((layer) => layer.expectations.flatMap(({ name }) => name ?? [])));
  const seen = new Set<string>();
  for (const { name, at } of inOrder) {
    if (seen.has(name)) {
      const what = `in_order lists ${quote(name, 60)} twice`;
      const why = "A name can't come before itself.";
      addProblem(problems, () => finding("duplicate-name", { at, what, why, fix: "Keep one of them." }));
    }
    seen.add(name);
    if (names.has(name)) continue;
    addProblem(problems, () =>
      finding("unknown-name", {
        at,
        what: `no expectation is named ${quote(name, 60)}`,
        why: "in_order lists names of expectations.",
        fix: `Give an expectation that name: name = ${quote(name, 60)}`,
        near: nearest(name, names),
      }),
    );
  }
}

/** Checks that no permission is past its last day. */
export function checkAllowed(allow: readonly Allow[], today: string, problems: Problems): void {
  for (const { rule, expires, owner, at } of allow) {
    if (expires === undefined || expires >= today) continue;
    addProblem(problems, () =>
      finding("expired-allow", {
        at,
        what: `the permission for ${rule} ended on ${expires}`,
        fix: `${owner === undefined ? "" : `Ask ${owner}. `}Fix what it allowed, or give it a new date and reason.`,
      }),
    );
  }
}
