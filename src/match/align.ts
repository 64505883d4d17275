/** What is longer, where two lists differ, is compared place by place. */
const alignedItems = 32;

/**
 * What it costs that an item is missing or unexpected: more than a typo, less than another item in its
 * place, but two of them are more than that.
 */
const gap = 0.4;

/** One step through two lists: a pair, an expected item that is missing (got -1), or an unexpected one (expected -1). */
export interface Step {
  readonly expected: number;
  readonly got: number;
  readonly cost: number;
}

/** Two lists laid side by side. */
export interface Alignment {
  /** Sum of the steps' costs; 0 when the lists agree. */
  readonly cost: number;
  readonly steps: readonly Step[];
}

/**
 * Lays two lists side by side at the least cost, so that one forgotten item does not make all that follow
 * look wrong. What agrees at both ends is taken as it stands; only what is left between is searched.
 * @param pair what it costs, 0 to 1, that an expected item stands for a given one
 * @param rest whether more may follow after the expected ones, at no cost
 */
export function align(
  expected: number,
  got: number,
  rest: boolean,
  pair: (expected: number, got: number) => number,
): Alignment {
  let start = 0;
  while (start < expected && start < got && pair(start, start) === 0) start++;
  let end = 0;
  const shorter = rest ? 0 : Math.min(expected, got) - start;
  while (end < shorter && pair(expected - 1 - end, got - 1 - end) === 0) end++;
  const [rows, columns] = [expected - start - end, got - start - end];
  const between = (row: number, column: number): number => pair(start + row, start + column);
  const small = rows <= 1 && columns <= 1;
  const found =
    small || rows > alignedItems || columns > alignedItems
      ? place(rows, columns, rest, between)
      : search(rows, columns, rest, between);
  return {
    cost: found.cost,
    steps: found.steps.map((step) => ({
      expected: step.expected === -1 ? -1 : step.expected + start,
      got: step.got === -1 ? -1 : step.got + start,
      cost: step.cost,
    })),
  };
}

/** The least cost of all ways, by the usual table. */
function search(
  expected: number,
  got: number,
  rest: boolean,
  pair: (expected: number, got: number) => number,
): Alignment {
  const width = got + 1;
  const costs = Array.from({ length: (expected + 1) * width }, () => 0);
  const pairs = Array.from({ length: expected * got }, (_, at) => pair(Math.floor(at / got), at % got));
  const unexpected = (row: number): number => (rest && row === expected ? 0 : gap);
  for (let row = 0; row <= expected; row++) {
    for (let column = 0; column <= got; column++) {
      if (row === 0 && column === 0) continue;
      let best = Number.POSITIVE_INFINITY;
      if (row > 0) best = (costs[(row - 1) * width + column] as number) + gap;
      if (column > 0) best = Math.min(best, (costs[row * width + column - 1] as number) + unexpected(row));
      if (row > 0 && column > 0) {
        const here = pairs[(row - 1) * got + column - 1] as number;
        best = Math.min(best, (costs[(row - 1) * width + column - 1] as number) + here);
      }
      costs[row * width + column] = best;
    }
  }
  return { cost: costs.at(-1) as number, steps: walkBack(expected, got, costs, pairs, unexpected) };
}

/** Place by place. */
function place(
  expected: number,
  got: number,
  rest: boolean,
  pair: (expected: number, got: number) => number,
): Alignment {
  const steps: Step[] = [];
  for (let index = 0; index < expected; index++) {
    const there = index < got;
    steps.push({ expected: index, got: there ? index : -1, cost: there ? pair(index, index) : gap });
  }
  if (!rest)
    for (let index = expected; index < got; index++) steps.push({ expected: -1, got: index, cost: gap });
  return { cost: steps.reduce((sum, step) => sum + step.cost, 0), steps };
}

function walkBack(
  expected: number,
  got: number,
  costs: readonly number[],
  pairs: readonly number[],
  unexpected: (row: number) => number,
): Step[] {
  const width = got + 1;
  const steps: Step[] = [];
  let row = expected;
  let column = got;
  while (row > 0 || column > 0) {
    const here = costs[row * width + column] as number;
    const pairCost = row > 0 && column > 0 ? (pairs[(row - 1) * got + column - 1] as number) : 0;
    if (row > 0 && column > 0 && here === (costs[(row - 1) * width + column - 1] as number) + pairCost) {
      steps.push({ expected: --row, got: --column, cost: pairCost });
    } else if (column > 0 && here === (costs[row * width + column - 1] as number) + unexpected(row)) {
      const cost = unexpected(row);
      column--;
      if (cost > 0) steps.push({ expected: -1, got: column, cost });
    } else steps.push({ expected: --row, got: -1, cost: gap });
  }
  return steps.reverse();
}

/**
 * How far apart two lists are, 0 to 1: at least as far as their worst step, whatever else agrees, so that
 * a long path with one other word in it is not near.
 */
export function alignmentDistance({ steps }: Alignment): number {
  return 1 - steps.reduce((agreement, step) => agreement * (1 - step.cost), 1);
}
