import { canonicalJson, isJsonObject, type Json } from "../../core/index.ts";
import { valueAt } from "../../scenario/index.ts";
import type { Contract } from "../document/contract.ts";
import { compareAnswers } from "./compare-answers.ts";
import { compareContent } from "./compare-content.ts";
import { compareParameters } from "./compare-parameters.ts";
import { compareSecurity } from "./compare-security.ts";
import type { OperationComparing, OperationPair } from "./comparing.ts";

/** Finds everything in which an operation of two contracts differs. */
export function compareOperation(comparing: OperationComparing): void {
  const { pair, contracts, tell } = comparing;
  if (pair.old.id !== pair.new.id && pair.old.id !== undefined && pair.new.id !== undefined) {
    const what = `operationId was ${pair.old.id}, is ${pair.new.id} now`;
    tell({ rule: "operation-id-changed", breaks: false, what, why: "Nothing of it is sent." });
  }
  const [was, is] = [
    isDeprecated(contracts.old, pair.old.pointer),
    isDeprecated(contracts.new, pair.new.pointer),
  ];
  if (is && !was) {
    const why = "It still answers, and may be gone in a later version.";
    tell({ rule: "operation-deprecated", breaks: false, what: "is deprecated now", why });
  } else if (was && !is) {
    const what = "is no longer deprecated";
    tell({ rule: "operation-restored", breaks: false, what, why: "It stays." });
  }
  compareParameters(comparing);
  compareBody(comparing);
  compareSecurity(comparing);
  compareAnswers(comparing);
}

function isDeprecated({ document }: Contract, pointer: string): boolean {
  return valueAt(document, `${pointer}/deprecated`) === true;
}

function compareBody(comparing: OperationComparing): void {
  const { pair, tell } = comparing;
  const [old, now] = [pair.old.requestBody, pair.new.requestBody];
  if (old === undefined && now === undefined) return;
  if (old === undefined || now === undefined) {
    if (now !== undefined) {
      const what = `a request body is new, and ${now.required ? "required" : "optional"}`;
      const why = now.required ? "Callers do not send it yet." : "Callers need not send it.";
      tell({ rule: "body-added", breaks: now.required, what, why, new: now.pointer });
    } else {
      const why = "Callers that send it are refused or not heard.";
      tell({ rule: "body-removed", breaks: true, what: "the request body is gone", why, old: old?.pointer });
    }
    return;
  }
  const places = { old: old.pointer, new: now.pointer };
  if (now.required && !old.required) {
    const what = "the request body is required now";
    tell({ rule: "body-required", breaks: true, what, why: "Callers may not send it.", ...places });
  } else if (old.required && !now.required) {
    const what = "the request body is optional now";
    tell({ rule: "body-optional", breaks: false, what, why: "Callers may go on sending it.", ...places });
  }
  compareContent(comparing, old, now, "request");
}

/** What of two operations is not compared though it differs. */
export function differingCallbacks(
  { old, new: now }: OperationComparing["contracts"],
  pair: OperationPair,
): number {
  const [was, is] = [
    tableAt(old.document, `${pair.old.pointer}/callbacks`),
    tableAt(now.document, `${pair.new.pointer}/callbacks`),
  ];
  return differing(was, is);
}

/** How many entries of two tables differ. */
export function differing(old: Json | undefined, now: Json | undefined): number {
  const [was, is] = [isJsonObject(old) ? old : {}, isJsonObject(now) ? now : {}];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
    (key) =>
      !(
        Object.hasOwn(was, key) &&
        Object.hasOwn(is, key) &&
        canonicalJson(was[key] as Json) === canonicalJson(is[key] as Json)
      ),
  ).length;
}

function tableAt(document: Json, pointer: string): Json | undefined {
  return valueAt(document, pointer);
}
