import type { Method } from "../operation.ts";
import type { PublishedIndex } from "../published-index.ts";

/**
 * What answers an operation: the simulated state; an answer made from the description's schema, which says so; or a
 * refusal, since a write that changes nothing must not look like one that did.
 */
export type Fidelity = "stateful" | "synthetic" | "refused";

export interface CoverageRow {
  /** "issues/create" */
  readonly id: string;
  readonly category: string;
  readonly method: Method;
  /** "/repos/{owner}/{repo}/issues" */
  readonly path: string;
  readonly fidelity: Fidelity;
}

/** How many operations each fidelity has. */
export type CoverageTotals = Readonly<Record<Fidelity, number>>;

export interface Coverage {
  /** Of the description: "23.0.2". */
  readonly version: string;
  /** Every operation, by category, path and method. */
  readonly rows: readonly CoverageRow[];
  readonly totals: CoverageTotals;
  /** In the order of the names. */
  readonly categories: ReadonlyMap<string, CoverageTotals>;
}

/**
 * What answers each operation of the description.
 * @param statefulIds operations that the simulated state answers
 * @throws Error that names those of them that the description does not have
 */
export function coverage(index: PublishedIndex, statefulIds: ReadonlySet<string>): Coverage {
  const unknown = [...statefulIds].filter((id) => index.operation(id) === undefined);
  if (unknown.length > 0) throw new Error(`not in the published description: ${unknown.join(", ")}`);
  const rows = index.ids.flatMap((id) => {
    const operation = index.operation(id);
    if (operation === undefined) return [];
    const { category, method, template: path } = operation;
    const unanswered = method === "GET" ? "synthetic" : "refused";
    const fidelity: Fidelity = statefulIds.has(id) ? "stateful" : unanswered;
    return [{ id, category, method, path, fidelity }];
  });
  rows.sort((left, right) => order(left, right, ["category", "path", "method", "id"]));
  const names = [...new Set(rows.map(({ category }) => category))];
  const categories = names.map((name) => [name, totalsOf(rows.filter(({ category }) => category === name))]);
  return {
    version: index.version,
    rows,
    totals: totalsOf(rows),
    categories: new Map(categories as [string, CoverageTotals][]),
  };
}

function order(left: CoverageRow, right: CoverageRow, fields: readonly (keyof CoverageRow)[]): number {
  const field = fields.find((one) => left[one] !== right[one]);
  return field === undefined ? 0 : left[field] < right[field] ? -1 : 1;
}

function totalsOf(rows: readonly CoverageRow[]): CoverageTotals {
  const count = (wanted: Fidelity): number => rows.filter(({ fidelity }) => fidelity === wanted).length;
  return { stateful: count("stateful"), synthetic: count("synthetic"), refused: count("refused") };
}
