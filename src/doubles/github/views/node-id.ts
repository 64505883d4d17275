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
  invitation: "RI",
  membership: "OI",
  license: "L",
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

/** Of ASCII text, without padding. */
function base64Url(text: string): string {
  let out = "";
  for (let index = 0; index < text.length; index += 3) {
    const part = text.slice(index, index + 3);
    const bits = [0, 1, 2].reduce((sum, at) => (sum << 8) | (at < part.length ? part.charCodeAt(at) : 0), 0);
    for (let at = 0; at <= part.length; at += 1) out += alphabet[(bits >> (18 - 6 * at)) & 63];
  }
  return out;
}
