import type { GithubConfig, TokenConfig } from "../config.ts";

/** The token that programs are given: the only one, or the default one; null: they are nobody. */
export function selectedToken({ tokens, defaultToken }: GithubConfig): TokenConfig | null {
  if (defaultToken === null) return tokens.length === 1 ? (tokens[0] as TokenConfig) : null;
  return tokens.find(({ name, value }) => name === defaultToken || value === defaultToken) as TokenConfig;
}
