import type { Allow } from "../../scenario/index.ts";
import type { BodyAuthority, CatalogueCalls, CatalogueStub, Disposition, PathAuthority } from "./entry.ts";

/** What decides what is to be done about an operation. */
export interface Facts {
  readonly path: PathAuthority;
  readonly body: BodyAuthority | undefined;
  readonly calls: CatalogueCalls;
  readonly stubs: readonly CatalogueStub[];
  /** Names of findings that nothing switched off. */
  readonly open: readonly string[];
  /** What of them `[[allow]]` switched off. */
  readonly allowed: readonly Allow[];
}

/** Findings about what a stub answers: the answer has to be made whole. */
const answerRules: ReadonlySet<string> = new Set([
  "thin-body",
  "unknown-body-field",
  "wrong-body-value",
  "list-or-object",
  "invalid-answer",
  "undeclared-status",
  "undeclared-answer-type",
]);

/** Findings about what the code sends: nothing is wrong with the doubles. */
const requestRules: ReadonlySet<string> = new Set([
  "missing-input",
  "invalid-request",
  "undeclared-query",
  "undeclared-request-type",
  "missing-credentials",
]);

/** Findings about code that calls what the contract does not have. */
const phantomCalls: ReadonlySet<string> = new Set(["phantom-call", "phantom-call-method"]);

/** What is to be done about an operation's doubles. */
export function dispose(facts: Facts): Disposition {
  const { path, open, allowed } = facts;
  if (allowed.length > 0 && open.length === 0) return sure("allow", allowed.map(allowText).join("; "));
  return path.kind === "declared" || path.kind === "no-contract" ? ofKnown(facts) : ofAbsent(facts, path);
}

function ofKnown(facts: Facts): Disposition {
  const { path, body, calls, stubs, open } = facts;
  if (open.includes("contradicting-model"))
    return sure(
      "decide",
      "Its model contradicts its contract, so that no body is right: take the older one from its source again.",
    );
  const missing = stubs.length === 0 && calls.count > 0 && calls.unmatched === calls.count;
  if (missing || (calls.unmatched > 0 && stubs.every((one) => one.calls === 0)))
    return sure("add", "The code calls it and no stub answers.");
  const unused = unusedOf(stubs);
  // What is not whole is worth making whole, unless it is known that nothing needs it.
  if (unused !== "unused" && open.some((name) => answerRules.has(name)))
    return sure("expand", "What its stubs answer is not what the service answers.");
  if (unused !== undefined) return deleted(unused, "The service has it, and");
  if (stubs.length === 0) return sure("keep", "It is called and answered without a stub.");
  if (open.some((name) => requestRules.has(name)))
    return sure("keep", "What its stubs answer is as the service is; what the code sends is not.");
  return sure("keep", keptText(path, body, calls));
}

function keptText(path: PathAuthority, body: BodyAuthority | undefined, calls: CatalogueCalls): string {
  const unseen = calls.known ? "" : " No journal says whether anything calls it.";
  if (path.kind === "no-contract") return `No contract says whether it is as the service is.${unseen}`;
  if (body?.kind === "none") return `Nothing says what its body holds, so that was not checked.${unseen}`;
  if (body?.kind === "unknown-model")
    return `The fields of ${body.type} are not known, so its body was not checked.${unseen}`;
  return `It is as the contract${body?.kind === "model" ? " and the model say" : " says"}.${unseen}`;
}

type Absent = Extract<PathAuthority, { readonly kind: "method-absent" | "path-absent" }>;

function ofAbsent({ calls, stubs, open }: Facts, path: Absent): Disposition {
  const honest = stubs.length > 0 && stubs.every(isRefusal) && !open.includes("wrong-refusal");
  if (honest && calls.unmatched === 0) {
    const code = open.some((name) => phantomCalls.has(name)) ? "; what calls it is another matter" : "";
    return sure("keep", `The service does not have it, and the stub says so${code}.`);
  }
  const unused = calls.count > 0 ? undefined : unusedOf(stubs);
  if (unused !== undefined) return deleted(unused, "The service does not have it, and");
  if (path.kind === "method-absent") {
    const methods = path.methods.join(", ");
    return sure(
      "refuse",
      `The service has the path with ${methods} only: answer 405 with Allow: ${methods}.`,
    );
  }
  const called = calls.count > 0 ? "is called" : "is stubbed";
  const why = `It ${called} and the contract does not have it: the code is wrong, or the contract is older than the service.`;
  return sure("decide", `${why} Remove the call, take the contract anew, or allow it with owner and reason.`);
}

function isRefusal({ answers, forbidden }: CatalogueStub): boolean {
  return forbidden || (answers.length > 0 && answers.every((one) => one === "404" || one === "405"));
}

/** Whether nothing needs any of the stubs: for certain, or as far as tests that stopped early show. */
function unusedOf(stubs: readonly CatalogueStub[]): "unused" | "suspected" | undefined {
  if (stubs.length === 0) return undefined;
  if (stubs.every(({ use }) => use === "unused")) return "unused";
  return stubs.every(({ use }) => use === "unused" || use === "suspected") ? "suspected" : undefined;
}

function deleted(unused: "unused" | "suspected", beginning: string): Disposition {
  return unused === "unused"
    ? sure("delete", `${beginning} no test that ran to its end calls it.`)
    : {
        action: "delete",
        suspected: true,
        why: `${beginning} nothing called it; but tests that have it stopped early, so run them to their end first.`,
      };
}

function sure(action: Disposition["action"], why: string): Disposition {
  return { action, suspected: false, why };
}

function allowText({ reason, owner, expires }: Allow): string {
  const who = [
    ...(owner === undefined ? [] : [owner]),
    ...(expires === undefined ? [] : [`until ${expires}`]),
  ];
  return who.length === 0 ? reason : `${reason} (${who.join(", ")})`;
}
