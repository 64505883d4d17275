import { valueAt } from "../../scenario/index.ts";
import type { Contract, Operation, SecurityChoice, SecurityNeed } from "../document/contract.ts";
import { credentialsText } from "../document/credentials.ts";
import type { OperationComparing } from "./comparing.ts";

/** Compares what credentials are enough. Scopes and roles are not compared. */
export function compareSecurity({ contracts, pair, tell }: OperationComparing): void {
  const [old, now] = [choicesOf(pair.old), choicesOf(pair.new)];
  const places = { old: pointerOf(contracts.old, pair.old), new: pointerOf(contracts.new, pair.new) };
  const short = old.filter((choice) => !isEnough(choice, now));
  const more = now.filter((choice) => !isEnough(choice, old));
  if (short.length > 0) {
    const what = `${wordsOf(short)} not enough any more; asked for now: ${credentialsText(now)}`;
    const why = "Callers that were let in are refused.";
    tell({ rule: "credentials-narrowed", breaks: true, what, why, ...places });
  }
  if (more.length > 0) {
    const what = `${wordsOf(more)} enough now`;
    const why = "Callers may go on sending what they sent.";
    tell({ rule: "credentials-widened", breaks: false, what, why, ...places });
  }
}

function choicesOf({ security }: Operation): readonly SecurityChoice[] {
  return security === undefined || security.length === 0 ? [[]] : security;
}

/** Whether who sends these credentials is let in. */
function isEnough(sent: SecurityChoice, asked: readonly SecurityChoice[]): boolean {
  const keys = new Set(sent.map(keyOf));
  return asked.some((choice) => choice.every((need) => keys.has(keyOf(need))));
}

/** What is sent: a token is the same, whoever gave it out. */
function keyOf({ type, scheme, in: place, parameter, name }: SecurityNeed): string {
  if (type === "apiKey") return `${place} ${place === "header" ? parameter?.toLowerCase() : parameter}`;
  if (type === "oauth2" || type === "openIdConnect" || (type === "http" && scheme === "bearer"))
    return "token";
  return `${type} ${scheme ?? name}`;
}

function wordsOf(choices: readonly SecurityChoice[]): string {
  const [first] = choices;
  if (choices.length === 1 && first?.length === 0) return "no credentials are";
  return `${credentialsText(choices.filter((choice) => choice.length > 0))} ${choices.length === 1 ? "is" : "are"}`;
}

function pointerOf({ document }: Contract, { pointer }: Operation): string {
  const own = `${pointer}/security`;
  return valueAt(document, own) === undefined && document["security"] !== undefined ? "/security" : own;
}
