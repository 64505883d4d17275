import type { GithubConfig } from "../config.ts";
import { folded } from "../state/tables.ts";

/** A GitHub whose issues and pull requests all have the numbers that they get when the world starts, and their bases. */
export function numbered(config: GithubConfig): GithubConfig {
  const taken = new Map<string, Set<number>>();
  const numbersOf = (repository: string): Set<number> => {
    const key = folded(repository);
    const numbers = taken.get(key) ?? new Set<number>();
    taken.set(key, numbers);
    return numbers;
  };
  const threads = [...config.issues, ...config.pullRequests];
  for (const { repository, number } of threads) if (number !== null) numbersOf(repository).add(number);
  const numberOf = ({ repository, number }: (typeof threads)[number]): number => {
    if (number !== null) return number;
    const numbers = numbersOf(repository);
    let next = 1;
    while (numbers.has(next)) next += 1;
    numbers.add(next);
    return next;
  };
  return {
    ...config,
    issues: config.issues.map((one) => ({ ...one, number: numberOf(one) })),
    pullRequests: config.pullRequests.map((one) => ({
      ...one,
      number: numberOf(one),
      base: one.base === "" ? defaultBranchOf(config, one.repository) : one.base,
    })),
  };
}

function defaultBranchOf({ repositories }: GithubConfig, name: string): string {
  const found = repositories.find((one) => folded(`${one.owner}/${one.name}`) === folded(name));
  return found?.defaultBranch ?? "main";
}
