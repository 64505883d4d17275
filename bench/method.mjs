// How things are measured: warmed up, interleaved, by medians. Everything that is compared runs in turns in
// one run, so that a machine which others use too slows both sides alike.

/** The value below which a part of them lies: `quantile(times, 0.5)` is the median. */
export function quantile(values, part) {
  const sorted = values.toSorted((a, b) => a - b);
  const position = (sorted.length - 1) * part;
  const [low, high] = [sorted[Math.floor(position)], sorted[Math.ceil(position)]];
  return low + (high - low) * (position - Math.floor(position));
}

export function median(values) {
  return quantile(values, 0.5);
}

/**
 * Runs candidates in turns, each round in another order.
 * @param candidates by name, a function that does the work once (and may return how long it took in
 *   milliseconds, when that is not all it did), or `{ run, divide }` when it does it
 *   `divide` times, or `{ run, every }` when it takes part in each `every`-th round only
 * @returns by name: median, p95, least (milliseconds of one piece of work), n (samples)
 */
export async function interleave(candidates, rounds, warmUps = 2) {
  const entries = Object.entries(candidates).map(([name, one]) => ({
    name,
    samples: [],
    divide: 1,
    every: 1,
    ...(typeof one === "function" ? { run: one } : one),
  }));
  for (let round = -warmUps; round < rounds; round += 1) {
    const first = Math.abs(round) % entries.length;
    for (const entry of [...entries.slice(first), ...entries.slice(0, first)]) {
      if (round % entry.every !== 0 && entry.samples.length > 0) continue;
      const startedMs = performance.now();
      const ownMs = await entry.run();
      const tookMs = typeof ownMs === "number" ? ownMs : performance.now() - startedMs;
      if (round >= 0) entry.samples.push(tookMs / entry.divide);
    }
  }
  return Object.fromEntries(entries.map(({ name, samples }) => [name, summary(samples)]));
}

/** What is told of samples. */
export function summary(samples) {
  return {
    median: median(samples),
    p95: quantile(samples, 0.95),
    least: Math.min(...samples),
    n: samples.length,
  };
}

/** Medians of candidates as a multiple of one of them. */
export function timesOf(results, name, base) {
  return results[name].median / results[base].median;
}
