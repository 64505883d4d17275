import { nearest, quote } from "../../../core/index.ts";
import type { MapContext } from "../../../scenario/index.ts";
import type { TokenConfig } from "../config.ts";
import { placeOf } from "./check-names.ts";
import { checkOnce, type Entry } from "./references.ts";

/** Tokens that can't be told apart, and which one programs are given. */
export function checkTokens(
  entries: readonly Entry<TokenConfig>[],
  tokens: readonly TokenConfig[],
  context: MapContext,
): void {
  checkOnce(
    tokens.map(({ value, name }, index) => ({
      key: value,
      what: `the value of the token ${quote(name)}`,
      at: at(entries[index], "value"),
    })),
    "A token belongs to one owner; nobody could say which of the two was meant.",
    "Give each token a value of its own, or leave it out.",
    context,
  );
  checkOnce(
    tokens.map(({ name }, index) => ({
      key: name,
      what: `the token ${quote(name)}`,
      at: at(entries[index], "name"),
    })),
    "Reports and the journal call tokens by their names.",
    "Give one of them another name.",
    context,
  );
  checkDefault(tokens, context);
}

function at(entry: Entry<TokenConfig> | undefined, field: string): ReturnType<typeof placeOf> {
  return placeOf(entry as Entry<TokenConfig>, field);
}

function checkDefault(tokens: readonly TokenConfig[], context: MapContext): void {
  const said = context.fieldNode("default_token");
  const unread = listed(context, "tokens") + listed(context, "installations") > 0;
  if (said === undefined) {
    const second = tokens[1];
    if (tokens.length < 2 || second === undefined) return;
    context.report("no-default-token", {
      at: second.at,
      what: `there are ${tokens.length} tokens and no default_token`,
      fix: `Name the one that programs are given, in [github]: ${context.assignment("default_token", tokens[0]?.name ?? "")}`,
      near: tokens.slice(0, 3).map(({ name, at: place }) => ({ what: name, at: place })),
    });
    return;
  }
  if (said.kind !== "string" || said.value === "") return;
  const found = tokens.some(({ name, value }) => name === said.value || value === said.value);
  if (found || (tokens.length === 0 && unread)) return;
  context.report("unknown-name", {
    at: context.ofField("default_token").at,
    // What is written may be a token's value, which is never told.
    what:
      tokens.length === 0
        ? "github.default_token is given, and there are no tokens"
        : "github.default_token names none of the tokens",
    fix:
      tokens.length === 0
        ? "Declare the token in [[github.tokens]], or remove default_token."
        : `Write the name of one: ${tokens
            .slice(0, 5)
            .map(({ name }) => quote(name))
            .join(", ")}.`,
    near: nearest(
      said.value,
      tokens.map(({ name }) => name),
    ),
  });
}

/** How many entries a list has, whether or not they could be read. */
function listed(context: MapContext, list: string): number {
  const node = context.fieldNode(list);
  return node?.kind === "list" ? node.items.length : 0;
}
