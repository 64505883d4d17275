/** Prefixes of global node ids by what they name; GraphQL and REST tell the same id. */
const prefixes = {
  user: "U",
  organization: "O",
  bot: "BOT",
  team: "T",
  repository: "R",
  label: "LA",
  milestone: "MI",
  issue: "I",
  pull: "PR",
  comment: "IC",
  review: "PRR",
  reviewComment: "PRRC",
  commitComment: "CC",
  reaction: "REA",
  status: "SC",
  checkSuite: "CS",
  checkRun: "CR",
  release: "RE",
  asset: "RA",
  app: "A",
  ref: "REF",
  commit: "C",
  blob: "B",
  tree: "TR",
  tag: "TA",
  event: "EV",
  hook: "H",
} as const;

/** What a node id names. */
export type NodeKind = keyof typeof prefixes;

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/**
 * A global node id in the form that GitHub gives today: a prefix, then unpadded base64 of what it names.
 * @example nodeId("repository", 1) // "R_kgDOMQ"
 */
export function nodeId(kind: NodeKind, key: number | string): string {
  const marker = kind === "issue" || kind === "pull" ? "wDO" : "gDO";
  return `${prefixes[kind]}_k${marker}${base64Url(String(key))}`;
}

function base64Url(text: string): string {
  let out = "";
  for (let index = 0; index < text.length; index += 3) {
    const [a = 0, b, c] = [text.charCodeAt(index), text.charCodeAt(index + 1), text.charCodeAt(index + 2)];
    const bits = (a << 16) | ((Number.isNaN(b) ? 0 : (b as number)) << 8) | (Number.isNaN(c) ? 0 : (c as number));
    const length = Math.min(4, text.length - index + 1);
    for (let at = 0; at < length; at += 1) out += alphabet[(bits >> (18 - 6 * at)) & 63];
  }
  return out;
}
