import type {
  BodyAuthority,
  Catalogue,
  CatalogueCalls,
  CatalogueEntry,
  CatalogueField,
  CatalogueFinding,
  CatalogueService,
  CatalogueStub,
  PathAuthority,
} from "../../drift/index.ts";
import { lineText } from "../place.ts";
import { plural, shortened } from "../words.ts";

/** Names of tests and places that are told before the rest is counted. */
export interface Most {
  readonly tests: number;
  readonly sites: number;
  readonly findings: number;
}

/** A line about an operation, not yet escaped: what it is about, and the text. */
export type Labelled = readonly [label: string, text: string];

/** An operation of one service. @example operationOf(entry) // "GET /api/actors/me" */
export function operationOf({ method, template }: Pick<CatalogueEntry, "method" | "template">): string {
  return `${method} ${template}`;
}

/** What is to be done, and whether that is only likely. @example actionText(entry) // "delete (likely)" */
export function actionText({ disposition: { action, suspected } }: CatalogueEntry): string {
  return suspected ? `${action} (likely)` : action;
}

/** What stands about an operation below its headline, but for its stubs and fields. */
export function entryLines(
  service: CatalogueService,
  entry: CatalogueEntry,
  most: Most,
): readonly Labelled[] {
  const { path, body, calls, disposition, findings } = entry;
  return [
    ["why", disposition.why],
    ...findings.slice(0, most.findings).map((one) => ["found", foundText(one, entry)] as const),
    ...(findings.length > most.findings
      ? [["found", `${findings.length - most.findings} more`] as const]
      : []),
    ["path", pathText(path, service)],
    ...(path.kind === "declared" ? takesLines(path) : []),
    ...(body === undefined ? [] : [["body", bodyText(body)] as const]),
    ["called", callsText(calls, most)],
    ...(calls.sites.length === 0 ? [] : [["from", shortened(calls.sites, most.sites)] as const]),
  ];
}

/** A finding below its operation, which it need not name again. */
function foundText({ rule, what }: CatalogueFinding, entry: CatalogueEntry): string {
  const operation = operationOf(entry);
  const rest = what.startsWith(operation) ? what.slice(operation.length).replace(/^,? /, "") : what;
  return `${rule}: ${rest}`;
}

function pathText(path: PathAuthority, service: CatalogueService): string {
  const commit = commitText(service);
  if (path.kind === "declared")
    return `${lineText(path.at)}${commit}${path.id === undefined ? "" : `, ${path.id}`}`;
  if (path.kind === "no-contract") return "the service names no contract";
  const file = service.contract?.file ?? "the contract";
  if (path.kind === "path-absent") {
    const near = path.nearest.length === 0 ? "" : `; nearest: ${path.nearest.join(", ")}`;
    return `not in ${file}${commit}${near}`;
  }
  const at = path.at === undefined ? file : lineText(path.at);
  return `not implemented: ${at}${commit} has this path with ${path.methods.join(", ")} only`;
}

/** @example commitText(service) // " @b6f6d13" */
function commitText({ contract }: CatalogueService): string {
  return contract?.commit === undefined ? "" : ` @${contract.commit}`;
}

function takesLines({
  parameters,
  requestBody,
}: Extract<PathAuthority, { readonly kind: "declared" }>): readonly Labelled[] {
  const takes = [...parameters, ...(requestBody === undefined ? [] : [`body ${requestBody}`])];
  return takes.length === 0 ? [] : [["takes", takes.join(", ")]];
}

function bodyText({ kind, status, type, besides, at, source }: BodyAuthority): string {
  const place = at === undefined ? "" : ` (${lineText(at)})`;
  const second = besides === undefined ? "" : `; the model ${besides} comes second`;
  const words = {
    contract: `${type}, by the contract${place}${second}`,
    model: `${type}, by the model${place}: the contract leaves it open`,
    "unknown-model": `${type}, whose fields are not known${source === undefined ? place : ` (${source})`}: not checked`,
    none: `${type}, nothing says more: not checked`,
    empty: "without a body",
  };
  return `${status} ${words[kind]}`;
}

function callsText({ known, count, unmatched, statuses, tests, worlds }: CatalogueCalls, most: Most): string {
  if (!known) return "nobody knows: there is no journal";
  if (count === 0) return "not once";
  const answered = Object.entries(statuses).map(([status, times]) => `${times} x ${status}`);
  const answers = [...answered, ...(unmatched > 0 ? [`${unmatched} matched no stub`] : [])];
  const by = [
    ...(tests.length > 0 ? [`in ${plural(tests.length, "test")} (${shortened(tests, most.tests)})`] : []),
    ...(worlds.length > 0 ? [`in ${shortened(worlds, most.tests)}`] : []),
  ];
  return `${plural(count, "time")} ${by.join(" and ")}${answers.length === 0 ? "" : `: ${answers.join(", ")}`}`;
}

/** A stub's place, answers and use, in that order. */
export function stubCells(stub: CatalogueStub): readonly [place: string, answers: string, use: string] {
  const place = stub.at === undefined ? stub.id : lineText(stub.at);
  return [place, stub.answers.join(", ") || "nothing", useText(stub)];
}

function useText({ calls, use, forbidden }: CatalogueStub): string {
  return {
    used: `answered ${plural(calls, "call")}`,
    unused: "never called",
    suspected: "not called; its tests stopped early",
    free: forbidden ? "never called, as it says" : "not called, which it need not be",
    unknown: "in no journal",
  }[use];
}

/** A field's type, default and notes, in that order. */
export function fieldCells(field: CatalogueField): readonly [type: string, value: string, notes: string] {
  const { type, nullable, required, notes } = field;
  const value = field.default === undefined ? "" : JSON.stringify(field.default);
  const all = [...notes, ...(required ? [] : ["may be absent"])];
  return [nullable ? `${type} | null` : type, value, all.join("; ")];
}

/** The first line of a service. @example "convo: 6 operations are called or stubbed, 4 more are declared" */
export function serviceText({ name, entries, untouched }: CatalogueService): string {
  const used = `${plural(entries.length, "operation")} ${entries.length === 1 ? "is" : "are"} called or stubbed`;
  const rest =
    untouched.length === 0
      ? ""
      : `, ${untouched.length} more ${untouched.length === 1 ? "is" : "are"} declared`;
  return `${name}: ${used}${rest}`;
}

/** What a service's operations rest on. */
export function anchorText({ contract, models }: CatalogueService): string {
  if (contract === undefined) return "No contract: nothing says whether these are as the service is";
  const { file, commit, source, date, title } = contract;
  const from = [...(source === undefined ? [] : [source]), ...(date === undefined ? [] : [date])];
  const stamp = `${commit === undefined ? "" : ` @${commit}`}${from.length === 0 ? "" : ` (${from.join(", ")})`}`;
  return `${title}, ${file}${stamp}; ${models === undefined ? "no models" : `models ${models}`}`;
}

const actions = ["add", "expand", "refuse", "decide", "delete", "allow", "keep"] as const;

/** How many operations have which disposition, the most pressing first. @example "1 add, 2 expand" */
export function actionCounts({ entries }: CatalogueService): string {
  const counts = actions.map((action) => ({
    action,
    count: entries.filter(({ disposition }) => disposition.action === action).length,
  }));
  return counts
    .filter(({ count }) => count > 0)
    .map(({ action, count }) => `${count} ${action}`)
    .join(", ");
}

/** What a disposition means, for those that a catalogue has. */
export function legendOf({ services }: Catalogue): readonly Labelled[] {
  const used = new Set(
    services.flatMap(({ entries }) => entries.map(({ disposition }) => disposition.action)),
  );
  const meaning = {
    add: "it is called, and no stub answers: write one",
    expand: "its stub answers what the service would not: complete it",
    refuse: "the service has no such method: answer as it would",
    decide: "code, contract or model is wrong: only a person knows which",
    delete: "nothing calls it: remove its stubs",
    allow: "[[allow]] keeps it as it is, with a reason",
    keep: "nothing to do",
  };
  return actions.filter((action) => used.has(action)).map((action) => [action, meaning[action]]);
}

/** An earlier table of fields that a later body has whole, and what that one has besides. */
export interface SharedFields {
  /** Undefined: none is told before. */
  readonly with: { readonly number: number; readonly count: number } | undefined;
  readonly rest: readonly CatalogueField[];
}

/** Tells each table of fields once: gives what of a body's fields was not told with an earlier operation. */
export function fieldTeller(): (number: number, fields: readonly CatalogueField[]) => SharedFields {
  const told: { readonly number: number; readonly keys: readonly string[] }[] = [];
  return (number, fields) => {
    const keys = fields.map((field) => JSON.stringify(field));
    const own = new Set(keys);
    const [earlier] = told
      .filter((one) => one.keys.length > 1 && one.keys.every((key) => own.has(key)))
      .sort((left, right) => right.keys.length - left.keys.length);
    told.push({ number, keys });
    if (earlier === undefined) return { with: undefined, rest: fields };
    const known = new Set(earlier.keys);
    return {
      with: { number: earlier.number, count: earlier.keys.length },
      rest: fields.filter((_, index) => !known.has(keys[index] as string)),
    };
  };
}
